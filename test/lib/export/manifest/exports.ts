// Whole exports in memory for tests: files, a manifest over them, and what `verify` needs to open them.
import type { FormatName } from '../../../../lib/export/format/format.ts';
import { openFormat } from '../../../../lib/export/format/format.ts';
import { buildManifest, manifestFile } from '../../../../lib/export/manifest/manifest.ts';
import type {
  ExportIdentity,
  Manifest,
  ManifestFile,
} from '../../../../lib/export/manifest/manifest-schema.ts';
import { encodePart } from '../../../../lib/export/manifest/part.ts';
import { NONE_SUPERSEDED } from '../../../../lib/export/manifest/superseded.ts';
import type { OpenFile } from '../../../../lib/export/manifest/verify-file.ts';
import { dayOf } from '../../../../lib/export/record/instant.ts';
import { normalise } from '../../../../lib/export/record/normalise.ts';
import type { Row } from '../../../../lib/export/record/transaction.ts';
import { ACCOUNT, chunked, collect } from '../format/files.ts';

/** An export and its files. */
export interface MemoryExport {
  readonly manifest: Manifest;
  readonly files: Map<string, Uint8Array>;
  readonly open: OpenFile;
}

/** A charge `seconds` into October 2026, with money in one of two currencies or none. */
export function charge(seconds: number, id = `t${seconds}`): Row {
  const cost = { amount: '0.10', currencyCode: seconds % 2 === 0 ? 'USD' : 'EUR' };
  return normalise({
    id,
    revision: '1',
    createdDate: { seconds: 1_790_812_800 + seconds, nanos: 5 },
    amount: { credits: 0.5, cost: seconds % 3 === 0 ? undefined : cost },
    description: `=charge ${seconds}`,
    metadata: { tokens: seconds },
  });
}

/** The identity of the test exports: October 2026. */
export function identity(format: FormatName): ExportIdentity {
  return {
    exportId: 'october',
    source: 'recorded',
    account: ACCOUNT,
    from: '2026-10-01T00:00:00.000Z',
    to: '2026-11-01T00:00:00.000Z',
    format,
    filter: {},
    rowsPerPart: 3,
  };
}

/** Opens files of a map. */
export function opener(files: ReadonlyMap<string, Uint8Array>): OpenFile {
  return async (key) => {
    const bytes = files.get(key);
    return bytes === undefined ? undefined : chunked(bytes);
  };
}

/** An export of the parts as they are given, right or wrong. */
export async function exportOf(
  name: FormatName,
  parts: readonly (readonly Row[])[],
  change: Partial<Pick<Manifest, 'previous' | 'superseded'>> & Partial<ExportIdentity> = {},
): Promise<MemoryExport> {
  const { previous = null, superseded = NONE_SUPERSEDED, ...rest } = change;
  const format = await openFormat(name, { account: ACCOUNT });
  const files = new Map<string, Uint8Array>();
  const entries: ManifestFile[] = [];
  for (const [index, rows] of parts.entries()) {
    const part = encodePart(format, [rows]);
    const day = dayOf(rows[0]?.record.createdDate ?? '2026-10-01');
    const key = `day=${day}/part-${index}.${format.extension}`;
    files.set(key, await collect(part.bytes));
    entries.push(manifestFile(key, day, part.figures()));
  }
  const manifest = buildManifest({ ...identity(name), ...rest }, entries, superseded, previous);
  return { manifest, files, open: opener(files) };
}
