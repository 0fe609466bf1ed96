// `verify` of files: a true export of any format is proven, and a file that was changed, cut off or lost is named.
import { FORMAT_NAMES, openFormat } from '../../../../../lib/export/format/format.ts';
import { encodePart } from '../../../../../lib/export/manifest/part.ts';
import { verifyManifest } from '../../../../../lib/export/manifest/verify.ts';
import { normalise } from '../../../../../lib/export/record/normalise.ts';
import type { Row } from '../../../../../lib/export/record/transaction.ts';
import { ACCOUNT, collect } from '../../format/files.ts';
import { charge, exportOf, type MemoryExport, opener } from '../exports.ts';
import { parts, problem } from './problem.ts';

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

it('an export without rows is proven too', async () => {
  const { manifest, open } = await exportOf('parquet', []);
  expect(await verifyManifest(manifest, open)).toMatchObject({ ok: true, files: 0, figures: { rows: 0 } });
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
