// `verify` of rows that do not belong: out of order, twice, of another day or outside the window, however the figures fit.
import { openFormat } from '../../../../../lib/export/format/format.ts';
import { manifestFile } from '../../../../../lib/export/manifest/manifest.ts';
import { encodePart } from '../../../../../lib/export/manifest/part.ts';
import { verifyManifest } from '../../../../../lib/export/manifest/verify.ts';
import { normalise } from '../../../../../lib/export/record/normalise.ts';
import type { Row } from '../../../../../lib/export/record/transaction.ts';
import { ACCOUNT, collect } from '../../format/files.ts';
import { charge, exportOf, type MemoryExport, opener } from '../exports.ts';
import { DAY, parts, problem } from './problem.ts';

/** Puts other rows into the first file and makes all of its figures fit. */
async function refile(truth: MemoryExport, rows: readonly Row[]): Promise<MemoryExport> {
  const format = await openFormat(truth.manifest.format, { account: ACCOUNT });
  const [first, ...others] = truth.manifest.files;
  const part = encodePart(format, [rows]);
  const bytes = await collect(part.bytes);
  const { key = '', day = '' } = first ?? {};
  const files = new Map(truth.files).set(key, bytes);
  const manifest = { ...truth.manifest, files: [manifestFile(key, day, part.figures()), ...others] };
  return { manifest, files, open: opener(files) };
}

describe('rows that do not belong, though every figure of their file fits', () => {
  it.each([
    [
      'out of order',
      [charge(2), charge(1)],
      { what: 'its place', expected: 'by createdDate, then id', found: 'after "t2"' },
    ],
    [
      'twice in a file',
      [charge(1), charge(1)],
      { what: 'its place', expected: 'once', found: 'a repetition' },
    ],
    [
      'twice at different dates',
      [charge(1, 'a'), charge(2, 'a')],
      { what: 'its place', found: 'a repetition' },
    ],
    ['of another day', [charge(DAY)], { what: 'the UTC day', expected: '2026-10-01', found: '2026-10-02' }],
  ])('%s', async (_, rows, expected) => {
    const truth = await exportOf('ndjson', parts.slice(0, 1));
    const { manifest, open } = await refile(truth, rows);
    expect(await problem(verifyManifest(manifest, open))).toMatchObject(expected);
  });

  it('twice in two files', async () => {
    const { manifest, open } = await exportOf('ndjson', [[charge(1)], [charge(1)]]);
    expect(await problem(verifyManifest(manifest, open))).toMatchObject({ found: 'a repetition' });
  });

  it('out of order from file to file, to the nanosecond and then by id', async () => {
    const { manifest, open } = await exportOf('ndjson', [[charge(1, 'b')], [charge(1, 'a')]]);
    expect(await problem(verifyManifest(manifest, open))).toMatchObject({ found: 'after "b"' });
    const sorted = await exportOf('ndjson', [[charge(1, 'a')], [charge(1, 'b')]]);
    expect(await verifyManifest(sorted.manifest, sorted.open)).toMatchObject({ ok: true });
  });

  it.each([
    ['2026-09-30T23:59:59.999999999Z', false],
    ['2026-10-01T00:00:00.000Z', true],
    ['2026-10-31T23:59:59.999999999Z', true],
    ['2026-11-01T00:00:00.000Z', false],
  ])('outside the window [from, to): %s belongs: %p', async (createdDate, belongs) => {
    const row = normalise({ id: 't', createdDate, amount: { credits: 1 } });
    const { manifest, open } = await exportOf('ndjson', [[row]]);
    const verdict = await verifyManifest(manifest, open);
    expect(verdict.ok).toBe(belongs);
    if (verdict.ok) return;
    expect(verdict.problem).toEqual({
      where: `${manifest.files[0]?.key}, transaction "t"`,
      what: 'createdDate',
      expected: `within ${manifest.from} and ${manifest.to}`,
      found: createdDate,
    });
  });

  it('more rows in a part than a part may have', async () => {
    const { manifest, open } = await exportOf('ndjson', parts, { rowsPerPart: 2 });
    expect(await problem(verifyManifest(manifest, open))).toEqual({
      where: manifest.files[0]?.key,
      what: 'rows',
      expected: 'at most 2',
      found: '3',
    });
    const enough = await exportOf('ndjson', parts, { rowsPerPart: 3 });
    expect(await verifyManifest(enough.manifest, enough.open)).toMatchObject({ ok: true });
  });

  it('a file that is listed twice', async () => {
    const { manifest, open } = await exportOf('ndjson', parts);
    const [file] = manifest.files;
    if (file === undefined) throw new Error('there is a file');
    expect(await problem(verifyManifest({ ...manifest, files: [file, file] }, open))).toEqual({
      where: file.key,
      what: 'the file',
      expected: 'listed once',
      found: 'twice',
    });
  });

  it('a window that ends before it begins', async () => {
    const { manifest, open } = await exportOf('ndjson', [], { to: '2026-10-01T00:00:00.000Z' });
    expect(await problem(verifyManifest(manifest, open))).toEqual({
      where: 'manifest',
      what: 'to',
      expected: `after ${manifest.from}`,
      found: '2026-10-01T00:00:00.000Z',
    });
  });
});
