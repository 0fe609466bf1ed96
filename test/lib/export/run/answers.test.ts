// Answers about exports: their shapes, and those with more files than an answer can hold.
import * as v from 'valibot';
import { buildManifest, manifestFile } from '../../../../lib/export/manifest/manifest.ts';
import { NONE_SUPERSEDED } from '../../../../lib/export/manifest/superseded.ts';
import {
  answerSchema,
  completeAnswer,
  linkedAnswer,
  underWayAnswer,
} from '../../../../lib/export/run/answers.ts';
import { atTheStart } from '../../../../lib/export/run/checkpoint.ts';
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

test('they are as many as fit, with the commas between them', () => {
  const manifest = manifestOf(3000);
  const { files } = completeAnswer(manifest, store, true);
  const [file] = files;
  // Each is as long as the others; the brackets are not counted.
  const length = Buffer.byteLength(JSON.stringify(files)) - 1;
  expect(length).toBeLessThanOrEqual(240_000);
  expect(length + Buffer.byteLength(JSON.stringify(file)) + 1).toBeGreaterThan(240_000);
});

test('one more fits when it fills the room to its last byte', () => {
  const long = (length: number) => ({ ...store, uri: () => 'x'.repeat(length) });
  const [bare] = completeAnswer(manifestOf(1), long(0), true).files;
  const room = 240 - 1 - JSON.stringify(bare).length;
  expect(completeAnswer(manifestOf(1_001), long(room), true).files).toHaveLength(1_000);
});

describe('every answer has a shape of the contract', () => {
  const problem = { code: 'WixUnavailable', detail: 'Wix is down.' };
  const savedAt = '2026-11-22T12:00:00.000Z';
  const start = atTheStart(identity(), savedAt);
  const { exportId, from, to } = identity();
  const progress = { rows: 0, pages: 0 };

  test.each([
    ['done', () => completeAnswer(manifestOf(2), store, true)],
    ['done before, of many files', () => completeAnswer(manifestOf(3000), store, false)],
    ['done, with links', () => linkedAnswer(manifestOf(2), store, 0)],
    [
      'to be gone on with',
      () => ({ status: 'CONTINUE', exportId, waitSeconds: 1, continuation: 'x', progress }),
    ],
    ['under way', () => underWayAnswer(start)],
    ['failed', () => underWayAnswer({ ...start, problem })],
  ])('%s', async (_, make) => {
    const answer = await make();
    expect(v.parse(answerSchema, answer)).toEqual(answer);
    expect(() => v.parse(answerSchema, { ...answer, status: 'OTHER' })).toThrow(v.ValiError);
  });

  test('under way tells how far it is, failed also of what', () => {
    expect(underWayAnswer(start)).toEqual({ status: 'RUNNING', exportId, from, to, progress, savedAt });
    expect(underWayAnswer({ ...start, problem })).toEqual({
      ...{ status: 'FAILED', exportId, from, to, progress, savedAt },
      error: problem,
    });
  });
});

test('with URLs they fit into what Lambda answers', async () => {
  const manifest = manifestOf(3000);
  const signed: string[] = [];
  const presign = (key: string) => {
    signed.push(key);
    return store.presign(key);
  };
  const answer = await linkedAnswer(manifest, { ...store, presign }, Date.parse('2026-11-22T12:00:00Z'));
  expect(signed).toHaveLength(answer.files.length + 1);
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
