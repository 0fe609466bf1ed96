// The ids of the last rows in full parts: a fixed number, so that memory does not grow.

/** Ten pages of Wix: far more than a page that is given twice, or a list that shifts while it is read, brings again. */
export const REMEMBERED = 1000;
/** So few that they stay in the fastest cache; of sixteen ids that are not here, one is looked for in vain. */
const BUCKETS = 16_384;

/** A revision in JSON; null for a row without one. */
export type Revision = string | null;

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * FNV-1a over the code units of an id, the even and the odd ones each on their own: it is taken of every row, and two
 * chains of multiplications take half as long as one.
 */
export function hashOf(id: string): number {
  let even = OFFSET;
  let odd = OFFSET;
  const { length } = id;
  for (let index = 1; index < length; index += 2) {
    even = Math.imul(even ^ id.charCodeAt(index - 1), PRIME);
    odd = Math.imul(odd ^ id.charCodeAt(index), PRIME);
  }
  if (length % 2 === 1) even = Math.imul(even ^ id.charCodeAt(length - 1), PRIME);
  return Math.imul(even, PRIME) ^ odd;
}

/** A ring of ids and revisions. An id that is asked for with its hash is nearly always ruled out by one look. */
export class RecentIds {
  readonly #ids: string[] = [];
  readonly #revisions: Revision[] = [];
  readonly #hashes = new Int32Array(REMEMBERED);
  /** How many ids in the ring have a hash that ends so. */
  readonly #counts = new Uint16Array(BUCKETS);
  /** Where the next one goes. */
  #next = 0;

  constructor(list: readonly (readonly [string, Revision])[]) {
    for (const [id, revision] of list) this.add(id, revision ?? undefined, hashOf(id));
  }

  /** The revision of an id, null when it has none; undefined when the id is not here. */
  find(id: string, hash: number): Revision | undefined {
    // Stryker disable next-line ConditionalExpression,LogicalOperator: what is not ruled out is looked for, and not found.
    if (this.#counts[hash & (BUCKETS - 1)] === 0 || !this.#hashes.includes(hash)) return undefined;
    return this.#revisions[this.#ids.indexOf(id)];
  }

  /** Adds the id of a row, and forgets the oldest one for it. */
  add(id: string, revision: string | undefined, hash: number): void {
    const place = this.#next;
    if (this.#ids.length === REMEMBERED) this.#count(this.#hashes[place] ?? 0, -1);
    this.#count(hash, 1);
    this.#ids[place] = id;
    this.#revisions[place] = revision ?? null;
    this.#hashes[place] = hash;
    this.#next = (place + 1) % REMEMBERED;
  }

  /** `[id, revision]` of all, oldest first. */
  list(): (readonly [string, Revision])[] {
    const count = this.#ids.length;
    const oldest = count < REMEMBERED ? 0 : this.#next;
    return Array.from({ length: count }, (_, index) => {
      const place = (oldest + index) % REMEMBERED;
      return [this.#ids[place] ?? '', this.#revisions[place] ?? null] as const;
    });
  }

  #count(hash: number, by: 1 | -1): void {
    const bucket = hash & (BUCKETS - 1);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + by;
  }
}
