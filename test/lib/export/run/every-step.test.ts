// The run fails, or is killed, at every single step of I/O in turn: the next one ends with the same bytes.
import fc from 'fast-check';
import type { Row } from '../../../../lib/export/record/transaction.ts';
import { manifestKey } from '../../../../lib/export/run/keys.ts';
import { FAULTS, MemoryDisk, type Step } from '../../../support/memory-store.ts';
import { charge, contentOf, fakeSource, identity, runOnce, runToEnd, verifiedIds } from './world.ts';

/** Three days, equal times over page edges, a page with nothing new, higher revisions. */
const rows: readonly Row[] = [
  charge('a', '01T08:00:00'),
  charge('c', '01T09:00:00', { revision: '1' }),
  charge('b', '01T09:00:00'),
  charge('c', '01T09:00:00', { revision: '2' }),
  charge('e', '01T09:00:00'),
  charge('d', '01T09:00:00'),
  charge('f', '01T10:00:00.000000001'),
  charge('g', '01T10:00:00.000000002'),
  charge('d', '01T09:00:00'),
  charge('e', '01T09:00:00'),
  charge('h', '02T00:00:00'),
  charge('i', '02T00:00:01'),
  charge('j', '02T00:00:02'),
  charge('k', '04T23:59:59.999'),
];
const ids = [...'abcdefghijk'];

const september = { from: '2026-09-01T00:00:00.000Z', to: '2026-10-01T00:00:00.000Z' };

/** A disk with an export before the one that is tested. */
async function seeded(format: 'ndjson' | 'csv' | 'parquet' | 'focus'): Promise<MemoryDisk> {
  const disk = new MemoryDisk();
  const of = identity({ window: september, format });
  await runToEnd({ disk, of, source: fakeSource(() => [charge('s', '2026-09-01T00:00:00Z')]) });
  return disk;
}

/** Notes what a run does to the store. */
function observed() {
  const steps: Step[] = [];
  return { steps, onStep: (step: Step) => void steps.push(step) };
}

describe.each(['ndjson', 'csv', 'parquet', 'focus'] as const)('%s', (format) => {
  const of = identity({ format, rowsPerPart: 3 });
  const source = () => fakeSource(() => rows, { pageSize: 4 });

  test.each(FAULTS)('%s: every step in turn', async (how) => {
    const clean = await seeded(format);
    const { steps, onStep } = observed();
    await runOnce({ disk: clean, of, source: source(), open: { onStep } });
    const expected = contentOf(clean);
    expect(await verifiedIds(clean, of)).toEqual(ids);
    expect(steps.length).toBeGreaterThan(25);

    for (let at = 1; at <= steps.length; at += 1) {
      const disk = await seeded(format);
      await expect(
        runOnce({ disk, of, source: source(), open: { fault: { at, how } } }),
      ).rejects.toBeDefined();
      // What is half-written is named by nothing: a manifest, if there is one by then, is good.
      if (disk.objects.has(manifestKey(of.exportId))) expect(contentOf(disk)).toEqual(expected);

      const again = observed();
      const present = new Set(disk.objects.keys());
      await runToEnd({ disk, of, source: source(), open: { onStep: again.onStep } });
      expect(contentOf(disk)).toEqual(expected);
      const repeated = again.steps.filter(({ action, key }) => action === 'begin a file' && present.has(key));
      expect(repeated.length).toBeLessThanOrEqual(1);
    }
  });
});

test('the superseded revision is named', async () => {
  const disk = await seeded('ndjson');
  const { manifest } = await runToEnd({ disk, source: fakeSource(() => rows) });
  expect(manifest.superseded).toEqual({ count: 1, listed: [{ id: 'c', revision: '1', supersededBy: '2' }] });
});

test('any number of failures and kills in a row costs nothing but time', async () => {
  const clean = await seeded('ndjson');
  const of = identity({ rowsPerPart: 2 });
  await runToEnd({ disk: clean, of, source: fakeSource(() => rows) });
  const expected = contentOf(clean);
  const fault = fc.record({ at: fc.integer({ min: 1, max: 40 }), how: fc.constantFrom(...FAULTS) });
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { maxLength: 12 }), async (faults) => {
      const disk = await seeded('ndjson');
      for (const one of faults) {
        await Promise.allSettled([
          runOnce({ disk, of, source: fakeSource(() => rows), open: { fault: one } }),
        ]);
      }
      await runToEnd({ disk, of, source: fakeSource(() => rows) });
      expect(contentOf(disk)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});
