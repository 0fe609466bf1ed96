// Revisions that a higher one replaced: all are counted, the first are named, so that a manifest stays small.
import type { Manifest } from './manifest-schema.ts';

/** The count and the names, as the manifest has them. */
export type Superseded = Manifest['superseded'];

const listedAtMost = 1000;

/** No revision was replaced. */
export const NONE_SUPERSEDED: Superseded = { count: 0, listed: [] };

/** Adds one replaced revision of a record; a record without a revision has null. */
export function supersede(
  before: Superseded,
  id: string,
  revision: string | undefined,
  supersededBy: string | undefined,
): Superseded {
  const named = { id, revision: revision ?? null, supersededBy: supersededBy ?? null };
  const listed = before.listed.length < listedAtMost ? [...before.listed, named] : before.listed;
  return { count: before.count + 1, listed };
}
