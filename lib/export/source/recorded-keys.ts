// Where recorded transactions lie: two small objects each, neither ever changed once it is there.
import { createHash } from 'node:crypto';
import { dayOf } from '../record/instant.ts';
import type { Transaction } from '../record/transaction.ts';

/** The prefix of all versions, in the order of `createdDate` whatever the day. */
export const VERSIONS = 'recorded/dt=';

/** Ids are any text and keys are not; the whole hash, in a case that no file system folds. */
const hashOf = (id: string): string => createHash('sha256').update(id).digest('hex');

/**
 * The key that all versions of one instant begin with, and that sorts before them and after every earlier one:
 * `recorded/dt=2026-10-01/093000.000000000`.
 */
export function instantKey(instant: string): string {
  const time = instant.slice(11, 19).replaceAll(':', '');
  return `${VERSIONS}${dayOf(instant)}/${time}.${instant.slice(20, -1).padEnd(9, '0')}`;
}

/** The key of one version of a transaction; its content is the canonical line. */
export function versionKey({ id, createdDate, revision }: Transaction): string {
  return `${instantKey(createdDate)}_${hashOf(id)}_${revision ?? 'none'}.json`;
}

/** The key of an id's claim: its content says which `createdDate` the id belongs to. */
export function claimKey(id: string): string {
  const hash = hashOf(id);
  return `recorded/ids/${hash.slice(0, 3)}/${hash}.json`;
}
