// Answers about exports with more files than an answer can hold.
import { buildManifest, manifestFile } from '../../../../lib/export/manifest/manifest.ts';
import { NONE_SUPERSEDED } from '../../../../lib/export/manifest/superseded.ts';
import { completeAnswer, linkedAnswer } from '../../../../lib/export/run/answers.ts';
import { partKey } from '../../../../lib/export/run/keys.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';
import { identity } from './world.ts';

const day = '2026-10-01';
const createdDate = '2026-10-01T00:00:00.000Z';
const figures = {
  ...{
    rows: 10,
    credits: '1',
    cost: { USD: '1.00' },
    firstCreatedDate: createdDate,
    lastCreatedDate: createdDate,
  },
  ...{ digest: '0'.repeat(64), bytes: 1000, sha256: 'a'.repeat(64) },
};

/** A manifest of so many files. */
function manifestOf(count: number) {
  const files = Array.from({ length: count }, (_, index) =>
    manifestFile(partKey(identity(), day, index, 'ndjson.gz'), day, figures),
  );
  return buildManifest(identity(), files, NONE_SUPERSEDED, null);
}

/** Keys in a bucket and presigned URLs are as long as this. */
const store = {
  ...new MemoryDisk().open(),
  uri: (key: string) => `s3://a-bucket-with-a-name-of-average-length/prefix/${key}`,
  presign: async (key: string) => `https://bucket.s3.eu-west-1.amazonaws.com/${key}?${'x'.repeat(1800)}`,
};

test('every file is listed as long as all of them fit', () => {
  const answer = completeAnswer(manifestOf(366), store, true);
  expect(answer.files).toHaveLength(366);
  expect(answer).not.toHaveProperty('filesLeftOut');
  expect(answer).not.toHaveProperty('alreadyDone');
});

test('of more, those that Step Functions passes on are listed, and the rest is counted', () => {
  const answer = completeAnswer(manifestOf(3000), store, false);
  expect(JSON.stringify(answer).length).toBeLessThan(256 * 1024);
  expect(answer.files.length).toBeGreaterThan(500);
  expect(answer).toMatchObject({ filesLeftOut: 3000 - answer.files.length, rows: 30_000, alreadyDone: true });
});

test('with URLs they fit into what Lambda answers', async () => {
  const manifest = manifestOf(3000);
  const answer = await linkedAnswer(manifest, store, Date.parse('2026-11-22T12:00:00Z'));
  expect(JSON.stringify(answer).length).toBeLessThan(5 * 1024 * 1024);
  expect(answer.files.map(({ uri }) => uri)).toEqual(
    manifest.files.slice(0, answer.files.length).map(({ key }) => store.uri(key)),
  );
  for (const [index, { url }] of answer.files.entries()) expect(url).toContain(manifest.files[index]?.key);
  expect(answer).toMatchObject({
    filesLeftOut: 3000 - answer.files.length,
    urlsExpireAt: '2026-11-22T13:00:00.000Z',
  });
});
