// The recorded source: exactly the rows of a window, page by page, and an error for every object that cannot be trusted.
import fc from 'fast-check';
import { compareInstants } from '../../../../lib/export/record/instant.ts';
import type { Row } from '../../../../lib/export/record/transaction.ts';
import { recordRows } from '../../../../lib/export/source/record-rows.ts';
import { createRecordedSource } from '../../../../lib/export/source/recorded.ts';
import { versionKey } from '../../../../lib/export/source/recorded-keys.ts';
import type { Window } from '../../../../lib/export/source/source.ts';
import { manualClock, testCall } from '../../../support/call.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';
import { anyRows, epochNanoseconds, instantText } from '../record/arbitraries.ts';
import { ALWAYS, linesOf, row, walk } from './walk.ts';

async function diskWith(rows: readonly Row[]): Promise<MemoryDisk> {
  const disk = new MemoryDisk();
  for (const { record, line } of rows) disk.objects.set(versionKey(record), Buffer.from(`${line}\n`));
  return disk;
}

const minute = (index: number) => new Date(Date.parse('2026-10-01') + index * 60_000).toISOString();

describe('the recorded source', () => {
  test('is named so, and may always be asked', () => {
    const source = createRecordedSource(new MemoryDisk().open());
    expect([source.name, source.waitSeconds()]).toEqual(['recorded', 0]);
  });

  test('of an empty store is an empty page, and the end', async () => {
    const source = createRecordedSource(new MemoryDisk().open());
    expect(await source.page(ALWAYS, undefined, testCall())).toEqual({ rows: [], next: undefined });
  });

  test('has the first instant of a window and not the last, to the nanosecond', async () => {
    const dates = ['08:59:59.999999999', '09:00:00', '09:59:59.999999999', '10:00:00', '10:00:00.000000001'];
    const rows = dates.map((time, index) => row(`t${index}`, { createdDate: `2026-10-01T${time}Z` }));
    const source = createRecordedSource((await diskWith(rows)).open());
    const window = { from: '2026-10-01T09:00:00.000Z', to: '2026-10-01T10:00:00.000Z' };
    expect(linesOf((await walk(source, window)).rows)).toEqual(linesOf(rows.slice(1, 3)));
  });

  test('reads the rows of a window and nothing else of the store', async () => {
    const rows = Array.from({ length: 600 }, (_, index) =>
      row(`t${index}`, { createdDate: minute(index * 60) }),
    );
    const disk = await diskWith(rows);
    await recordRows(disk.open(), rows.slice(0, 50), testCall());
    const store = disk.open({ pageSize: 10 });
    const window = { from: minute(240 * 60), to: minute(264 * 60) };
    expect((await walk(createRecordedSource(store), window)).rows).toHaveLength(24);
    expect(store.steps.filter(({ action }) => action === 'get')).toHaveLength(24);
    expect(store.steps.filter(({ action }) => action === 'list a page')).toHaveLength(3);
  });

  test('gives a thousand rows a page, with one listing for each, and goes on from any position', async () => {
    const rows = Array.from({ length: 2_500 }, (_, index) =>
      row(`t${index}`, { createdDate: minute(index >> 4) }),
    );
    const disk = await diskWith(rows);
    const store = disk.open();
    const whole = await walk(createRecordedSource(store));
    expect(whole.pages).toBe(3);
    expect(linesOf(whole.rows)).toEqual(linesOf(rows));
    expect(store.steps.filter(({ action }) => action === 'list a page')).toHaveLength(3);
    const first = await createRecordedSource(disk.open()).page(ALWAYS, undefined, testCall());
    const rest = await walk(createRecordedSource(disk.open()), ALWAYS, { from: first.next });
    expect([...first.rows, ...rest.rows].map(({ line }) => line)).toEqual(whole.rows.map(({ line }) => line));
  });

  test('ends a page early where its rows are large, so that memory does not grow', async () => {
    // Each is stored in a MiB, its line feed included; four of them are a page.
    const large = (index: number, length: number) =>
      row(`t${index}`, { createdDate: minute(index), description: 'x'.repeat(length) });
    const room = 1_048_576 - (large(0, 1).line.length - 1) - 1;
    const rows = Array.from({ length: 9 }, (_, index) => large(index, room));
    const source = createRecordedSource((await diskWith(rows)).open());
    const page = await source.page(ALWAYS, undefined, testCall());
    expect(page.rows).toHaveLength(4);
    const { rows: all, pages } = await walk(source);
    expect([all.length, pages]).toEqual([9, 3]);
  });

  test('reads at most 32 objects at once', async () => {
    const rows = Array.from({ length: 100 }, (_, index) => row(`t${index}`, { createdDate: minute(index) }));
    let open = 0;
    let most = 0;
    const store = (await diskWith(rows)).open({
      onStep: async ({ action }) => {
        if (action !== 'get') return;
        open += 1;
        most = Math.max(most, open);
        await new Promise(setImmediate);
        open -= 1;
      },
    });
    expect((await walk(createRecordedSource(store))).rows).toHaveLength(100);
    expect(most).toBe(32);
  });

  test('has what was recorded ahead of the page at hand', async () => {
    const rows = Array.from({ length: 1_001 }, (_, index) =>
      row(`t${index}`, { createdDate: minute(index) }),
    );
    const disk = await diskWith(rows);
    const source = createRecordedSource(disk.open());
    const first = await source.page(ALWAYS, undefined, testCall());
    const late = [row('ahead', { createdDate: minute(1_000) }), row('behind', { createdDate: minute(3) })];
    await recordRows(disk.open(), late, testCall());
    const rest = await walk(source, ALWAYS, { from: first.next });
    expect(rest.rows.map(({ record }) => record.id).sort()).toEqual(['ahead', 't1000']);
  });

  test('two windows that meet are the window around both', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyRows,
        fc.array(epochNanoseconds, { minLength: 3, maxLength: 3 }),
        fc.boolean(),
        async (rows, cuts, atRows) => {
          // Often cut exactly at rows, where an end that is open on the wrong side would show.
          const dates = atRows ? rows.map(({ record }) => record.createdDate) : [];
          const [a = '', b = '', c = ''] = [...dates, ...cuts.map(instantText)]
            .slice(0, 3)
            .sort(compareInstants);
          const source = createRecordedSource((await diskWith(rows)).open({ pageSize: 2 }));
          const read = async (window: Window) => (await walk(source, window)).rows.map(({ line }) => line);
          const whole = await read({ from: a, to: c });
          expect([...(await read({ from: a, to: b })), ...(await read({ from: b, to: c }))]).toEqual(whole);
          const within = rows.filter(
            ({ record: { createdDate } }) =>
              compareInstants(createdDate, a) >= 0 && compareInstants(createdDate, c) < 0,
          );
          expect(whole.toSorted()).toEqual(linesOf(within).toSorted());
        },
      ),
    );
  });
});

describe('a recorded source that cannot be trusted', () => {
  const one = row('a');
  const key = versionKey(one.record);

  test.each([
    ['is no JSON', '{"id":'],
    ['is no transaction', '{}'],
    ['is empty', ''],
    ['is another transaction', row('b').line],
    ['was moved to another date', row('a', { createdDate: '2026-10-01T09:30:01Z' }).line],
  ])('an object that %s is an error that names it', async (_, text) => {
    const disk = await diskWith([one]);
    disk.objects.set(key, Buffer.from(text));
    await expect(walk(createRecordedSource(disk.open()))).rejects.toMatchObject({
      code: 'Internal',
      message: expect.stringContaining(key),
    });
  });

  test.each([
    ['holds another transaction', row('b').line, 'it holds another transaction'],
    ['is gone', undefined, 'it was listed and is gone'],
  ])('the log tells that an object %s', async (_, text, why) => {
    const disk = await diskWith([one]);
    const store = disk.open({
      onStep: ({ action }) => {
        if (action !== 'get') return;
        if (text === undefined) disk.objects.delete(key);
        else disk.objects.set(key, Buffer.from(text));
      },
    });
    await expect(walk(createRecordedSource(store))).rejects.toMatchObject({ cause: { message: why } });
  });

  test('an object that goes while it is read is an error, not one row less', async () => {
    const disk = await diskWith([one]);
    const store = disk.open({
      onStep: ({ action }) => {
        if (action === 'get') disk.objects.delete(key);
      },
    });
    await expect(walk(createRecordedSource(store))).rejects.toMatchObject({ code: 'Internal' });
  });

  test.each([
    ['before the window', 'recorded/dt=2026-09-01/000000.000000000'],
    ['behind the window', 'recorded/dt=2026-11-01/000000.000000000'],
    ['that is its start, and no row', 'recorded/dt=2026-10-01/000000.000000000'],
    ['that is its end', 'recorded/dt=2026-10-02/000000.000000000'],
    ['of another kind', 'elsewhere'],
    ['empty', ''],
  ])('a position %s is refused', async (_, position) => {
    const source = createRecordedSource((await diskWith([one])).open());
    const window = { from: '2026-10-01T00:00:00.000Z', to: '2026-10-02T00:00:00.000Z' };
    await expect(source.page(window, position, testCall())).rejects.toMatchObject({ code: 'Internal' });
  });

  test('a store that fails is a failure, and the same page can be read afterwards', async () => {
    const disk = await diskWith([one, row('b')]);
    for (const at of [1, 2, 3]) {
      const source = createRecordedSource(disk.open({ fault: { at, how: 'fail before' } }));
      await expect(source.page(ALWAYS, undefined, testCall())).rejects.toMatchObject({ code: 'Internal' });
      expect((await source.page(ALWAYS, undefined, testCall())).rows).toHaveLength(2);
    }
  });

  test('without time left it stops between two reads', async () => {
    const clock = manualClock();
    const rows = Array.from({ length: 200 }, (_, index) => row(`t${index}`));
    const store = (await diskWith(rows)).open({ onStep: () => clock.advance(10) });
    const call = testCall({ clock, remaining: 500 });
    await expect(createRecordedSource(store).page(ALWAYS, undefined, call)).rejects.toMatchObject({
      code: 'WixTimeout',
    });
    expect(store.steps.length).toBeLessThan(100);
  });
});
