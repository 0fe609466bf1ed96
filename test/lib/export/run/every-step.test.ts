// The run fails, or is killed, at every single step of I/O in turn: the next one ends with the same bytes.
import type { Row } from '../../../../lib/export/record/transaction.ts';
import { FAULTS, MemoryDisk } from '../../../support/memory-store.ts';
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

describe.each(['ndjson', 'csv', 'parquet', 'focus'] as const)('%s', (format) => {
  const of = identity({ format, rowsPerPart: 3 });
  const source = () => fakeSource(() => rows, { pageSize: 4 });

  test.each(FAULTS)('%s: every step in turn', async (how) => {
    const clean = await seeded(format);
    const store = { steps: [] as number[] };
    await runOnce({
      disk: clean,
      of,
      source: source(),
      open: { onStep: ({ number }) => void store.steps.push(number) },
    });
    const expected = contentOf(clean);
    expect(await verifiedIds(clean, of)).toEqual(ids);

    const steps = store.steps.length;
    expect(steps).toBeGreaterThan(25);
    for (let at = 1; at <= steps; at += 1) {
      const disk = await seeded(format);
      await expect(
        runOnce({ disk, of, source: source(), open: { fault: { at, how } } }),
      ).rejects.toBeDefined();
      const again = source();
      await runToEnd({ disk, of, source: again });
      expect(contentOf(disk)).toEqual(expected);
    }
  });
});
