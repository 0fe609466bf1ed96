// The headers of a request: the raw key, and either the account or the site.
import { Failure } from '../failure.ts';
import { isSiteId } from '../site-id.ts';
import type { Credentials } from './credentials.ts';
import type { WixScope } from './transport.ts';

/** What an HTTP header can hold (RFC 9110, section 5.5), nothing else and something. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]+$/;

/**
 * Authorization and scope, for one request.
 * @throws Failure `SecretUnavailable` for a key that no header can hold, `Internal` when the account is missing or no
 * header can hold it, `InvalidInput` for a siteId that is no GUID. No message repeats a value.
 */
export function authorize({ apiKey, accountId }: Credentials, scope: WixScope): Record<string, string> {
  if (!HEADER_VALUE.test(apiKey)) {
    throw new Failure(
      'SecretUnavailable',
      'The API key has characters that no API key has: the operator must correct the secret that WIX_SECRET_ID names.',
    );
  }
  if (scope !== 'ACCOUNT') {
    if (isSiteId(scope.siteId)) return { authorization: apiKey, 'wix-site-id': scope.siteId };
    throw new Failure('InvalidInput', 'The siteId is not a GUID.', {
      errors: [{ path: 'siteId', message: 'Expected a GUID' }],
    });
  }
  if (accountId === undefined || !HEADER_VALUE.test(accountId)) {
    throw new Failure(
      'Internal',
      'No Wix account is known: the operator must set WIX_ACCOUNT_ID, or accountId in the secret that WIX_SECRET_ID names.',
    );
  }
  return { authorization: apiKey, 'wix-account-id': accountId };
}
