// Recording transactions: each is stored once, the same again is known, another under its id is a conflict.
import { recordRows } from '../../../../lib/export/source/record-rows.ts';
import { createRecordedSource } from '../../../../lib/export/source/recorded.ts';
import { claimKey, versionKey } from '../../../../lib/export/source/recorded-keys.ts';
import { manualClock, testCall } from '../../../support/call.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';
import { linesOf, row, walk } from './walk.ts';

const NOTHING = { recorded: 0, known: 0, conflicts: [] };

async function stored(disk: MemoryDisk): Promise<string[]> {
  const { rows } = await walk(createRecordedSource(disk.open()));
  return linesOf(rows);
}

describe('recording transactions', () => {
  test('stores each of them once, and the source has them all', async () => {
    const disk = new MemoryDisk();
    const rows = [row('b'), row('a'), row('c', { createdDate: '2026-09-30T00:00:00Z' })];
    expect(await recordRows(disk.open(), rows, testCall())).toEqual({ ...NOTHING, recorded: 3 });
    expect(await stored(disk)).toEqual(linesOf(rows));
  });

  test('keeps the canonical line as it is, so that others can read it', async () => {
    const disk = new MemoryDisk();
    const one = row('a', { description: 'Zürich, “AI”' });
    await recordRows(disk.open(), [one], testCall());
    expect(disk.text(versionKey(one.record))).toBe(`${one.line}\n`);
    expect(JSON.parse(disk.text(claimKey('a')) ?? '')).toEqual({
      id: 'a',
      createdDate: '2026-10-01T09:30:00.000Z',
    });
  });

  test('what is sent again is known, and costs one read each', async () => {
    const disk = new MemoryDisk();
    const rows = [row('a'), row('b'), row('c')];
    await recordRows(disk.open(), rows, testCall());
    const again = disk.open();
    expect(await recordRows(again, [...rows, row('d')], testCall())).toEqual({
      ...NOTHING,
      recorded: 1,
      known: 3,
    });
    expect(again.steps.filter(({ action }) => action === 'put')).toHaveLength(2);
    expect(again.steps).toHaveLength(3 + 3);
  });

  test('another wire form of the same content is known', async () => {
    const disk = new MemoryDisk();
    await recordRows(disk.open(), [row('a', { metadata: { x: 1, y: 'z' } })], testCall());
    const wrapped = row('a', {
      id: { value: 'a' },
      revision: { value: '1' },
      createdDate: { seconds: String(Date.parse('2026-10-01T09:30:00Z') / 1000), nanos: 0 },
      metadata: { fields: { y: { stringValue: 'z' }, x: { numberValue: 1 } } },
    });
    expect(await recordRows(disk.open(), [wrapped], testCall())).toEqual({ ...NOTHING, known: 1 });
  });

  test.each([
    ['amount', { amount: { credits: 1.50001 } }],
    ['amount', { amount: { credits: 1.5, cost: { amount: '0.10', currencyCode: 'USD' } } }],
    ['description', { description: 'other' }],
    ['metadata', { metadata: { a: 1 } }],
    ['updatedDate, idempotencyKey', { updatedDate: '2026-10-01T09:30:00Z', idempotencyKey: 'k' }],
  ])('the same id with another %s is a conflict, and the others are kept', async (fields, facts) => {
    const disk = new MemoryDisk();
    await recordRows(disk.open(), [row('a')], testCall());
    expect(await recordRows(disk.open(), [row('b'), row('a', facts), row('c')], testCall())).toEqual({
      recorded: 2,
      known: 0,
      conflicts: [{ id: 'a', detail: `This id and revision is recorded with other content in: ${fields}.` }],
    });
    expect(await stored(disk)).toEqual(linesOf([row('a'), row('b'), row('c')]));
  });

  test('the same id with another createdDate is a conflict, whatever its revision', async () => {
    const disk = new MemoryDisk();
    await recordRows(disk.open(), [row('a')], testCall());
    const moved = { createdDate: '2026-10-01T09:30:00.000000001Z' };
    for (const revision of ['1', '2', undefined]) {
      const outcome = await recordRows(disk.open(), [row('a', { ...moved, revision })], testCall());
      expect(outcome).toEqual({
        ...NOTHING,
        conflicts: [
          { id: 'a', detail: 'This id is recorded with the createdDate 2026-10-01T09:30:00.000Z.' },
        ],
      });
    }
    expect(await stored(disk)).toEqual([row('a').line]);
  });

  test('in one call, the first of two that differ wins, and a repetition is known', async () => {
    for (let run = 0; run < 20; run += 1) {
      const disk = new MemoryDisk();
      const [first, second] = [row('a'), row('a', { description: 'other' })];
      const outcome = await recordRows(disk.open(), [first, second, first], testCall());
      expect(outcome).toMatchObject({ recorded: 1, known: 1, conflicts: [{ id: 'a' }] });
      expect(await stored(disk)).toEqual([first.line]);
    }
  });

  test.each([
    ['the same content', {}, { ...NOTHING, known: 1 }],
    [
      'other content',
      { description: 'theirs' },
      {
        ...NOTHING,
        conflicts: [{ id: 'a', detail: expect.stringContaining('other content in: description') }],
      },
    ],
  ])('what another call stores with %s between two looks is theirs', async (_, facts, expected) => {
    const disk = new MemoryDisk();
    const [mine, theirs] = [row('a'), row('a', facts)];
    const store = disk.open({
      onStep: async ({ action, key }) => {
        if (action === 'put' && key === versionKey(mine.record))
          await recordRows(disk.open(), [theirs], testCall());
      },
    });
    expect(await recordRows(store, [mine], testCall())).toEqual(expected);
    expect(await stored(disk)).toEqual([theirs.line]);
  });

  test('revisions of one id are kept side by side, in whatever order they come', async () => {
    const revisions = ['10', '9', undefined, '-1'].map((revision) =>
      row('a', { revision, description: `revision ${revision}` }),
    );
    const disk = new MemoryDisk();
    for (const one of revisions) {
      expect(await recordRows(disk.open(), [one], testCall())).toEqual({ ...NOTHING, recorded: 1 });
    }
    expect(new Set(await stored(disk))).toEqual(new Set(linesOf(revisions)));
    expect(await recordRows(disk.open(), revisions, testCall())).toEqual({ ...NOTHING, known: 4 });
  });

  test('a thousand go in with at most 32 calls to the store at once', async () => {
    let open = 0;
    let most = 0;
    const store = new MemoryDisk().open({
      onStep: async () => {
        open += 1;
        most = Math.max(most, open);
        await new Promise(setImmediate);
        open -= 1;
      },
    });
    const rows = Array.from({ length: 1000 }, (_, index) => row(`id-${index}`));
    expect(await recordRows(store, rows, testCall())).toEqual({ ...NOTHING, recorded: 1000 });
    expect(most).toBe(32);
  });

  test('when time runs out it says that sending the same again goes on', async () => {
    const disk = new MemoryDisk();
    const clock = manualClock();
    const rows = Array.from({ length: 100 }, (_, index) => row(`id-${index}`));
    const slow = disk.open({ onStep: () => clock.advance(1) });
    await expect(recordRows(slow, rows, testCall({ clock, remaining: 100 }))).rejects.toMatchObject({
      code: 'WixTimeout',
      message: expect.stringContaining('send the same ones again'),
    });
    const kept = (await stored(disk)).length;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(100);
    const again = await recordRows(disk.open(), rows, testCall());
    expect(again.recorded + again.known).toBe(100);
    expect(again.known).toBeGreaterThanOrEqual(kept);
  });

  test('an object that vanishes between two looks is an error, not a success', async () => {
    const disk = new MemoryDisk();
    await recordRows(disk.open(), [row('a')], testCall());
    const thief = disk.open({
      onStep: ({ action, key }) => {
        if (action === 'get' && key === claimKey('a')) disk.objects.delete(key);
      },
    });
    await expect(recordRows(thief, [row('a', { revision: '2' })], testCall())).rejects.toMatchObject({
      code: 'Internal',
      message: expect.stringContaining(claimKey('a')),
    });
  });
});
