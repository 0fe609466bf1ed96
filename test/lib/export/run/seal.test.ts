// The last step: the manifest of an export, and that of the one before it when its run came no further.
import type { ExportIdentity } from '../../../../lib/export/manifest/manifest-schema.ts';
import { atTheStart, checkpointBytes, parseCheckpoint } from '../../../../lib/export/run/checkpoint.ts';
import { chainKey, checkpointKey, manifestKey } from '../../../../lib/export/run/keys.ts';
import { readManifest, seal } from '../../../../lib/export/run/seal.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';
import { charges, fakeSource, identity, OCTOBER, runToEnd, verifiedIds } from './world.ts';

const of = identity();
const before = identity({ window: { from: '2026-09-01T00:00:00.000Z', to: OCTOBER.from } });

/** Runs an export to its end. */
async function done(disk: MemoryDisk, one: ExportIdentity, count: number): Promise<void> {
  await runToEnd({ disk, of: one, source: fakeSource(() => charges(count)) });
}

/** A disk on which an export of so many rows lacks its manifest only; `bytes` are those it is going to have. */
async function unsealed(count: number) {
  const disk = new MemoryDisk();
  await done(disk, of, count);
  const bytes = disk.objects.get(manifestKey(of.exportId)) ?? new Uint8Array();
  disk.objects.delete(manifestKey(of.exportId));
  const key = checkpointKey(of.exportId);
  const checkpoint = parseCheckpoint(key, disk.objects.get(key) ?? new Uint8Array());
  return { disk, bytes, checkpoint };
}

test('an export has no manifest before it is sealed, and the same one however often it is', async () => {
  const { disk, bytes, checkpoint } = await unsealed(7);
  expect(await readManifest(disk.open(), of.exportId)).toBeUndefined();
  const first = await seal(disk.open(), checkpoint);
  expect(first).toMatchObject({ isNew: true, manifest: { exportId: of.exportId, rows: 7 } });
  expect(await seal(disk.open(), checkpoint)).toEqual({ ...first, isNew: false });
  expect(await readManifest(disk.open(), of.exportId)).toEqual(first.manifest);
  expect(disk.objects.get(manifestKey(of.exportId))).toEqual(bytes);
});

test('a manifest is stored as JSON, and never over another one', async () => {
  const { disk, checkpoint } = await unsealed(1);
  const store = disk.open();
  const options: unknown[] = [];
  const put: typeof store.put = (key, body, how) => {
    if (key === manifestKey(of.exportId)) options.push(how);
    return store.put(key, body, how);
  };
  await seal({ get: store.get, put }, checkpoint);
  expect(options).toEqual([{ condition: 'create-only', contentType: 'application/json' }]);
});

test('a manifest that is there is looked for by the next export, and not written again', async () => {
  const { disk, checkpoint } = await unsealed(1);
  disk.objects.delete(chainKey(of));
  await done(disk, before, 2);
  const store = disk.open();
  await seal(store, checkpoint);
  const key = manifestKey(before.exportId);
  expect(store.steps.filter((step) => step.key === key).map(({ action }) => action)).toEqual(['get']);
});

describe('an export that took its place and has no manifest', () => {
  test('gets it from the next one, in the same bytes', async () => {
    const { disk, bytes } = await unsealed(7);
    await done(disk, before, 0);
    expect(disk.objects.get(manifestKey(of.exportId))).toEqual(bytes);
    await verifiedIds(disk, before);
  });

  test('gets it with the name of the one before it', async () => {
    const disk = new MemoryDisk();
    await done(disk, before, 0);
    await done(disk, of, 7);
    const bytes = disk.objects.get(manifestKey(of.exportId));
    disk.objects.delete(manifestKey(of.exportId));
    await done(disk, identity({ window: { from: OCTOBER.from, to: '2026-10-02T00:00:00.000Z' } }), 3);
    expect(disk.objects.get(manifestKey(of.exportId))).toEqual(bytes);
  });

  test.each([
    ['is gone', 7, undefined],
    ['has begun anew, be it an export of no rows', 0, atTheStart(of, '2026-11-22T12:00:00.000Z')],
  ])('gets none from the next one while its checkpoint %s', async (_, count, checkpoint) => {
    const { disk } = await unsealed(count);
    const key = checkpointKey(of.exportId);
    if (checkpoint === undefined) disk.objects.delete(key);
    else disk.objects.set(key, checkpointBytes(checkpoint));
    await done(disk, before, 0);
    expect(disk.objects.has(manifestKey(of.exportId))).toBe(false);
    expect(disk.objects.has(manifestKey(before.exportId))).toBe(true);
  });

  test('gets none from the next one when it was done anew with other rows: that has another place', async () => {
    const { disk } = await unsealed(7);
    const { checkpoint } = await unsealed(8);
    disk.objects.set(checkpointKey(of.exportId), checkpointBytes(checkpoint));
    await done(disk, before, 0);
    expect(disk.objects.has(manifestKey(of.exportId))).toBe(false);
  });
});
