// The API keys of the account: what each may do, and their rotation.
import { mix, STREAM } from './world/random.ts';
import type { World } from './world/world.ts';

/** What a key may be allowed to do. The Multilingual names are the SDK's; Assumption: the others. */
export const PERMISSIONS = [
  'WIX_MULTILINGUAL.GET_CREDITS',
  'WIX_MULTILINGUAL.GET_IS_ELIGIBLE',
  'WIX_MULTILINGUAL.MACHINE_TRANSLATE',
  'CREDIT_TRANSACTIONS.READ',
  'CREDIT_TRANSACTIONS.CHARGE',
  'SITE_LIST.READ',
] as const;

/** One of the permissions above. */
export type Permission = (typeof PERMISSIONS)[number];

/** An API key of the account. */
export interface ApiKey {
  /** What the journal calls it; the key itself is never shown. */
  readonly name: string;
  readonly key: string;
  /** `ALL`, or the sites that it was limited to: then it has no access to the account itself. */
  readonly sites: 'ALL' | readonly string[];
  readonly permissions: readonly Permission[];
  readonly revoked: boolean;
}

/** A key to be added; what is left out gives full access. */
export type NewKey = Partial<ApiKey> & Pick<ApiKey, 'name' | 'key'>;

/** The keys of one account. */
export interface KeyRing {
  /** The keys as they are now. */
  readonly list: readonly ApiKey[];
  /** Adds a key, in place of one that has its name. */
  add(key: NewKey): void;
  /** Revokes the key of this name; answers whether there is one. */
  revoke(name: string): boolean;
}

/** The keys that a world starts with: one with access to everything, and one for each way of having less. */
export function createKeyRing(world: World): KeyRing {
  const list: ApiKey[] = [];
  const replace = (name: string, ...keys: ApiKey[]): ApiKey | undefined => {
    const index = list.findIndex((key) => key.name === name);
    const [replaced] = index < 0 ? [] : list.splice(index, 1);
    list.push(...keys);
    return replaced;
  };
  const add = (key: NewKey) => {
    replace(key.name, { sites: 'ALL', permissions: PERMISSIONS, revoked: false, ...key });
  };
  const secret = (index: number) =>
    `IST.local.${mix(world.seed, STREAM.key, index).toString(36)}${mix(world.seed ^ 1, STREAM.key, index).toString(36)}`;
  add({ name: 'account', key: secret(0) });
  const firstSite = world.sites.slice(0, 1).map(({ facts }) => facts.id);
  add({ name: 'first-site', key: secret(1), sites: firstSite });
  add({ name: 'no-permissions', key: secret(2), permissions: [] });
  add({ name: 'revoked', key: secret(3), revoked: true });
  return {
    list,
    add,
    revoke: (name) => {
      const found = list.find((key) => key.name === name);
      if (found) replace(name, { ...found, revoked: true });
      return found !== undefined;
    },
  };
}
