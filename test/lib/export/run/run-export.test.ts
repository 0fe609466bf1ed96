// What a run answers and tells, and when it asks the source nothing.
import { checkpointKey, manifestKey } from '../../../../lib/export/run/keys.ts';
import { readProgress, readSaved } from '../../../../lib/export/run/progress.ts';
import { Failure } from '../../../../lib/failure.ts';
import { manualClock, testCall } from '../../../support/call.ts';
import { MemoryDisk, type Step } from '../../../support/memory-store.ts';
import { charge, charges, fakeSource, identity, OCTOBER, runOnce, runToEnd } from './world.ts';

const of = identity();

describe('a window that ended less than five minutes ago', () => {
  const window = { from: OCTOBER.from, to: '2026-11-22T11:57:00.000Z' };
  const noon = Date.parse('2026-11-22T12:00:00Z');
  const settled = noon + 120_000;

  test('is begun, and gone on with once it has settled', async () => {
    const disk = new MemoryDisk();
    const source = fakeSource(() => charges(3));
    const recent = identity({ window });
    const outcome = await runOnce({ disk, of: recent, source });
    expect(outcome).toEqual({
      waitSeconds: 120,
      continuation: expect.stringMatching(`^${recent.exportId}[.]`),
      counts: { rows: 0, pages: 0 },
    });
    expect(source.state.pages).toBe(0);
    expect(disk.objects.has(checkpointKey(recent.exportId))).toBe(true);
  });

  test.each([
    ['the clock', () => ({ ...testCall({ clock: manualClock(settled) }), now: new Date(noon) })],
    ['the time of the event', () => ({ ...testCall(), now: new Date(settled) })],
  ])('has settled by %s, whichever is later', async (_, call) => {
    const source = fakeSource(() => charges(3));
    const outcome = await runOnce({ disk: new MemoryDisk(), of: identity({ window }), source, call });
    expect(outcome).toMatchObject({ isNew: true, manifest: { rows: 3 } });
  });
});

test.each(['done', 'under way'])('an exportId that is taken by one that is %s is a conflict', async (how) => {
  const disk = new MemoryDisk();
  const rows = () => charges(how === 'done' ? 3 : 30);
  const clock = manualClock();
  const before = () => clock.advance(how === 'done' ? 0 : 60_000);
  await runOnce({ disk, source: fakeSource(rows, { before }), call: () => testCall({ clock }) });
  const asked = fakeSource(rows);
  const other = { ...of, account: 'account-2' };
  await expect(runOnce({ disk, of: other, source: asked })).rejects.toMatchObject({ code: 'ExportConflict' });
  expect(asked.state.pages).toBe(0);
});

describe('what operators see', () => {
  test('pages are counted as they are read, transactions once they are exported, and once only', async () => {
    const disk = new MemoryDisk();
    const calls = [testCall(), testCall()];
    for (const call of calls) await runOnce({ disk, source: fakeSource(() => charges(7)), call: () => call });
    expect(calls.map(({ counts }) => Object.fromEntries(counts))).toEqual([
      { ExportPages: 2, ExportedTransactions: 7 },
      {},
    ]);
  });

  test('transactions are not counted by a run that finds the manifest of another one at its end', async () => {
    const disk = new MemoryDisk();
    let isFirst = true;
    const onStep = async ({ action, key }: Step) => {
      if (!isFirst || action !== 'put' || key !== manifestKey(of.exportId)) return;
      isFirst = false;
      await runOnce({ disk, source: fakeSource(() => charges(7)) });
    };
    const call = testCall();
    const source = fakeSource(() => charges(7));
    const outcome = await runOnce({ disk, source, open: { onStep }, call: () => call });
    expect(outcome).toMatchObject({ isNew: false, manifest: { rows: 7 } });
    expect(isFirst).toBe(false);
    expect(Object.fromEntries(call.counts)).toEqual({ ExportPages: 2 });
  });

  test('rows that came again are told, and where none did nothing is', async () => {
    const lines = [];
    for (const again of [[], [charge('t-00003', '01T03:00:00')]]) {
      const alter = (page: readonly ReturnType<typeof charge>[], number: number) =>
        number === 2 ? [...again, ...page] : page;
      const call = testCall();
      await runOnce({
        disk: new MemoryDisk(),
        source: fakeSource(() => charges(7), { alter }),
        call: () => call,
      });
      lines.push(call.lines.filter(({ level }) => level === 'warn'));
    }
    expect(lines).toEqual([
      [],
      [{ level: 'warn', message: 'Transactions came again and were left out', fields: { rows: 1 } }],
    ]);
  });
});

describe('what an export failed of', () => {
  const failing = fakeSource(() => charges(12), {
    before: (page) => {
      if (page === 2) throw new Failure('WixCredentialsRejected', 'The key is gone.');
    },
  });
  const problemOn = async (disk: MemoryDisk) =>
    (await readSaved(disk.open(), of.exportId))?.checkpoint.problem ?? null;

  test.each([true, false])(
    'is told until it goes on, by a call that goes on (%s) or begins',
    async (goesOn) => {
      const disk = new MemoryDisk();
      failing.state.pages = 0;
      await expect(runOnce({ disk, source: failing })).rejects.toThrow('The key is gone.');
      expect(await problemOn(disk)).toEqual({ code: 'WixCredentialsRejected', detail: 'The key is gone.' });
      const seen: unknown[] = [];
      const before = async () => void seen.push(await problemOn(disk));
      await runOnce({ disk, source: fakeSource(() => charges(12), { before }) }, goesOn);
      expect(seen[0]).toBeNull();
    },
  );

  test('is not looked for by an export that has had no trouble: nothing is saved before its first page', async () => {
    const disk = new MemoryDisk();
    const puts: number[] = [];
    const store = { current: 0 };
    const onStep = ({ action }: Step) => {
      if (action === 'put') store.current += 1;
    };
    const before = () => void puts.push(store.current);
    await runOnce({ disk, source: fakeSource(() => charges(3), { before }), open: { onStep } });
    expect(puts).toEqual([1]);
  });
});

describe('a run that another one has overtaken', () => {
  const now = () => Date.parse('2026-11-22T12:00:00Z');
  /** Another run saves while this one reads its first page; `then` is what it does beside. */
  function overtaken(disk: MemoryDisk, then: () => void | Promise<void> = () => {}) {
    let isFirst = true;
    return fakeSource(() => charges(12), {
      before: async () => {
        if (!isFirst) return;
        isFirst = false;
        await (await readProgress(disk.open(), of.exportId, now))?.save({ pages: 99 });
        await then();
      },
    });
  }

  test('ends the export where only its manifest was missing', async () => {
    const disk = new MemoryDisk();
    const source = overtaken(disk, async () => {
      await runToEnd({ disk, source: fakeSource(() => charges(12)) });
      disk.objects.delete(manifestKey(of.exportId));
    });
    const pauses: number[] = [];
    const pause = async (milliseconds: number) => void pauses.push(milliseconds);
    expect(await runOnce({ disk, source, tools: { pause } })).toMatchObject({
      ...{ isNew: true, manifest: { rows: 12 } },
    });
    expect(pauses).toEqual([]);
  });

  test.each([
    [1_000, 1],
    [999, 0],
  ])('with %i ms left looks again %i times before it answers', async (left, times) => {
    const disk = new MemoryDisk();
    const clock = manualClock();
    const source = overtaken(disk, () => clock.advance(29_000 - left));
    let pauses = 0;
    const pause = async (milliseconds: number) => {
      pauses += 1;
      clock.advance(milliseconds);
    };
    const outcome = await runOnce({ disk, source, tools: { pause }, call: () => testCall({ clock }) });
    expect(outcome).toMatchObject({ waitSeconds: 30, counts: { pages: 99 } });
    expect(pauses).toBe(times);
  });

  test('is an error where its checkpoint was removed, instead of looking for it for ever', async () => {
    const disk = new MemoryDisk();
    const source = overtaken(disk, () => void disk.objects.delete(checkpointKey(of.exportId)));
    const pause = async () => {
      throw new Error('it looks again');
    };
    await expect(runOnce({ disk, source, tools: { pause } })).rejects.toMatchObject({
      code: 'Internal',
      message: 'The checkpoint of the export was removed while it ran: start it again.',
    });
    expect(await runToEnd({ disk, source: fakeSource(() => charges(12)) })).toMatchObject({ isNew: true });
  });
});

test('a run that stands back answers with the manifest of the other one, and needs nothing else of it', async () => {
  const disk = new MemoryDisk();
  let pauses = 0;
  // The other one saves between this one's reading and its first save, and ends while this one waits.
  let isFirst = true;
  const call = testCall();
  const outcome = await runOnce({
    disk,
    source: fakeSource(() => charges(12), {
      before: async () => {
        if (!isFirst) return;
        isFirst = false;
        const clock = manualClock();
        const before = () => clock.advance(60_000);
        await runOnce({
          disk,
          source: fakeSource(() => charges(12), { before }),
          call: () => testCall({ clock }),
        });
      },
    }),
    call: () => call,
    tools: {
      pause: async () => {
        pauses += 1;
        if (pauses > 20) throw new Error('it looks without end');
        if (pauses === 1) await runToEnd({ disk, source: fakeSource(() => charges(12)) });
        disk.objects.delete(checkpointKey(of.exportId));
      },
    },
  });
  expect(outcome).toMatchObject({ isNew: false, manifest: { rows: 12 } });
  expect(pauses).toBe(1);
  expect(call.lines).toContainEqual({
    level: 'info',
    message: 'Another run of the export is at work',
    fields: { exportId: of.exportId },
  });
});
