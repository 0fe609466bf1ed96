// Saving how far an export is: what it costs, and what becomes of a checkpoint that is not there any more.
import { claim, readSaved } from '../../../../lib/export/run/progress.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';
import { identity } from './world.ts';

const of = identity();
const now = () => Date.parse('2026-11-22T12:00:00Z');

test('a claim is one write, and what was claimed can be read', async () => {
  const disk = new MemoryDisk();
  const store = disk.open();
  const claimed = await claim(store, of, now);
  expect(store.steps.map(({ action }) => action)).toEqual(['put']);
  expect(await readSaved(disk.open(), of.exportId)).toMatchObject({
    checkpoint: { identity: of, savedAt: '2026-11-22T12:00:00.000Z' },
    hash: claimed.hash,
  });
  expect(await readSaved(disk.open(), 'another')).toBeUndefined();
});

test('a checkpoint is stored as lines of JSON, each over the one before', async () => {
  const disk = new MemoryDisk();
  const store = disk.open();
  const options: unknown[] = [];
  const put: typeof store.put = (key, body, how) => {
    options.push(how);
    return store.put(key, body, how);
  };
  const claimed = await claim({ get: store.get, put }, of, now);
  await claimed.save({ pages: 1 });
  await claimed.save({ pages: 2 });
  const contentType = 'application/x-ndjson';
  expect(options).toEqual([
    { condition: 'create-only', contentType },
    { condition: { ifMatch: expect.any(String) }, contentType },
    { condition: { ifMatch: expect.any(String) }, contentType },
  ]);
});

test('one that was there and is gone when it is looked at is claimed anew', async () => {
  const store = new MemoryDisk().open();
  let tries = 0;
  const put: typeof store.put = async (...args) => {
    tries += 1;
    return tries === 1 ? { outcome: 'exists' } : store.put(...args);
  };
  expect(await claim({ get: store.get, put }, of, now)).toMatchObject({ checkpoint: { pages: 0 } });
  expect(tries).toBe(2);
});

test('who saves after another one is told by name', async () => {
  const disk = new MemoryDisk();
  const [mine, theirs] = [await claim(disk.open(), of, now), await claim(disk.open(), of, now)];
  await mine.save({ pages: 1 });
  await expect(theirs.save({ pages: 1 })).rejects.toMatchObject({
    name: 'TakenOver',
    message: 'Another run of the export has saved its progress.',
  });
  expect(theirs.checkpoint.pages).toBe(0);
});
