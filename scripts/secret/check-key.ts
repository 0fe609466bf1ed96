// Asks Wix whether it accepts a key, before the functions have to live with it.
import { parseConfig } from '../../lib/config.ts';
import { getBalance } from '../../lib/wix/ai-credits.ts';
import { createWixTransport } from '../../lib/wix/create-transport.ts';
import type { Credentials } from '../../lib/wix/credentials.ts';
import { commandCall } from '../command-line/call.ts';

const PATIENCE_MS = 20_000;

/**
 * Reads the balance of the account with the key, at WIX_API_BASE_URL; nothing is spent.
 * @throws Failure `WixCredentialsRejected` when Wix does not accept it, and what else a call of Wix may fail of.
 */
export async function checkKey(
  credentials: Credentials,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const { WIX_API_BASE_URL, WIX_ACCOUNT_ID } = parseConfig(environment);
  const known = { ...credentials, accountId: WIX_ACCOUNT_ID ?? credentials.accountId };
  const wix = createWixTransport({
    baseUrl: WIX_API_BASE_URL,
    requestsPerMinute: 200,
    credentials: { get: async () => known, renew: async () => known },
  });
  await getBalance(wix, 'ACCOUNT', commandCall({ deadline: { inMs: PATIENCE_MS } }));
}
