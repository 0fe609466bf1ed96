// A store that counts what its calls would be at S3.
import type { Store } from '../../lib/store/store.ts';

/** Requests and bytes. A listing and a part of an upload cost as much as a PUT. */
export interface StoreCounts {
  puts: number;
  gets: number;
  /** Written create-only: they stay. */
  bytesKept: number;
  /** Written over what was there; the bucket keeps versions of it for some days. */
  bytesReplaced: number;
}

/** As many entries come with one page of a listing. */
const ENTRIES_A_PAGE = 1_000;
/** The parts of an upload, as `lib/store/s3/s3-writer.ts` cuts them; one that fits into a part is a single PUT. */
const PART_BYTES = 8 * 1024 * 1024;

const requestsOfUpload = (bytes: number) => (bytes <= PART_BYTES ? 1 : Math.ceil(bytes / PART_BYTES) + 2);

/** Wraps a store; what goes through it is added to `counts`. */
export function countedStore(store: Store, counts: StoreCounts): Store {
  return {
    get: (key) => {
      counts.gets += 1;
      return store.get(key);
    },
    put: (key, body, options) => {
      counts.puts += 1;
      counts[options?.condition === 'create-only' ? 'bytesKept' : 'bytesReplaced'] += body.byteLength;
      return store.put(key, body, options);
    },
    async *list(prefix, options) {
      let entries = 0;
      for await (const entry of store.list(prefix, options)) {
        if (entries % ENTRIES_A_PAGE === 0) counts.puts += 1;
        entries += 1;
        yield entry;
      }
      if (entries === 0) counts.puts += 1;
    },
    stream: (key) => {
      counts.gets += 1;
      return store.stream(key);
    },
    write: async (key, options) => {
      const writer = await store.write(key, options);
      let bytes = 0;
      return {
        write: (chunk) => {
          bytes += chunk.byteLength;
          return writer.write(chunk);
        },
        finish: () => {
          counts.puts += requestsOfUpload(bytes);
          counts.bytesKept += bytes;
          return writer.finish();
        },
        abort: () => writer.abort(),
      };
    },
    delete: (key) => store.delete(key),
    presign: (key, seconds) => store.presign(key, seconds),
    uri: (key) => store.uri(key),
  };
}
