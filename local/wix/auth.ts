// Who calls, and for which site or account: the key and the two context headers.
import type { IncomingHttpHeaders } from 'node:http';
import { missingMetasiteId, permissionDenied, unauthenticated } from './errors.ts';
import type { ApiKey, Permission } from './keys.ts';
import type { World } from './world/world.ts';

/** What a method asks of its caller. `EITHER` works for the account and for a site. */
export interface Demand {
  readonly level: 'SITE' | 'ACCOUNT' | 'EITHER';
  readonly permission: Permission;
}

/** In whose name a call runs; `siteId` is undefined in the context of the account. */
export interface Identity {
  readonly key: ApiKey;
  readonly siteId: string | undefined;
}

const header = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** The key that a request carries, whether or not it is any good. */
export function keyOf(headers: IncomingHttpHeaders, keys: readonly ApiKey[]): ApiKey | undefined {
  const sent = header(headers, 'authorization');
  return keys.find(({ key }) => key === sent);
}

/**
 * Admits a request or refuses it as Wix does.
 * Assumptions: with both context headers, an account-level method and Get Balance use the account ("the account-level
 * balance is returned") and a site-level method the site; without either header, and for an unknown site or another
 * account, the answer is 403.
 * @throws WixError 401, 403 or 428.
 */
export function authenticate(
  world: World,
  keys: readonly ApiKey[],
  headers: IncomingHttpHeaders,
  demand: Demand,
): Identity {
  const key = keyOf(headers, keys);
  if (!key || key.revoked) throw unauthenticated();
  const accountId = header(headers, 'wix-account-id');
  const siteId = header(headers, 'wix-site-id');
  const forSite = demand.level === 'SITE' || (demand.level === 'EITHER' && accountId === undefined);
  if (!key.permissions.includes(demand.permission)) throw permissionDenied();
  if (!forSite) {
    if (accountId?.toLowerCase() !== world.accountId || key.sites !== 'ALL') throw permissionDenied();
    return { key, siteId: undefined };
  }
  if (siteId === undefined) throw accountId === undefined ? permissionDenied() : missingMetasiteId();
  const site = world.site(siteId)?.facts.id;
  if (site === undefined || (key.sites !== 'ALL' && !key.sites.includes(site))) throw permissionDenied();
  return { key, siteId: site };
}
