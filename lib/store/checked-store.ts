// Stands in front of a store: holds every key to the rule, and loads the half behind it at the first use.
import { checkKey, checkPrefix } from './keys.ts';
import type { Store } from './store.ts';

/** What S3, a directory or a test brings: a store without URIs, whose keys were checked before. */
export type StoreHalf = Omit<Store, 'uri'>;

/**
 * A store whose keys are checked. `load` is called once, at the first use; `uriOf` says where a key is.
 * @throws Failure `Internal` from every method when a key is against the rule, see `checkKey`.
 */
export function checkedStore(uriOf: (key: string) => string, load: () => Promise<StoreHalf>): Store {
  let loaded: Promise<StoreHalf> | undefined;
  const half = (): Promise<StoreHalf> => {
    loaded ??= load();
    return loaded;
  };
  const halfFor = (key: string): Promise<StoreHalf> => {
    checkKey(key);
    return half();
  };
  return {
    get: async (key) => (await halfFor(key)).get(key),
    put: async (key, body, options) => (await halfFor(key)).put(key, body, options),
    async *list(prefix, options) {
      checkPrefix(prefix);
      checkPrefix(options?.after ?? '');
      yield* (await half()).list(prefix, options);
    },
    stream: async (key) => (await halfFor(key)).stream(key),
    write: async (key, options) => (await halfFor(key)).write(key, options),
    delete: async (key) => (await halfFor(key)).delete(key),
    presign: async (key, seconds) => (await halfFor(key)).presign(key, seconds),
    uri: (key) => {
      checkKey(key);
      return uriOf(key);
    },
  };
}
