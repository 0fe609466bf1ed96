// The rows of the next part, kept as bytes outside of the heap.
import { restoreRow } from '../../record/normalise.ts';
import type { Row } from '../../record/transaction.ts';
import { hashOf } from './recent-ids.ts';

// Ten thousand records and ids that live as long as a part does are what V8's young generation is worst at: kept as
// objects they cost an export 150 MB and a tenth of its time. As bytes they cost what they are.

/** Canonical lines, each with a line feed, and how many. */
export interface RowLines {
  readonly count: number;
  readonly bytes: Uint8Array;
}

/** No text in JSON holds a quote without a backslash, so in a line this is where `revision` ends. */
const BEHIND_HEAD = ',"createdDate":"';
const FIRST_BYTES = 65_536;
const FIRST_SLOTS = 256;
/** Of one UTF-16 code unit in UTF-8. */
const LONGEST_UNIT = 3;

/** Rows in their order; each id at most once. */
export class Hand {
  #bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #ends = new Uint32Array(FIRST_SLOTS);
  #hashes = new Int32Array(FIRST_SLOTS);
  /** Open addressing: the number of a row from 1, or 0; never more than half full. */
  #slots = new Int32Array(2 * FIRST_SLOTS);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Adds a row behind the others; `hash` is that of its id. */
  add({ line }: Row, hash: number): void {
    if (this.#size === this.#ends.length) this.#growIndex();
    const start = this.#startOf(this.#size);
    const needed = start + line.length * LONGEST_UNIT + 1;
    // Stryker disable next-line EqualityOperator: it is about memory.
    if (needed > this.#bytes.length) this.#growBytes(start, needed);
    const end = start + this.#bytes.write(line, start);
    this.#bytes[end] = 10;
    this.#ends[this.#size] = end + 1;
    this.#hashes[this.#size] = hash;
    this.#size += 1;
    this.#place(this.#size);
  }

  /** The number of the row with this id, from 0; undefined when it is not here. */
  find(id: string, hash: number): number | undefined {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot] ?? 0;
      if (number === 0) return undefined;
      // Stryker disable next-line ConditionalExpression: the id decides; not to read every row is only faster.
      if (this.#hashes[number - 1] === hash && this.row(number - 1).record.id === id) return number - 1;
    }
  }

  row(index: number): Row {
    const line = this.#bytes.toString('utf8', this.#startOf(index), this.#startOf(index + 1) - 1);
    return restoreRow(JSON.parse(line));
  }

  /** The id and the revision of a row: they come first in its line, so that the rest need not be read. */
  head(index: number): { readonly id: string; readonly revision?: string } {
    const start = this.#startOf(index);
    const end = this.#bytes.indexOf(BEHIND_HEAD, start);
    return JSON.parse(`${this.#bytes.toString('utf8', start, end)}}`);
  }

  rows(): Row[] {
    return Array.from({ length: this.#size }, (_, index) => this.row(index));
  }

  /** Puts another row in the place of one, or takes it out. Slow: it begins anew. */
  replace(index: number, row: Row | undefined): void {
    const rows = this.rows();
    rows.splice(index, 1, ...(row === undefined ? [] : [row]));
    this.clear();
    for (const one of rows) this.add(one, hashOf(one.record.id));
  }

  lines(): RowLines {
    return { count: this.#size, bytes: this.#bytes.subarray(0, this.#startOf(this.#size)) };
  }

  clear(): void {
    this.#size = 0;
    this.#slots.fill(0);
  }

  #startOf(index: number): number {
    return index === 0 ? 0 : (this.#ends[index - 1] ?? 0);
  }

  #place(number: number): void {
    const mask = this.#slots.length - 1;
    let slot = (this.#hashes[number - 1] ?? 0) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = number;
  }

  #growBytes(used: number, needed: number): void {
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(grown, 0, 0, used);
    this.#bytes = grown;
  }

  #growIndex(): void {
    const capacity = this.#ends.length * 2;
    const ends = new Uint32Array(capacity);
    ends.set(this.#ends);
    const hashes = new Int32Array(capacity);
    hashes.set(this.#hashes);
    this.#ends = ends;
    this.#hashes = hashes;
    this.#slots = new Int32Array(capacity * 2);
    for (let number = 1; number <= this.#size; number++) this.#place(number);
  }
}
