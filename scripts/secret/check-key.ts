// Asks Wix whether it accepts a key, before the functions have to live with it.
import type { Call } from '../../lib/call.ts';
import { deadlineIn, systemClock } from '../../lib/call.ts';
import { parseConfig } from '../../lib/config.ts';
import { getBalance } from '../../lib/wix/ai-credits.ts';
import { createWixTransport } from '../../lib/wix/create-transport.ts';
import type { Credentials } from '../../lib/wix/credentials.ts';

const PATIENCE_MS = 20_000;
const nothing = () => undefined;

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
  const call: Call = {
    requestId: 'secret',
    now: new Date(),
    clock: systemClock,
    deadline: deadlineIn(PATIENCE_MS),
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    metrics: { count: nothing },
    noteWixRequest: nothing,
  };
  await getBalance(wix, 'ACCOUNT', call);
}
