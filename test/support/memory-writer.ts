// A file of unknown length on its way into the simulated store.
import type { StoreWriter } from '../../lib/store/store.ts';
import { storeFailure } from '../../lib/store/store-failure.ts';
import type { Life } from './simulated-life.ts';

type Create = (key: string, body: Uint8Array) => 'stored' | 'exists';

/** Gathers chunks, each a step; `unfinished` holds its key until it is finished or given up. */
export class MemoryWriter implements StoreWriter {
  readonly #unfinished: string[];
  readonly #life: Life;
  readonly #key: string;
  readonly #create: Create;
  readonly #chunks: Uint8Array[] = [];
  #open = true;

  constructor(unfinished: string[], life: Life, key: string, create: Create) {
    this.#unfinished = unfinished;
    this.#life = life;
    this.#key = key;
    this.#create = create;
    unfinished.push(key);
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
    const index = this.#unfinished.indexOf(this.#key);
    if (index >= 0) this.#unfinished.splice(index, 1);
  }
}
