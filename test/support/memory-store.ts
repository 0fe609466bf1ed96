// A store in memory that counts every step of I/O, and fails or dies at the one it is told to: to prove what survives.
import { createHash } from 'node:crypto';
import { checkedStore, type StoreHalf } from '../../lib/store/checked-store.ts';
import type { PutOptions, PutOutcome, Store, StoredEntry } from '../../lib/store/store.ts';
import { storeFailure } from '../../lib/store/store-failure.ts';
import { MemoryWriter } from './memory-writer.ts';
import { Life, type LifeOptions, type Step } from './simulated-life.ts';

export { FAULTS, type Fault, Killed, type Step } from './simulated-life.ts';

/** How a process opens the store. */
export interface OpenOptions extends LifeOptions {
  /** Objects in a page of a listing. */
  readonly pageSize?: number;
}

/** A store as one process sees it. */
export interface SimulatedStore extends Store {
  /** Every step so far. */
  readonly steps: readonly Step[];
  /** Whether the process was killed. */
  readonly killed: () => boolean;
}

const CHUNK_BYTES = 64 * 1024;

/** What outlives a process: open it as often as there are processes. */
export class MemoryDisk {
  /** The finished objects by key. */
  readonly objects = new Map<string, Uint8Array>();
  /** Keys of files that were begun and neither finished nor given up. */
  readonly unfinished: string[] = [];

  /** The content of an object as text, or undefined. */
  text(key: string): string | undefined {
    const body = this.objects.get(key);
    return body === undefined ? undefined : Buffer.from(body).toString();
  }

  /** The store as a new process sees it. */
  open(options: OpenOptions = {}): SimulatedStore {
    const life = new Life(options);
    const half = simulate(this, life, options.pageSize ?? 1000);
    const store = checkedStore(
      (key) => `memory:///${key}`,
      async () => half,
    );
    return { ...store, steps: life.steps, killed: () => life.dead };
  }
}

function simulate(disk: MemoryDisk, life: Life, pageSize: number): StoreHalf {
  const { objects } = disk;

  const create = (key: string, body: Uint8Array): 'stored' | 'exists' => {
    refuseClash(objects, key);
    if (objects.has(key)) return 'exists';
    objects.set(key, body.slice());
    return 'stored';
  };

  const put = (key: string, body: Uint8Array, { condition }: PutOptions): PutOutcome => {
    if (condition === 'create-only') {
      const outcome = create(key, body);
      return outcome === 'stored' ? { outcome, etag: etagOf(body) } : { outcome };
    }
    if (typeof condition === 'object') {
      const present = objects.get(key);
      if (present === undefined || etagOf(present) !== condition.ifMatch) return { outcome: 'changed' };
    }
    refuseClash(objects, key);
    objects.set(key, body.slice());
    return { outcome: 'stored', etag: etagOf(body) };
  };

  const page = (prefix: string, after: string): StoredEntry[] =>
    [...objects]
      .filter(([key]) => key.startsWith(prefix) && key > after)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, pageSize)
      .map(([key, body]) => ({ key, size: body.byteLength }));

  async function* chunks(key: string, body: Uint8Array): AsyncGenerator<Uint8Array> {
    for (let start = 0; start < body.byteLength; start += CHUNK_BYTES) {
      yield await life.step('read a chunk', key, () => body.slice(start, start + CHUNK_BYTES));
    }
  }

  return {
    get: (key) =>
      life.step('get', key, () => {
        const body = objects.get(key);
        return body === undefined ? undefined : { body: body.slice(), etag: etagOf(body) };
      }),
    put: (key, body, options = {}) => life.step('put', key, () => put(key, body, options)),
    async *list(prefix, options) {
      let after = options?.after ?? '';
      let entries: StoredEntry[];
      do {
        const bound = after;
        entries = await life.step('list a page', prefix, () => page(prefix, bound));
        yield* entries;
        after = entries.at(-1)?.key ?? '';
      } while (entries.length === pageSize);
    },
    stream: (key) =>
      life.step('stream', key, () => {
        const body = objects.get(key);
        return body === undefined ? undefined : chunks(key, body);
      }),
    write: (key) =>
      life.step('begin a file', key, () => new MemoryWriter(disk.unfinished, life, key, create)),
    delete: (key) => life.step('delete', key, () => void objects.delete(key)),
    presign: (key, seconds) => life.step('presign', key, () => `memory:///${key}?expires=${seconds}`),
  };
}

function etagOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}

/** No key may be a folder of another: as strict as a directory. */
function refuseClash(objects: ReadonlyMap<string, Uint8Array>, key: string): void {
  const names = key.split('/');
  const above = names.slice(1).some((_, index) => objects.has(names.slice(0, index + 1).join('/')));
  const below = !objects.has(key) && [...objects.keys()].some((other) => other.startsWith(`${key}/`));
  if (above || below) throw storeFailure('clash');
}
