// Parts one after the other: what is in their files, what is counted, and what is left of one that is given up.
import { setImmediate } from 'node:timers/promises';
import { openFormat } from '../../../../../lib/export/format/format.ts';
import { openReader } from '../../../../../lib/export/format/reader.ts';
import type { Row } from '../../../../../lib/export/record/transaction.ts';
import { RowOrder } from '../../../../../lib/export/run/order/row-order.ts';
import { PartFiles } from '../../../../../lib/export/run/parts/part-files.ts';
import { claim } from '../../../../../lib/export/run/progress.ts';
import { MemoryDisk, type OpenOptions } from '../../../../support/memory-store.ts';
import { charge, charges, identity } from '../world.ts';

const ndjson = await openFormat('ndjson', { account: 'a' });

/** The parts of an export of three rows each, and ways to feed them. */
async function begun({ open = {}, format = ndjson }: { open?: OpenOptions; format?: typeof ndjson } = {}) {
  const disk = new MemoryDisk();
  const progress = await claim(disk.open(), identity({ rowsPerPart: 3 }), () => 0);
  const order = new RowOrder(3);
  const parts = new PartFiles(progress, order, { store: disk.open(open), format });
  const state = () => order.snapshot();
  return {
    ...{ disk, progress, parts },
    put: (rows: readonly Row[]) => parts.put(order.feed(rows), state),
    end: () => parts.put(order.end(), state),
  };
}

async function linesIn(disk: MemoryDisk, key: string): Promise<string[]> {
  const read = await openReader('ndjson', identity());
  const lines: string[] = [];
  for await (const rows of read((await disk.open().stream(key)) ?? nothing())) {
    lines.push(...rows.map(({ line }) => line));
  }
  return lines;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

test('a row that is revised while its part is open is in the file once, as it is now', async () => {
  const { disk, progress, parts, put, end } = await begun();
  const [a, b, c] = [0, 1, 2].map((hour) => charge(`t${hour}`, `01T0${hour}:00:00`, { revision: '1' }));
  const revised = charge('t0', '01T00:00:00', { revision: '2', description: 'revised' });
  for (const row of [a, b, revised, c]) await put(row === undefined ? [] : [row]);
  await end();
  await parts.done();
  const { files } = progress.checkpoint;
  expect(files).toMatchObject([{ rows: 3 }]);
  expect(await linesIn(disk, files[0]?.key ?? '')).toEqual([revised, b, c].map((row) => row?.line));
});

test('the rows of full parts are counted, those of an export that is taken up included', async () => {
  const { progress, parts, put } = await begun();
  await put(charges(8));
  expect(parts.rows).toBe(6);
  await parts.done();
  const order = new RowOrder(3);
  expect(new PartFiles(progress, order, { store: new MemoryDisk().open(), format: ndjson }).rows).toBe(6);
});

test('a part that could not be written is told at once, not first by the end of the next', async () => {
  const format = {
    ...ndjson,
    // biome-ignore lint/correctness/useYield: it fails before its first chunk.
    async *encode(): AsyncGenerator<Uint8Array> {
      throw new Error('full');
    },
  };
  const { parts, put } = await begun({ format });
  expect(() => parts.check()).not.toThrow();
  await put(charges(5));
  for (let turn = 0; turn < 20; turn += 1) await setImmediate();
  expect(() => parts.check()).toThrow('full');
});

test('to settle is to give up the open part and to wait for the full ones', async () => {
  const slow = async () => {
    for (let turn = 0; turn < 10; turn += 1) await setImmediate();
  };
  const { disk, progress, parts, put } = await begun({ open: { onStep: slow } });
  await put(charges(5));
  expect(progress.checkpoint.files).toEqual([]);
  await parts.settle();
  expect(progress.checkpoint.files).toHaveLength(1);
  expect(disk.unfinished).toEqual([]);
  expect([...disk.objects.keys()].filter((key) => key.includes('/part-'))).toHaveLength(1);
});
