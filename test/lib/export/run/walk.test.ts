// The way through a source: how far it is, a cursor that has become too old, and a list that never ends.
import { isComplete, parseCheckpoint } from '../../../../lib/export/run/checkpoint.ts';
import { checkpointKey } from '../../../../lib/export/run/keys.ts';
import type { TransactionSource, Window } from '../../../../lib/export/source/source.ts';
import { Failure } from '../../../../lib/failure.ts';
import { manualClock, testCall } from '../../../support/call.ts';
import { MemoryDisk, type Step } from '../../../support/memory-store.ts';
import {
  charges,
  codeOf,
  contentOf,
  type FakeSourceOptions,
  fakeSource,
  identity,
  OCTOBER,
  runOnce,
  runToEnd,
  verifiedIds,
} from './world.ts';

const rows = charges(11);

test('after every page it is told how many rows are kept and how many pages were read, over all calls', async () => {
  const disk = new MemoryDisk();
  const clock = manualClock();
  const told: unknown[] = [];
  const { calls } = await runToEnd({
    disk,
    source: fakeSource(() => rows, { before: () => clock.advance(10_000) }),
    tools: { watch: (counts) => void told.push(counts) },
    call: () => testCall({ clock, remaining: 20_000 }),
  });
  expect(calls).toBe(2);
  expect(told).toEqual([
    { rows: 4, pages: 1 },
    { rows: 8, pages: 2 },
    { rows: 11, pages: 3 },
  ]);
});

test('rows that are in full parts are still counted', async () => {
  const told: unknown[] = [];
  const source = fakeSource(() => charges(18));
  await runOnce({
    disk: new MemoryDisk(),
    source,
    tools: { watch: ({ rows: count }) => void told.push(count) },
  });
  expect(told).toEqual([4, 8, 12, 16, 18]);
});

test('a call that stops leaves no file half written', async () => {
  const disk = new MemoryDisk();
  const clock = manualClock();
  const source = fakeSource(() => rows, { before: (page) => clock.advance(page === 2 ? 60_000 : 0) });
  expect(await runOnce({ disk, source, call: () => testCall({ clock }) })).toHaveProperty('continuation');
  expect(disk.unfinished).toEqual([]);
});

test('without time left it is to go on at once, not when the rate limit would allow another page', async () => {
  const clock = manualClock();
  const source = fakeSource(() => rows, { before: () => clock.advance(60_000), waitSeconds: () => 5 });
  const outcome = await runOnce({ disk: new MemoryDisk(), source, call: () => testCall({ clock }) });
  expect(outcome).toMatchObject({ waitSeconds: 1, counts: { pages: 1 } });
});

test.each([
  ['no rows', 0, 2],
  ['a full part', 5, 2],
  ['a part and a row', 6, 3],
])(
  'at the end of %s the checkpoint is complete, and saved no more often than needed',
  async (_, count, saves) => {
    const disk = new MemoryDisk();
    const key = checkpointKey(identity().exportId);
    let puts = 0;
    const onStep = (step: Step) => {
      if (step.action === 'put' && step.key === key) puts += 1;
    };
    await runOnce({ disk, source: fakeSource(() => charges(count)), open: { onStep } });
    expect(isComplete(parseCheckpoint(key, disk.objects.get(key) ?? new Uint8Array()))).toBe(true);
    expect(puts).toBe(saves);
  },
);

describe('a cursor that is refused', () => {
  const refused = new Failure('WixRequestRejected', 'The cursor is too old.');

  /** A source that also notes where each query begins. */
  function noting(options: FakeSourceOptions) {
    const inner = fakeSource(() => rows, options);
    const asked: [string, boolean][] = [];
    const source: TransactionSource = {
      ...inner,
      page: (window: Window, position, call) => {
        asked.push([window.from, position === undefined]);
        return inner.page(window, position, call);
      },
    };
    return { source, asked };
  }

  test('has the query begin anew at the latest row, and the export is the same', async () => {
    const whole = new MemoryDisk();
    await runToEnd({ disk: whole, source: fakeSource(() => rows) });
    const disk = new MemoryDisk();
    const { source, asked } = noting({
      before: (page) => {
        if (page === 3) throw refused;
      },
    });
    await runOnce({ disk, source });
    expect(asked).toEqual([
      [OCTOBER.from, true],
      [OCTOBER.from, false],
      [OCTOBER.from, false],
      ['2026-10-01T07:00:00.000Z', true],
    ]);
    expect(contentOf(disk)).toEqual(contentOf(whole));
  });

  test.each([
    ['on the first page, where there is no cursor', 1, rows],
    ['before any row is later than the start of the query', 2, charges(11, 0)],
  ])('%s is an error', async (_, at, listed) => {
    const source = fakeSource(() => listed, {
      before: (page) => {
        if (page === at) throw refused;
      },
    });
    const disk = new MemoryDisk();
    expect(await codeOf(runOnce({ disk, source }))).toBe('WixRequestRejected');
    expect(source.state.pages).toBe(at);
  });

  test('is not any other failure: that stops the walk, with what was read', async () => {
    const { source, asked } = noting({
      before: (page) => {
        if (page === 3) throw new Failure('WixCredentialsRejected', 'The key is gone.');
      },
    });
    const disk = new MemoryDisk();
    expect(await codeOf(runOnce({ disk, source }))).toBe('WixCredentialsRejected');
    expect(asked).toHaveLength(3);
    await runOnce({ disk, source: fakeSource(() => rows) });
    expect(await verifiedIds(disk)).toEqual(rows.map(({ record }) => record.id));
  });
});

describe('pages that bring nothing new', () => {
  /** A source that gives each page (of one row) so often again before the next. */
  function stuttering(idle: number, pages: number) {
    let asked = 0;
    const source: TransactionSource = {
      ...fakeSource(() => rows),
      async page() {
        const place = Math.floor(asked / (idle + 1));
        asked += 1;
        return { rows: rows.slice(place, place + 1), next: place < pages ? `${asked}` : undefined };
      },
    };
    return { source, asked: () => asked };
  }

  test('are read up to a thousand times in a row, and again after one that does', async () => {
    const disk = new MemoryDisk();
    const { source } = stuttering(1000, 2);
    await runToEnd({ disk, source });
    expect(await verifiedIds(disk)).toHaveLength(3);
  });

  test('are a list without an end after that', async () => {
    const { source, asked } = stuttering(5000, 2);
    const failing = runOnce({ disk: new MemoryDisk(), source });
    await expect(failing).rejects.toMatchObject({
      code: 'WixUnavailable',
      message: expect.stringMatching(/^1001 pages/),
    });
    expect(asked()).toBeLessThan(1_010);
  });
});
