// The ids of the last rows that were released: a fixed number, so that memory does not grow.

/** Ten pages of Wix: far more than a page that is given twice, or a list that shifts while it is read, brings again. */
export const REMEMBERED = 1000;
const BUCKETS = 65_536;

/** A revision in JSON; null for a row without one. */
export type Revision = string | null;

/** FNV-1a over the code units of an id. It is taken of every row; V8's own hash of a new string takes longer. */
export function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  return hash;
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
    if (this.#counts[hash & (BUCKETS - 1)] === 0) return undefined;
    // The latest first: an id may be here in two revisions.
    for (let back = 1; back <= this.#ids.length; back++) {
      const place = (this.#next - back + REMEMBERED) % REMEMBERED;
      if (this.#hashes[place] === hash && this.#ids[place] === id) return this.#revisions[place];
    }
    return undefined;
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
