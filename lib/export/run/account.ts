// Whose transactions an export holds: the Wix account, which is part of its identity.
import type { Call } from '../../call.ts';
import type { Config } from '../../config.ts';
import { Failure } from '../../failure.ts';
import { createSecretSource } from '../../secrets/secret-source.ts';
import { createCredentialSource } from '../../secrets/wix-credentials.ts';

/** Answers the id of the account. */
export type AccountOf = (call: Call) => Promise<string>;

/**
 * Makes it from the environment: WIX_ACCOUNT_ID, else what the secret says.
 * Throws Failure `Internal` when neither names an account, `SecretUnavailable` when the secret cannot be read.
 */
export function createAccountOf({ WIX_ACCOUNT_ID, WIX_SECRET_ID }: Config): AccountOf {
  if (WIX_ACCOUNT_ID !== undefined) return async () => WIX_ACCOUNT_ID;
  const secret = WIX_SECRET_ID === undefined ? undefined : createSecretSource({ secretId: WIX_SECRET_ID });
  const credentials = secret && createCredentialSource(secret);
  return async (call) => {
    const known = await credentials?.get(call);
    if (known?.accountId !== undefined) return known.accountId;
    throw new Failure(
      'Internal',
      'The function is misconfigured: an export needs the account, from WIX_ACCOUNT_ID or the secret that WIX_SECRET_ID names.',
    );
  };
}
