// Rows handed from the walk to an encoder that asks for them.
import type { Row } from '../../record/transaction.ts';

/** Batches that may wait: few, because a record that lives long costs the garbage collector dear. */
const MOST_WAITING = 4;

/** A queue with one reader. */
export class RowQueue implements AsyncIterable<readonly Row[]> {
  readonly #batches: (readonly Row[])[] = [];
  #state: 'open' | 'ended' | 'stopped' = 'open';
  #changed = Promise.withResolvers<void>();

  /** Adds rows, and waits until there is room for more or the queue is stopped. */
  async push(rows: readonly Row[]): Promise<void> {
    if (this.#state !== 'open') return;
    this.#batches.push(rows);
    this.#change();
    while (this.#batches.length >= MOST_WAITING) await this.#changed.promise;
  }

  /** No more rows will come. */
  end(): void {
    if (this.#state === 'open') this.#state = 'ended';
    this.#change();
  }

  /** What waits is dropped; the reader gets an error. */
  stop(): void {
    this.#state = 'stopped';
    this.#batches.length = 0;
    this.#change();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly Row[]> {
    for (;;) {
      const batch = this.#batches.shift();
      if (this.#state === 'stopped') throw new Error('The file was given up.');
      if (batch !== undefined) {
        this.#change();
        yield batch;
      } else if (this.#state === 'ended') return;
      else await this.#changed.promise;
    }
  }

  #change(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}
