// A zip with the same bytes on every machine: names in order, one date, one mode.
import { zipSync } from 'fflate';

/** Bytes to be stored under a name. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Unix: a plain file that everyone may read. */
const UNIX = 3;
const MODE = 0o100644;

/** A zip keeps local time, without a zone: this instant reads as 1 January 1980, noon, in whatever zone it is made. */
const fixedDate = () => new Date(1980, 0, 1, 12);

/** Packs the entries, whatever order they come in. */
export function reproducibleZip(entries: readonly ZipEntry[]): Uint8Array {
  const sorted = entries.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return zipSync(Object.fromEntries(sorted.map(({ name, bytes }) => [name, bytes])), {
    level: 9,
    mtime: fixedDate(),
    os: UNIX,
    attrs: MODE << 16,
  });
}
