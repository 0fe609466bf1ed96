// Revisions that a higher one has replaced, as long as their id is known.
import { compareRevisions } from '../../record/revision.ts';
import type { Revision } from './recent-ids.ts';

/** By id, lowest first; each revision counts once, however often it comes. */
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
