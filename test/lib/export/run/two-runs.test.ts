// Several runs at once, their steps of I/O mixed in every way: one manifest for each export, and one line of them.
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { parseManifest } from '../../../../lib/export/manifest/manifest.ts';
import { atTheStart, checkpointBytes } from '../../../../lib/export/run/checkpoint.ts';
import { checkpointKey, manifestKey } from '../../../../lib/export/run/keys.ts';
import { FAULTS, Killed, MemoryDisk, type Step } from '../../../support/memory-store.ts';
import {
  charge,
  charges,
  contentOf,
  fakeSource,
  identity,
  OCTOBER,
  runOnce,
  runToEnd,
  verifiedIds,
} from './world.ts';

const rows = charges(30, 7200);
const ids = rows.map(({ record }) => record.id);
const of = identity({ rowsPerPart: 4 });
const pause = async () => setImmediate();

/** Holds up each step of I/O for a number of turns of the event loop, as the list says. */
function heldUp(turns: readonly number[]) {
  let step = 0;
  return {
    onStep: async () => {
      const wait = turns[step++ % (turns.length || 1)] ?? 0;
      for (let turn = 0; turn < wait; turn += 1) await setImmediate();
    },
  };
}

const turns = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 12 });
const source = () => fakeSource(() => rows);

async function expected() {
  const disk = new MemoryDisk();
  await runToEnd({ disk, of, source: source() });
  return contentOf(disk);
}

test('two or three runs of one window end in one manifest, and only one of them is new', async () => {
  const whole = await expected();
  await fc.assert(
    fc.asyncProperty(fc.array(turns, { minLength: 2, maxLength: 3 }), async (runs) => {
      const disk = new MemoryDisk();
      const ended = await Promise.all(
        runs.map((one) => runToEnd({ disk, of, source: source(), open: heldUp(one), tools: { pause } })),
      );
      expect(contentOf(disk)).toEqual(whole);
      expect(ended.filter(({ isNew }) => isNew)).toHaveLength(1);
      expect(new Set(ended.map(({ manifest }) => JSON.stringify(manifest))).size).toBe(1);
    }),
    { numRuns: 80 },
  );
});

test('one of two is killed or fails at any step: the other one ends in the same bytes', async () => {
  const whole = await expected();
  const fault = fc.record({ at: fc.integer({ min: 1, max: 45 }), how: fc.constantFrom(...FAULTS) });
  await fc.assert(
    fc.asyncProperty(turns, turns, fault, async (mine, theirs, one) => {
      const disk = new MemoryDisk();
      const [ended] = await Promise.allSettled([
        runToEnd({ disk, of, source: source(), open: heldUp(mine), tools: { pause } }),
        runOnce({ disk, of, source: source(), open: { ...heldUp(theirs), fault: one }, tools: { pause } }),
      ]);
      expect(ended).toMatchObject({ status: 'fulfilled' });
      expect(contentOf(disk)).toEqual(whole);
    }),
    { numRuns: 80 },
  );
});

test('a run that finds another at work stands back, and looks for a while whether it is done', async () => {
  const disk = new MemoryDisk();
  const saved = Promise.withResolvers<void>();
  const stoodBack = Promise.withResolvers<void>();
  /** The first one waits after its first part, until the second has given up looking. */
  let saves = 0;
  const waitsInBetween = async ({ action, key }: Step) => {
    if (action !== 'put' || key !== checkpointKey(of.exportId)) return;
    saves += 1;
    if (saves === 3) {
      saved.resolve();
      await stoodBack.promise;
    }
  };
  const waitsForTheFirst = async ({ action }: Step) => {
    if (action === 'put') await saved.promise;
  };
  const looks: number[] = [];
  const first = runToEnd({ disk, of, source: source(), open: { onStep: waitsInBetween } });
  await setImmediate();
  const second = await runOnce({
    disk,
    of,
    source: source(),
    open: { onStep: waitsForTheFirst },
    tools: { pause: async (milliseconds) => void looks.push(milliseconds) },
  });
  expect(second).toMatchObject({ waitSeconds: 30, counts: { rows: 8 } });
  expect(looks).toEqual(Array(9).fill(500));
  stoodBack.resolve();
  await first;
  expect(await runOnce({ disk, of, source: source() }, true)).toMatchObject({ isNew: false });
});

test('a run of an export that is done answers with its manifest and asks the source nothing', async () => {
  const disk = new MemoryDisk();
  const { manifest } = await runToEnd({ disk, of, source: source() });
  const asked = source();
  expect(await runOnce({ disk, of, source: asked })).toEqual({ manifest, isNew: false });
  expect(asked.state.pages).toBe(0);
});

describe('exports that end at once', () => {
  const day = (from: number) => ({
    from: `2026-10-${String(from).padStart(2, '0')}T00:00:00.000Z`,
    to: `2026-10-${String(from + 1).padStart(2, '0')}T00:00:00.000Z`,
  });

  test('stand one behind the other: no manifest is named twice, none is left out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(turns, { minLength: 2, maxLength: 4 }), async (runs) => {
        const disk = new MemoryDisk();
        const exports = runs.map((_, index) => identity({ window: day(index + 1) }));
        await Promise.all(
          exports.map((one, index) =>
            runToEnd({ disk, of: one, source: source(), open: heldUp(runs[index] ?? []), tools: { pause } }),
          ),
        );
        for (const one of exports) await verifiedIds(disk, one);
        const previous = exports.map(({ exportId }) => {
          const bytes = disk.objects.get(manifestKey(exportId));
          return bytes && (parseManifest(bytes).previous?.exportId ?? 'none');
        });
        expect(new Set(previous).size).toBe(exports.length);
        expect(previous).toContain('none');
      }),
      { numRuns: 40 },
    );
  });

  test('where one was killed before its manifest: the next one writes it, and names one that is there', async () => {
    const first = identity({ window: day(1) });
    const second = identity({ window: day(2) });
    const clean = new MemoryDisk();
    let steps = 0;
    const onStep = ({ number }: Step) => {
      steps = number;
    };
    await runOnce({ disk: clean, of: first, source: source(), open: { onStep } });
    await runToEnd({ disk: clean, of: second, source: source() });

    const disk = new MemoryDisk();
    const fault = { at: steps, how: 'kill before' } as const;
    await expect(runOnce({ disk, of: first, source: source(), open: { fault } })).rejects.toThrow(Killed);
    expect(disk.objects.has(manifestKey(first.exportId))).toBe(false);
    await runToEnd({ disk, of: second, source: source() });
    expect(contentOf(disk)).toEqual(contentOf(clean));
    expect(await runOnce({ disk, of: first, source: source() })).toMatchObject({ isNew: false });
  });
});

test.each([
  ['is gone', (disk: MemoryDisk, key: string) => void disk.objects.delete(key)],
  [
    'has begun anew',
    (disk: MemoryDisk, key: string) => void disk.objects.set(key, checkpointBytes(atTheStart(of, ''))),
  ],
])(
  'an export whose manifest was deleted and whose checkpoint %s does not hold up the next one',
  async (_, change) => {
    const disk = new MemoryDisk();
    await runToEnd({ disk, of, source: source() });
    disk.objects.delete(manifestKey(of.exportId));
    change(disk, checkpointKey(of.exportId));
    const next = identity({ window: { from: '2026-09-01T00:00:00.000Z', to: OCTOBER.from } });
    const { manifest } = await runToEnd({ disk, of: next, source: source() });
    expect(manifest.previous?.exportId).toBe(of.exportId);
    // Done again, it comes to the same manifest and the same place.
    await runToEnd({ disk, of, source: source() });
    await verifiedIds(disk, next);
  },
);

test('an export of no rows is one, where the source said that there are none', async () => {
  const disk = new MemoryDisk();
  const { manifest } = await runToEnd({ disk, source: fakeSource(() => []) });
  expect(manifest).toMatchObject({ rows: 0, credits: '0', cost: {}, files: [], firstCreatedDate: null });
  expect(await verifiedIds(disk)).toEqual([]);
});

test('rows that come while the window is read are in it, as far as they lie ahead', async () => {
  const disk = new MemoryDisk();
  let listed = rows;
  const before = (page: number) => {
    if (page === 3) listed = [...rows, charge('new', '31T23:59:59')];
  };
  await runToEnd({ disk, of, source: fakeSource(() => listed, { before }) });
  expect(await verifiedIds(disk, of)).toEqual([...ids, 'new']);
});
