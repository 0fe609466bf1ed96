// The real Wix, where the environment of the person who starts something has a key for it.
import { StartError } from './ports.ts';

/** Where Wix is, and the key for it. */
export interface WixAccess {
  readonly url: string;
  readonly apiKey: string;
  readonly accountId: string;
}

/**
 * What WIX_API_KEY, WIX_ACCOUNT_ID and WIX_API_BASE_URL say; undefined without a key.
 * @throws StartError when there is a key and no account.
 */
export function realWix(environment: NodeJS.ProcessEnv): WixAccess | undefined {
  const { WIX_API_KEY: apiKey, WIX_ACCOUNT_ID: accountId, WIX_API_BASE_URL } = environment;
  if (apiKey === undefined || apiKey === '') return undefined;
  if (accountId === undefined || accountId === '') {
    throw new StartError(
      'WIX_API_KEY needs WIX_ACCOUNT_ID beside it: the id of the account that the key belongs to.',
    );
  }
  return { url: WIX_API_BASE_URL ?? 'https://www.wixapis.com', apiKey, accountId };
}
