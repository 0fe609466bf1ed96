// Recording fails, is killed, or is overtaken at every single step of I/O in turn: what holds afterwards.

import type { Row } from '../../../../lib/export/record/transaction.ts';
import { type RecordOutcome, recordRows } from '../../../../lib/export/source/record-rows.ts';
import { createRecordedSource } from '../../../../lib/export/source/recorded.ts';
import { testCall } from '../../../support/call.ts';
import { FAULTS, MemoryDisk, type SimulatedStore } from '../../../support/memory-store.ts';
import { linesOf, row, walk } from './walk.ts';

const record = (store: SimulatedStore, rows: readonly Row[]): Promise<RecordOutcome> =>
  recordRows(store, rows, testCall());

async function stored(disk: MemoryDisk): Promise<string[]> {
  const { rows } = await walk(createRecordedSource(disk.open()));
  return linesOf(rows);
}

/** Runs a case for every fault at every step that `work` takes; answers how many there were. */
async function atEveryStep(
  work: (store: SimulatedStore) => Promise<unknown>,
  seeded: () => Promise<MemoryDisk>,
  check: (disk: MemoryDisk, crashed: SimulatedStore) => Promise<void>,
): Promise<number> {
  const clean = (await seeded()).open();
  await work(clean);
  for (let at = 1; at <= clean.steps.length; at += 1) {
    for (const how of FAULTS) {
      const disk = await seeded();
      const crashed = disk.open({ fault: { at, how } });
      await expect(work(crashed)).rejects.toBeDefined();
      await check(disk, crashed);
    }
  }
  return clean.steps.length * FAULTS.length;
}

describe('recording that breaks off', () => {
  const before = [row('known'), row('taken')];
  const batch = [
    row('new-1'),
    row('known'),
    row('new-2', { createdDate: '2026-10-02T00:00:00Z' }),
    row('taken', { amount: { credits: 99 } }),
    row('known', { revision: '2', description: 'corrected' }),
    row('new-1'),
  ];
  const accepted = linesOf([...before, ...batch.filter((_, index) => [0, 2, 4].includes(index))]);
  const seeded = async () => {
    const disk = new MemoryDisk();
    await record(disk.open(), before);
    return disk;
  };

  test('at any step, is made good by sending it again: each once, nothing lost, nothing twice', async () => {
    const cases = await atEveryStep(
      (store) => record(store, batch),
      seeded,
      async (disk) => {
        const meanwhile = await stored(disk);
        expect(accepted).toEqual(expect.arrayContaining(meanwhile));
        expect(new Set(meanwhile).size).toBe(meanwhile.length);
        const again = await record(disk.open(), batch);
        expect(again.conflicts).toMatchObject([{ id: 'taken' }]);
        expect(again.recorded + again.known).toBe(5);
        expect(await stored(disk)).toEqual(accepted);
        expect(await record(disk.open(), batch)).toMatchObject({ recorded: 0, known: 5 });
      },
    );
    expect(cases).toBe(13 * FAULTS.length);
  });

  test.each([
    ['content', row('new', { description: 'other' })],
    ['createdDate', row('new', { createdDate: '2026-10-05T00:00:00Z' })],
  ])('at any step, never leaves two of one id when other %s comes next', async (_, other) => {
    const first = row('new');
    const cases = await atEveryStep(
      (store) => record(store, [first]),
      async () => new MemoryDisk(),
      async (disk) => {
        const second = await record(disk.open(), [other]);
        const third = await record(disk.open(), [first]);
        expect(second.recorded + third.recorded + third.known).toBe(1);
        expect(second.conflicts.length + third.conflicts.length).toBe(1);
        expect(await stored(disk)).toEqual([second.recorded === 1 ? other.line : first.line]);
      },
    );
    expect(cases).toBe(3 * FAULTS.length);
  });
});

describe('two calls at once', () => {
  /** Lets `second` run as a whole just before each step of `first` in turn. */
  async function overtakenAtEveryStep(
    first: readonly Row[],
    second: readonly Row[],
    check: (disk: MemoryDisk, one: RecordOutcome, other: RecordOutcome) => Promise<void>,
  ): Promise<number> {
    const clean = new MemoryDisk().open();
    await record(clean, first);
    for (const { number: at } of clean.steps) {
      const disk = new MemoryDisk();
      let other: RecordOutcome | undefined;
      const store = disk.open({
        onStep: async ({ number }) => {
          if (number === at) other = await record(disk.open(), second);
        },
      });
      const one = await record(store, first);
      if (other === undefined) throw new Error('the other call did not run');
      await check(disk, one, other);
    }
    return clean.steps.length;
  }

  test('with the same transactions: each is stored by one of them and known to the other', async () => {
    const rows = [row('a'), row('b'), row('c')];
    const cases = await overtakenAtEveryStep(rows, rows, async (disk, one, other) => {
      expect(one.recorded + other.recorded).toBe(3);
      expect(one.known + other.known).toBe(3);
      expect(await stored(disk)).toEqual(linesOf(rows));
    });
    expect(cases).toBe(9);
  });

  test.each([
    ['content', { description: 'other' }],
    ['createdDate', { createdDate: '2026-10-05T00:00:00Z' }],
  ])('with other %s for one id: one of them has it, the other a conflict', async (_, facts) => {
    const [ours, theirs] = [row('a'), row('a', facts)];
    const cases = await overtakenAtEveryStep([ours], [theirs], async (disk, one, other) => {
      expect(one.recorded + other.recorded).toBe(1);
      expect([...one.conflicts, ...other.conflicts]).toMatchObject([{ id: 'a' }]);
      expect(await stored(disk)).toEqual([(one.recorded === 1 ? ours : theirs).line]);
    });
    expect(cases).toBe(3);
  });
});
