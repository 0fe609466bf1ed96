// Any mix of calls, at once or one after the other, repeated, failing or killed at any step: what the source has then.
import fc from 'fast-check';
import { compareRows, type Row } from '../../../../lib/export/record/transaction.ts';
import { recordRows } from '../../../../lib/export/source/record-rows.ts';
import { createRecordedSource } from '../../../../lib/export/source/recorded.ts';
import { testCall } from '../../../support/call.ts';
import { FAULTS, MemoryDisk } from '../../../support/memory-store.ts';
import { row, walk } from './walk.ts';

/** Few ids, dates and contents, so that they meet. */
const anyCharge = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    createdDate: fc.constantFrom(
      '2026-10-01T00:00:00Z',
      '2026-10-01T00:00:00.000000001Z',
      '2026-10-02T00:00:00Z',
    ),
    revision: fc.constantFrom(undefined, '1', '2'),
    credits: fc.constantFrom(1, 2),
  })
  .map(({ id, createdDate, revision, credits }) => row(id, { createdDate, revision, amount: { credits } }));

const anyPost = fc.record({
  rows: fc.array(anyCharge, { minLength: 1, maxLength: 6 }),
  fault: fc.option(fc.record({ at: fc.integer({ min: 1, max: 20 }), how: fc.constantFrom(...FAULTS) }), {
    nil: undefined,
  }),
  /** How many turns of the event loop each step takes, over and over. */
  pace: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 5 }),
});

type Post = typeof anyPost extends fc.Arbitrary<infer One> ? One : never;

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
};

/** Posts; answers the rows of the call that are certain to be stored, none when it broke off. */
async function post(disk: MemoryDisk, { rows, fault, pace }: Post): Promise<readonly Row[]> {
  const store = disk.open({
    ...(fault && { fault }),
    onStep: ({ number }) => turns(pace[number % pace.length] ?? 0),
  });
  try {
    const { recorded, known, conflicts } = await recordRows(store, rows, testCall());
    expect(recorded + known + conflicts.length).toBe(rows.length);
    return conflicts.length === 0 ? rows : [];
  } catch (thrown) {
    if (fault === undefined) throw thrown;
    return [];
  }
}

test('each accepted version is there once, in order, under one createdDate an id, and none is ever lost', async () => {
  let interrupted = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(anyPost, { maxLength: 3 }), { maxLength: 3 }), async (rounds) => {
      const disk = new MemoryDisk();
      const acknowledged: Row[] = [];
      for (const posts of rounds) {
        const answers = await Promise.all(posts.map((one) => post(disk, one)));
        acknowledged.push(...answers.flat());
        interrupted += posts.filter(({ fault }) => fault !== undefined).length;
      }
      for (const posts of rounds) {
        for (const { rows } of posts) await recordRows(disk.open(), rows, testCall());
      }

      const { rows: stored } = await walk(createRecordedSource(disk.open()));
      const lines = stored.map(({ line }) => line);
      expect(lines).toEqual(expect.arrayContaining(acknowledged.map(({ line }) => line)));
      const versions = stored.map(({ record: { id, revision } }) => JSON.stringify([id, revision]));
      expect(new Set(versions).size).toBe(stored.length);
      const dates = stored.map(({ record: { id, createdDate } }) => `${id} ${createdDate}`);
      expect(new Set(dates).size).toBe(new Set(stored.map(({ record }) => record.id)).size);

      const sent = rounds.flat().flatMap(({ rows }) => rows);
      if (sent.length > 0) {
        const { recorded, known } = await recordRows(disk.open(), sent, testCall());
        expect([recorded, known]).toEqual([0, sent.filter(({ line }) => lines.includes(line)).length]);
      }
      expect(stored.toSorted(compareRows).map(({ record }) => record.createdDate)).toEqual(
        stored.map(({ record }) => record.createdDate),
      );
    }),
    { numRuns: 200 },
  );
  expect(interrupted).toBeGreaterThan(100);
});
