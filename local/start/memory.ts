// A store in memory: what is made there first reaches the disk at once, and not a thousand times.
import type { Store } from '../../lib/store/store.ts';

/** The part of a store that the monitor needs. */
export type MemoryStore = Pick<Store, 'get' | 'put' | 'uri'> & {
  /** Puts all objects into another store. */
  copyTo(store: Pick<Store, 'put'>): Promise<void>;
};

const AT_ONCE = 16;

/** An empty store. */
export function memoryStore(): MemoryStore {
  const objects = new Map<string, { readonly body: Uint8Array; readonly etag: string }>();
  let writes = 0;
  return {
    get: async (key) => objects.get(key),
    put: async (key, body, { condition } = {}) => {
      const there = objects.get(key);
      if (condition === 'create-only' && there !== undefined) return { outcome: 'exists' };
      if (typeof condition === 'object' && there?.etag !== condition.ifMatch) return { outcome: 'changed' };
      writes += 1;
      const etag = String(writes);
      objects.set(key, { body, etag });
      return { outcome: 'stored', etag };
    },
    uri: (key) => `memory:///${key}`,
    copyTo: async (store) => {
      const left = [...objects];
      const write = async () => {
        for (let next = left.pop(); next !== undefined; next = left.pop())
          await store.put(next[0], next[1].body);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, write));
    },
  };
}
