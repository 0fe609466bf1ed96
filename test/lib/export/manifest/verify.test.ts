// `verify`: a true export is proven, and whatever is changed in it is found and named.
import { FORMAT_NAMES, openFormat } from '../../../../lib/export/format/format.ts';
import { manifestBytes, manifestFile, manifestHash } from '../../../../lib/export/manifest/manifest.ts';
import type { Manifest } from '../../../../lib/export/manifest/manifest-schema.ts';
import { encodePart } from '../../../../lib/export/manifest/part.ts';
import { NONE_SUPERSEDED, supersede } from '../../../../lib/export/manifest/superseded.ts';
import { type Verdict, verifyManifest } from '../../../../lib/export/manifest/verify.ts';
import { normalise } from '../../../../lib/export/record/normalise.ts';
import type { Row } from '../../../../lib/export/record/transaction.ts';
import { ACCOUNT, collect } from '../format/files.ts';
import { charge, exportOf, type MemoryExport, opener } from './exports.ts';

const DAY = 86_400;
const parts = [[charge(1), charge(2), charge(3)], [charge(4)], [charge(DAY), charge(DAY + 1)]];

async function problem(of: Promise<Verdict>): Promise<unknown> {
  const verdict = await of;
  return verdict.ok ? verdict : verdict.problem;
}

describe.each(FORMAT_NAMES)('an export as %s', (name) => {
  it('is proven from its files alone', async () => {
    const { manifest, open } = await exportOf(name, parts);
    expect(await verifyManifest(manifest, open)).toEqual({
      ok: true,
      figures: expect.objectContaining({ rows: 6, credits: '3', cost: { EUR: '0.20', USD: '0.20' } }),
      files: 3,
      chain: 'first',
    });
  });

  it('has the digest of every other format', async () => {
    const { manifest } = await exportOf(name, parts);
    const ndjson = await exportOf('ndjson', [parts.flat()]);
    expect(manifest.digest).toBe(ndjson.manifest.digest);
  });

  it('with a byte changed is found by its hash', async () => {
    const { manifest, files, open } = await exportOf(name, parts);
    const key = manifest.files[1]?.key ?? '';
    const bytes = new Uint8Array(files.get(key) ?? []);
    bytes.set([(bytes[20] ?? 0) ^ 1], 20);
    files.set(key, bytes);
    expect(await problem(verifyManifest(manifest, open))).toMatchObject({ where: key, what: 'sha256' });
  });

  it('with a file cut off, or gone, is found', async () => {
    const { manifest, files, open } = await exportOf(name, parts);
    const key = manifest.files[2]?.key ?? '';
    const bytes = files.get(key) ?? new Uint8Array();
    files.set(key, bytes.subarray(0, -1));
    expect(await problem(verifyManifest(manifest, open))).toEqual({
      where: key,
      what: 'bytes',
      expected: String(bytes.length),
      found: String(bytes.length - 1),
    });
    files.delete(key);
    expect(await problem(verifyManifest(manifest, open))).toEqual({
      where: key,
      what: 'the file',
      expected: 'there',
      found: 'missing',
    });
  });

  it('with another row in a file, its hash and size made to fit, is found by the figures', async () => {
    const truth = await exportOf(name, parts);
    const forged = await replaceFile(truth, 0, [
      charge(1),
      charge(2),
      normalise({ ...charge(3).record, description: 'x' }),
    ]);
    expect(await problem(verifyManifest(forged.manifest, forged.open))).toMatchObject({
      where: truth.manifest.files[0]?.key,
      what: 'digest',
    });
    const short = await replaceFile(truth, 0, [charge(1), charge(2)]);
    expect(await problem(verifyManifest(short.manifest, short.open))).toEqual({
      where: truth.manifest.files[0]?.key,
      what: 'rows',
      expected: '3',
      found: '2',
    });
  });
});

/** Puts other rows into a file and makes its size and hash in the manifest fit, and nothing else. */
async function replaceFile(truth: MemoryExport, index: number, rows: readonly Row[]): Promise<MemoryExport> {
  const format = await openFormat(truth.manifest.format, { account: ACCOUNT });
  const part = encodePart(format, [rows]);
  const bytes = await collect(part.bytes);
  const { sha256 } = part.figures();
  const listed = truth.manifest.files.map((file, at) =>
    at === index ? { ...file, bytes: bytes.length, sha256 } : file,
  );
  const files = new Map(truth.files).set(listed[index]?.key ?? '', bytes);
  return { manifest: { ...truth.manifest, files: listed }, files, open: opener(files) };
}

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

describe('each figure of the manifest is recomputed', () => {
  it.each([
    ['rows', { rows: 7 }, 'rows', '7', '6'],
    ['credits', { credits: '3.1' }, 'credits', '3.1', '3'],
    ['a sum of money', { cost: { EUR: '0.20', USD: '0.21' } }, 'cost in USD', '0.21', '0.20'],
    ['money in no file', { cost: { EUR: '0.20', GBP: '1.00', USD: '0.20' } }, 'cost in GBP', '1.00', 'none'],
    ['money left out', { cost: { USD: '0.20' } }, 'cost in EUR', 'none', '0.20'],
    [
      'the first date',
      { firstCreatedDate: null },
      'firstCreatedDate',
      'none',
      '2026-10-01T00:00:01.000000005Z',
    ],
    [
      'the last date',
      { lastCreatedDate: '2026-10-31T00:00:00.000Z' },
      'lastCreatedDate',
      '2026-10-31T00:00:00.000Z',
      '2026-10-02T00:00:01.000000005Z',
    ],
    [
      'the digest',
      { digest: '0'.repeat(64) },
      'digest',
      '0'.repeat(64),
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ],
  ])('%s', async (_, change, what, expected, found) => {
    const { manifest, open } = await exportOf('csv', parts);
    const altered: Manifest = Object.assign({}, manifest, change);
    expect(await problem(verifyManifest(altered, open))).toEqual({
      where: 'manifest',
      what,
      expected,
      found,
    });
  });

  it('a file that the manifest no longer lists makes the totals wrong', async () => {
    const { manifest, open } = await exportOf('csv', parts);
    const altered = { ...manifest, files: manifest.files.slice(0, 2) };
    expect(await problem(verifyManifest(altered, open))).toMatchObject({
      where: 'manifest',
      what: 'rows',
      found: '4',
    });
  });

  it('a file that is listed twice', async () => {
    const { manifest, open } = await exportOf('csv', parts);
    const altered = { ...manifest, files: [...manifest.files, ...manifest.files.slice(0, 1)] };
    expect(await problem(verifyManifest(altered, open))).toMatchObject({
      expected: 'listed once',
      found: 'twice',
    });
  });

  it('but not that fewer superseded revisions are named than there were: the list has an end', async () => {
    const { manifest, open } = await exportOf('csv', parts, {
      superseded: { ...supersede(NONE_SUPERSEDED, 't1', '1', '2'), count: 2 },
    });
    expect(await verifyManifest(manifest, open)).toMatchObject({ ok: true });
  });

  it('more names of superseded revisions than there were', async () => {
    const { listed } = supersede(NONE_SUPERSEDED, 'a', '1', '2');
    const { manifest, open } = await exportOf('csv', parts, { superseded: { count: 0, listed } });
    expect(await problem(verifyManifest(manifest, open))).toMatchObject({
      where: 'manifest',
      what: 'superseded.count',
      expected: '0',
      found: '1',
    });
  });
});

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

describe('a file that is not of its format', () => {
  it('is named with what cannot be read', async () => {
    const { manifest, files } = await exportOf('ndjson', parts);
    expect(await problem(verifyManifest({ ...manifest, format: 'csv' }, opener(files)))).toMatchObject({
      where: manifest.files[0]?.key,
      what: 'the file',
      expected: 'readable',
      found: 'the text is not UTF-8',
    });
  });

  it('an error of the storage is no verdict: it is thrown', async () => {
    const { manifest } = await exportOf('ndjson', parts);
    const broken = async () => {
      throw new Error('connection lost');
    };
    await expect(verifyManifest(manifest, broken)).rejects.toThrow('connection lost');
  });
});

describe('the chain to the previous manifest', () => {
  const september = {
    exportId: 'september',
    from: '2026-09-01T00:00:00.000Z',
    to: '2026-10-01T00:00:00.000Z',
  };

  async function chained(change: Parameters<typeof exportOf>[2] = {}): Promise<[MemoryExport, Uint8Array]> {
    const before = manifestBytes((await exportOf('csv', [], { ...september, ...change })).manifest);
    const previous = { exportId: 'september', sha256: manifestHash(before) };
    return [await exportOf('csv', parts, { previous }), before];
  }

  it('matches, or is said not to have been checked', async () => {
    const [{ manifest, open }, before] = await chained();
    expect(await verifyManifest(manifest, open, before)).toMatchObject({ ok: true, chain: 'matches' });
    expect(await verifyManifest(manifest, open)).toMatchObject({ ok: true, chain: 'not checked' });
  });

  it('breaks when the previous manifest was altered', async () => {
    const [{ manifest, open }, before] = await chained();
    const altered = Buffer.from(Buffer.from(before).toString().replace('"credits": "0"', '"credits": "1"'));
    expect(await problem(verifyManifest(manifest, open, altered))).toMatchObject({
      where: 'previous manifest',
      what: 'sha256',
    });
  });

  it.each([
    ['exportId', { exportId: 'another' }],
    ['source', { source: 'wix' as const }],
    ['account', { account: 'another' }],
  ])('breaks at a previous manifest of another %s', async (what, change) => {
    const [{ manifest, open }, before] = await chained(change);
    expect(await problem(verifyManifest(manifest, open, before))).toMatchObject({
      where: 'previous manifest',
      what,
    });
  });

  it('breaks at a previous manifest of another format', async () => {
    const before = manifestBytes((await exportOf('ndjson', [], september)).manifest);
    const previous = { exportId: 'september', sha256: manifestHash(before) };
    const { manifest, open } = await exportOf('csv', parts, { previous });
    expect(await problem(verifyManifest(manifest, open, before))).toMatchObject({ what: 'format' });
  });
});

it('an export without rows is proven too', async () => {
  const { manifest, open } = await exportOf('parquet', []);
  expect(await verifyManifest(manifest, open)).toMatchObject({ ok: true, files: 0, figures: { rows: 0 } });
});
