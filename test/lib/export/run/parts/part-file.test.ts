// One file on its way: what goes in, what is there already, what fails.
import { openFormat } from '../../../../../lib/export/format/format.ts';
import type { Row } from '../../../../../lib/export/record/transaction.ts';
import { PartFile } from '../../../../../lib/export/run/parts/part-file.ts';
import { MemoryDisk } from '../../../../support/memory-store.ts';
import { charge, charges, codeOf, fakeSource, identity, runOnce, runToEnd } from '../world.ts';

const key = 'exports/ndjson/x/dt=2026-10-01/part-00000.ndjson.gz';
const ndjson = await openFormat('ndjson', { account: 'a' });

async function written(disk: MemoryDisk, batches: readonly (readonly Row[])[]) {
  const file = new PartFile(disk.open(), key, ndjson);
  for (const batch of batches) await file.add(batch);
  return file.finish();
}

describe('a part', () => {
  test('has the same bytes however its rows came', async () => {
    const rows = charges(50);
    const whole = new MemoryDisk();
    const pieces = new MemoryDisk();
    const figures = await written(whole, [rows]);
    expect(
      await written(
        pieces,
        rows.map((row) => [row]),
      ),
    ).toEqual(figures);
    expect(pieces.objects.get(key)).toEqual(whole.objects.get(key));
    expect(figures).toMatchObject({ rows: 50, bytes: whole.objects.get(key)?.byteLength });
  });

  test('that is there with the same bytes is taken for its own', async () => {
    const disk = new MemoryDisk();
    const first = await written(disk, [charges(5)]);
    expect(await written(disk, [charges(5)])).toEqual(first);
  });

  test('that is new is not read back, and is stored as what its format says', async () => {
    const store = new MemoryDisk().open();
    const options: unknown[] = [];
    const write: typeof store.write = (at, how) => {
      options.push(how);
      return store.write(at, how);
    };
    const file = new PartFile({ write, stream: store.stream }, key, ndjson);
    await file.add(charges(5));
    await file.finish();
    expect(store.steps.filter(({ action }) => action === 'stream')).toEqual([]);
    expect(options).toEqual([{ contentType: 'application/gzip' }]);
  });

  test('that was there and is gone when it is looked at is a conflict', async () => {
    const disk = new MemoryDisk();
    await written(disk, [charges(5)]);
    const store = disk.open();
    const file = new PartFile({ write: store.write, stream: async () => undefined }, key, ndjson);
    await file.add(charges(5));
    expect(await codeOf(file.finish())).toBe('ExportConflict');
  });

  test('that is there with other bytes is a conflict, and stays as it is', async () => {
    const disk = new MemoryDisk();
    await written(disk, [charges(5)]);
    const before = disk.objects.get(key);
    const failing = written(disk, [charges(6)]);
    await expect(failing).rejects.toMatchObject({ code: 'ExportConflict' });
    await expect(failing).rejects.toThrow(`The file ${key} is in the store with other rows`);
    expect(disk.objects.get(key)).toEqual(before);
  });

  test('that is given up leaves nothing, before its first row or after', async () => {
    const disk = new MemoryDisk();
    for (const rows of [[], charges(5)]) {
      const file = new PartFile(disk.open(), key, ndjson);
      await file.add(rows);
      await file.abort();
      await file.add(charges(5));
      expect(disk.objects.size).toBe(0);
      expect(disk.unfinished).toEqual([]);
    }
  });

  test.each([1, 2, 3])(
    'that cannot be written at step %i says so at its end, and takes rows until then',
    async (at) => {
      const disk = new MemoryDisk();
      const file = new PartFile(disk.open({ fault: { at, how: 'fail before' } }), key, ndjson);
      for (const row of charges(20)) await file.add([row]);
      expect(await codeOf(file.finish())).toBe('Internal');
      await expect(file.finish()).rejects.not.toThrow('can hold it');
      expect(disk.objects.size).toBe(0);
      expect(disk.unfinished).toEqual([]);
    },
  );
});

describe('a format that cannot hold a row', () => {
  const credits = `0.${'0'.repeat(30)}1`;
  const rows = () => [charge('a', '01T00:00:00'), charge('b', '01T01:00:00', { amount: { credits } })];

  test('is an error that names the row and the way out, and no manifest is written', async () => {
    const disk = new MemoryDisk();
    const parquet = { disk, of: identity({ format: 'parquet' }), source: fakeSource(rows) };
    await expect(runOnce(parquet)).rejects.toMatchObject({ code: 'Internal', cause: { name: 'BadRecord' } });
    await expect(runOnce(parquet)).rejects.toThrow(
      /Transaction b cannot be exported: amount.credits .* ndjson and csv/,
    );
    expect([...disk.objects.keys()]).toEqual([expect.stringContaining('checkpoints')]);
    expect(await runToEnd({ ...parquet, of: identity({ format: 'csv' }) })).toMatchObject({
      manifest: { rows: 2 },
    });
  });
});

test('a source that gives other rows than a killed run has written is a conflict that begins anew under another id', async () => {
  const of = identity({ rowsPerPart: 3 });
  const steps: number[] = [];
  const counted = {
    onStep: ({ action, number }: { action: string; number: number }) => {
      if (action === 'finish a file') steps.push(number);
    },
  };
  await runOnce({ disk: new MemoryDisk(), of, source: fakeSource(() => charges(9)), open: counted });
  const disk = new MemoryDisk();
  const fault = { at: steps[0] ?? 0, how: 'kill after' } as const;
  await expect(runOnce({ disk, of, source: fakeSource(() => charges(9)), open: { fault } })).rejects.toThrow(
    /killed|kill/,
  );
  const changed = fakeSource(() => charges(9).slice(1));
  expect(await codeOf(runToEnd({ disk, of, source: changed }))).toBe('ExportConflict');
  const anew = identity({ rowsPerPart: 3, exportId: 'anew' });
  expect(await runToEnd({ disk, of: anew, source: changed })).toMatchObject({ manifest: { rows: 8 } });
});
