// The services of the functions that call Wix: the transport with its credentials, made once a process.
import type { Config } from '../config.ts';
import { required } from '../config.ts';
import { createSecretSource } from '../secrets/secret-source.ts';
import { createCredentialSource } from '../secrets/wix-credentials.ts';
import { createWixTransport } from './create-transport.ts';
import type { GovernedTransport } from './transport.ts';

/** What a function needs to call Wix. */
export interface WixServices {
  readonly wix: GovernedTransport;
}

/**
 * Makes them from the environment. Throws Failure `Internal` when WIX_SECRET_ID is not set.
 * @param attemptTimeoutMs the longest that one exchange may take, where the transport's own default is too short
 */
export function wixServices(config: Config, attemptTimeoutMs?: number): WixServices {
  const secret = createSecretSource({ secretId: required(config, 'WIX_SECRET_ID') });
  const wix = createWixTransport({
    baseUrl: config.WIX_API_BASE_URL,
    credentials: createCredentialSource(secret, config.WIX_ACCOUNT_ID),
    requestsPerMinute: config.WIX_REQUESTS_PER_MINUTE,
    ...(attemptTimeoutMs !== undefined && { attemptTimeoutMs }),
  });
  return { wix };
}
