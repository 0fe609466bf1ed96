// What is remembered of rows that are in parts already: a fixed number of ids, so that memory does not grow.
import { compareRevisions } from '../record/revision.ts';
import type { Row } from '../record/transaction.ts';

/** Ten pages of Wix: far more than a page that is given twice, or a list that shifts while it is read, brings again. */
export const REMEMBERED = 1000;

/** A revision in JSON; null for a row without one. */
type Revision = string | null;

/** The ids and revisions of the last rows in parts. */
export class RecentIds {
  readonly #revisions: Map<string, string | undefined>;

  constructor(list: readonly (readonly [string, Revision])[]) {
    this.#revisions = new Map(list.map(([id, revision]) => [id, revision ?? undefined]));
  }

  has(id: string): boolean {
    return this.#revisions.has(id);
  }

  revisionOf(id: string): string | undefined {
    return this.#revisions.get(id);
  }

  /** Adds the last rows of a part, and answers the ids that are forgotten for it. */
  add(rows: readonly Row[]): readonly string[] {
    for (const { record } of rows) this.#revisions.set(record.id, record.revision);
    const forgotten = [...this.#revisions.keys()].slice(0, -REMEMBERED);
    for (const id of forgotten) this.#revisions.delete(id);
    return forgotten;
  }

  list(): (readonly [string, Revision])[] {
    return [...this.#revisions].map(([id, revision]) => [id, revision ?? null]);
  }
}

/** Revisions that were left out, lowest first; each counts once, however often it comes. */
export class OlderRevisions {
  readonly #byId: Map<string, readonly Revision[]>;

  constructor(list: readonly (readonly [string, readonly Revision[]])[]) {
    this.#byId = new Map(list);
  }

  /** Whether it was new. */
  add(id: string, revision: string | undefined): boolean {
    const revisions = this.#byId.get(id) ?? [];
    const added = revision ?? null;
    if (revisions.includes(added)) return false;
    // Null for none, because a list is never sorted by its undefined.
    const order = (a: Revision, b: Revision) => compareRevisions(a ?? undefined, b ?? undefined);
    this.#byId.set(id, [...revisions, added].sort(order));
    return true;
  }

  ids(): readonly string[] {
    return [...this.#byId.keys()];
  }

  of(id: string): readonly (string | undefined)[] {
    return (this.#byId.get(id) ?? []).map((one) => one ?? undefined);
  }

  forget(id: string): void {
    this.#byId.delete(id);
  }

  list(): (readonly [string, readonly Revision[]])[] {
    return [...this.#byId];
  }
}
