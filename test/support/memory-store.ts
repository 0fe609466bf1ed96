// A store in memory that counts every step of I/O, and fails or dies at the one it is told to: to prove what survives.
import { createHash } from 'node:crypto';
import { checkedStore, type StoreHalf } from '../../lib/store/checked-store.ts';
import type { PutOptions, PutOutcome, Store, StoredEntry, StoreWriter } from '../../lib/store/store.ts';
import { storeFailure } from '../../lib/store/store-failure.ts';

/** One step of I/O. `number` counts from 1 within one opened store. */
export interface Step {
  readonly number: number;
  readonly action:
    | 'get'
    | 'put'
    | 'list a page'
    | 'stream'
    | 'read a chunk'
    | 'begin a file'
    | 'write a chunk'
    | 'finish a file'
    | 'abort a file'
    | 'delete'
    | 'presign';
  readonly key: string;
}

/**
 * What goes wrong at step `at`: the step fails before or after it took effect (an answer that was lost), or the
 * process is killed there, after which nothing that it tries reaches the store, its clean-up included.
 */
export interface Fault {
  readonly at: number;
  readonly how: 'fail before' | 'fail after' | 'kill before' | 'kill after';
}

/** Every way in which a step can go wrong. */
export const FAULTS = [
  'fail before',
  'fail after',
  'kill before',
  'kill after',
] as const satisfies Fault['how'][];

/** Thrown by every step of a process from its kill on. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

interface OpenOptions {
  readonly fault?: Fault;
  /** Runs before each step takes effect: to hold it up, or to let somebody else act first. */
  readonly onStep?: (step: Step) => void | Promise<void>;
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
    const life = new Process(options);
    const half = simulate(this, life, options.pageSize ?? 1000);
    const store = checkedStore(
      (key) => `memory:///${key}`,
      async () => half,
    );
    return { ...store, steps: life.steps, killed: () => life.dead };
  }
}

class Process {
  readonly steps: Step[] = [];
  readonly #options: OpenOptions;
  dead = false;

  constructor(options: OpenOptions) {
    this.#options = options;
  }

  async step<T>(action: Step['action'], key: string, effect: () => T): Promise<T> {
    this.#mustLive();
    const step: Step = { number: this.steps.length + 1, action, key };
    this.steps.push(step);
    await this.#options.onStep?.(step);
    this.#mustLive();
    const how = this.#options.fault?.at === step.number ? this.#options.fault.how : undefined;
    if (how?.endsWith('before')) this.#goWrong(how, step);
    const answer = effect();
    if (how?.endsWith('after')) this.#goWrong(how, step);
    return answer;
  }

  #goWrong(how: Fault['how'], step: Step): void {
    const cause = new Error(`simulated: ${how} step ${step.number}, ${step.action} ${step.key}`);
    if (how.startsWith('fail')) throw storeFailure('silent', cause);
    this.dead = true;
    throw new Killed(cause.message);
  }

  #mustLive(): void {
    if (this.dead) throw new Killed('the process was killed before');
  }
}

function simulate(disk: MemoryDisk, life: Process, pageSize: number): StoreHalf {
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
    write: (key) => life.step('begin a file', key, () => new MemoryWriter(disk, life, key, create)),
    delete: (key) => life.step('delete', key, () => void objects.delete(key)),
    presign: (key, seconds) => life.step('presign', key, () => `memory:///${key}?expires=${seconds}`),
  };
}

class MemoryWriter implements StoreWriter {
  readonly #disk: MemoryDisk;
  readonly #life: Process;
  readonly #key: string;
  readonly #create: (key: string, body: Uint8Array) => 'stored' | 'exists';
  readonly #chunks: Uint8Array[] = [];
  #open = true;

  constructor(
    disk: MemoryDisk,
    life: Process,
    key: string,
    create: (key: string, body: Uint8Array) => 'stored' | 'exists',
  ) {
    this.#disk = disk;
    this.#life = life;
    this.#key = key;
    this.#create = create;
    disk.unfinished.push(key);
  }

  async write(chunk: Uint8Array): Promise<void> {
    if (!this.#open) throw storeFailure('closed');
    await this.#abortedOnFailure(() =>
      this.#life.step('write a chunk', this.#key, () => void this.#chunks.push(chunk)),
    );
  }

  async finish(): Promise<'stored' | 'exists'> {
    if (!this.#open) throw storeFailure('closed');
    const outcome = await this.#abortedOnFailure(() =>
      this.#life.step('finish a file', this.#key, () => {
        const created = this.#create(this.#key, Buffer.concat(this.#chunks));
        this.#drop();
        return created;
      }),
    );
    this.#open = false;
    return outcome;
  }

  async abort(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await Promise.allSettled([this.#life.step('abort a file', this.#key, () => this.#drop())]);
  }

  async #abortedOnFailure<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      await this.abort();
      throw thrown;
    }
  }

  #drop(): void {
    const index = this.#disk.unfinished.indexOf(this.#key);
    if (index >= 0) this.#disk.unfinished.splice(index, 1);
  }
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
