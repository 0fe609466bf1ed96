// `verify`: recomputes every figure of a manifest from its files, and names the first thing that is off.
import { openReader } from '../format/reader.ts';
import { compareInstants } from '../record/instant.ts';
import { mergeFigures, NO_ROWS, type RowFigures } from './figures.ts';
import { manifestHash, parseManifest } from './manifest.ts';
import type { Manifest } from './manifest-schema.ts';
import { expectSame, Off, type Problem } from './off.ts';
import { checkFigures, nothingSeen, type OpenFile, verifyFile } from './verify-file.ts';

/** How the manifest stands to the one before it: there is none, it matches, or it was not at hand. */
export type Chain = 'first' | 'matches' | 'not checked';

/** The outcome: what was proven, or the first problem. */
export type Verdict =
  | { readonly ok: true; readonly figures: RowFigures; readonly files: number; readonly chain: Chain }
  | { readonly ok: false; readonly problem: Problem };

function checkTotals(manifest: Manifest): RowFigures {
  const totals = manifest.files.reduce<RowFigures>(mergeFigures, NO_ROWS);
  checkFigures('manifest', manifest, totals);
  const { listed, count } = manifest.superseded;
  if (listed.length > count) expectSame('manifest', 'superseded.count', count, listed.length);
  return totals;
}

function checkShape(manifest: Manifest): void {
  if (compareInstants(manifest.from, manifest.to) >= 0) {
    const expected = `after ${manifest.from}`;
    throw new Off({ where: 'manifest', what: 'to', expected, found: manifest.to });
  }
  const keys = new Set<string>();
  for (const { key, rows } of manifest.files) {
    if (keys.has(key))
      throw new Off({ where: key, what: 'the file', expected: 'listed once', found: 'twice' });
    keys.add(key);
    if (rows > manifest.rowsPerPart) {
      throw new Off({
        where: key,
        what: 'rows',
        expected: `at most ${manifest.rowsPerPart}`,
        found: String(rows),
      });
    }
  }
}

function checkChain(manifest: Manifest, previous: Uint8Array | undefined): Chain {
  if (manifest.previous === null) return 'first';
  if (previous === undefined) return 'not checked';
  const where = 'previous manifest';
  expectSame(where, 'sha256', manifest.previous.sha256, manifestHash(previous));
  const before = parseManifest(previous);
  expectSame(where, 'exportId', manifest.previous.exportId, before.exportId);
  for (const field of ['source', 'account', 'format'] as const) {
    expectSame(where, field, manifest[field], before[field]);
  }
  return 'matches';
}

/**
 * Verifies an export: per file its bytes, hash, order, days, window and figures, then no id twice, the totals, and the
 * hash of the previous manifest where its bytes are given. Nothing but `open` does I/O; each file is read twice.
 * @throws Failure `Internal` when `previous` has the right hash and is no manifest; what `open` throws, as it is.
 */
export async function verifyManifest(
  manifest: Manifest,
  open: OpenFile,
  previous?: Uint8Array,
): Promise<Verdict> {
  try {
    checkShape(manifest);
    const read = await openReader(manifest.format, manifest);
    const seen = nothingSeen();
    for (const file of manifest.files) await verifyFile(file, manifest, open, read, seen);
    const figures = checkTotals(manifest);
    return { ok: true, figures, files: manifest.files.length, chain: checkChain(manifest, previous) };
  } catch (error) {
    if (error instanceof Off) return { ok: false, problem: error.problem };
    throw error;
  }
}
