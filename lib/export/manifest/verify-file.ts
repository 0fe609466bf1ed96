// Verifies one file of an export: its bytes, then each of its rows, then its figures.
import { createHash, hash } from 'node:crypto';
import type { Reader } from '../format/reader.ts';
import { Unreadable } from '../format/unreadable.ts';
import { compareInstants, dayOf } from '../record/instant.ts';
import { compareRows, type Row } from '../record/transaction.ts';
import type { RowFigures } from './figures.ts';
import type { Manifest, ManifestFile } from './manifest-schema.ts';
import { expectSame, Off } from './off.ts';
import { createTally } from './tally.ts';

/** The bytes of a file by the key that the manifest names; undefined when there is none. `Store.stream` is one. */
export type OpenFile = (key: string) => Promise<AsyncIterable<Uint8Array> | undefined>;

/** What the files before this one leave to be checked: the order of rows, and that no id comes twice. */
export interface Seen {
  last: Row | undefined;
  readonly ids: Set<string>;
}

/** Nothing seen yet. */
export function nothingSeen(): Seen {
  return { last: undefined, ids: new Set() };
}

async function contentOf(file: ManifestFile, open: OpenFile): Promise<AsyncIterable<Uint8Array>> {
  const bytes = await open(file.key);
  if (bytes !== undefined) return bytes;
  throw new Off({ where: file.key, what: 'the file', expected: 'there', found: 'missing' });
}

async function checkBytes(file: ManifestFile, open: OpenFile): Promise<void> {
  const sha256 = createHash('sha256');
  let bytes = 0;
  for await (const chunk of await contentOf(file, open)) {
    bytes += chunk.length;
    sha256.update(chunk);
  }
  expectSame(file.key, 'bytes', file.bytes, bytes);
  expectSame(file.key, 'sha256', file.sha256, sha256.digest('hex'));
}

function checkRow(row: Row, file: ManifestFile, window: Pick<Manifest, 'from' | 'to'>, seen: Seen): void {
  const { id, createdDate } = row.record;
  const where = `${file.key}, transaction ${JSON.stringify(id)}`;
  expectSame(where, 'the UTC day', file.day, dayOf(createdDate));
  if (compareInstants(createdDate, window.from) < 0 || compareInstants(createdDate, window.to) >= 0) {
    const expected = `within ${window.from} and ${window.to}`;
    throw new Off({ where, what: 'createdDate', expected, found: createdDate });
  }
  // 12 characters are 96 bits of the hash: a million ids take little memory and meet by chance once in 10^17 runs.
  const print = hash('sha256', id, 'binary').slice(0, 12);
  if (seen.ids.has(print))
    throw new Off({ where, what: 'its place', expected: 'once', found: 'a repetition' });
  seen.ids.add(print);
  if (seen.last !== undefined && compareRows(seen.last, row) > 0) {
    const found = `after ${JSON.stringify(seen.last.record.id)}`;
    throw new Off({ where, what: 'its place', expected: 'by createdDate, then id', found });
  }
  seen.last = row;
}

/** Compares figures one by one, in the order in which a person would look. */
export function checkFigures(where: string, expected: RowFigures, found: RowFigures): void {
  expectSame(where, 'rows', expected.rows, found.rows);
  expectSame(where, 'credits', expected.credits, found.credits);
  for (const code of new Set([...Object.keys(expected.cost), ...Object.keys(found.cost)])) {
    expectSame(where, `cost in ${code}`, expected.cost[code] ?? 'none', found.cost[code] ?? 'none');
  }
  expectSame(
    where,
    'firstCreatedDate',
    expected.firstCreatedDate ?? 'none',
    found.firstCreatedDate ?? 'none',
  );
  expectSame(where, 'lastCreatedDate', expected.lastCreatedDate ?? 'none', found.lastCreatedDate ?? 'none');
  expectSame(where, 'digest', expected.digest, found.digest);
}

/**
 * Recomputes everything that the manifest says of a file.
 * @throws Off with the first problem; what `open` throws, as it is.
 */
export async function verifyFile(
  file: ManifestFile,
  window: Pick<Manifest, 'from' | 'to'>,
  open: OpenFile,
  read: Reader,
  seen: Seen,
): Promise<void> {
  await checkBytes(file, open);
  const tally = createTally();
  try {
    for await (const rows of read(await contentOf(file, open))) {
      for (const row of rows) {
        checkRow(row, file, window, seen);
        tally.add(row);
      }
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new Off({ where: file.key, what: 'the file', expected: 'readable', found: error.message }, error);
  }
  checkFigures(file.key, file, tally.figures());
}
