// The ids of the last rows that were released: a fixed number, so that memory does not grow.

/** Ten pages of Wix: far more than a page that is given twice, or a list that shifts while it is read, brings again. */
export const REMEMBERED = 1000;
const BUCKETS = 65_536;

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
  #ids: string[] = [];
  #revisions: Revision[] = [];
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
    if (this.#counts[hash & (BUCKETS - 1)] === 0 || !this.#hashes.includes(hash)) return undefined;
    const place = this.#ids.indexOf(id);
    return place < 0 ? undefined : this.#revisions[place];
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

  /** Puts another revision in the place of an id's, or takes it out. */
  replace(id: string, revision: Revision | undefined): void {
    const place = this.#ids.indexOf(id);
    if (place < 0) return;
    if (revision !== undefined) {
      this.#revisions[place] = revision;
      return;
    }
    const others = this.list(0).filter(([one]) => one !== id);
    this.#ids = [];
    this.#revisions = [];
    this.#counts.fill(0);
    this.#next = 0;
    for (const [one, other] of others) this.add(one, other ?? undefined, hashOf(one));
  }

  /** `[id, revision]` of all but the last `without`, oldest first. */
  list(without: number): (readonly [string, Revision])[] {
    const count = this.#ids.length;
    const oldest = count < REMEMBERED ? 0 : this.#next;
    return Array.from({ length: Math.max(0, count - without) }, (_, index) => {
      const place = (oldest + index) % REMEMBERED;
      return [this.#ids[place] ?? '', this.#revisions[place] ?? null] as const;
    });
  }

  #count(hash: number, by: 1 | -1): void {
    const bucket = hash & (BUCKETS - 1);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + by;
  }
}
