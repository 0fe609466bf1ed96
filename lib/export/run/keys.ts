// Where an export keeps what in the store.
import { hash } from 'node:crypto';
import type { ExportIdentity } from '../manifest/manifest-schema.ts';

/** The form of an exportId: a store takes it as a name, and a Step Functions execution with a number behind it. */
export const EXPORT_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** The manifest. It names its files by their keys. */
export const manifestKey = (exportId: string): string => `exports/manifests/${exportId}.json`;

/** How far the export is, see `checkpoint.ts`. */
export const checkpointKey = (exportId: string): string => `exports/checkpoints/${exportId}.ndjson`;

/** The prefix of the chains. */
export const CHAINS = 'exports/chains/';

/** The order of all exports of one source, account and format, see `chain.ts`. */
export function chainKey({ source, account, format }: ExportIdentity): string {
  return `${CHAINS}${source}-${format}-${hash('sha256', account, 'hex').slice(0, 16)}.json`;
}

/**
 * A file with rows. `index` counts all files of the export from 0. Nothing but files of one format lies below
 * `exports/<format>/`, so that a table over that folder reads every export of it, by its partition `dt`.
 */
export function partKey(
  { format, exportId }: ExportIdentity,
  day: string,
  index: number,
  extension: string,
): string {
  return `exports/${format}/${exportId}/dt=${day}/part-${String(index).padStart(5, '0')}.${extension}`;
}
