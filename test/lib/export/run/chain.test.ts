// The line of exports: who stands behind whom.
import { manifestHash } from '../../../../lib/export/manifest/manifest.ts';
import { joinChain, type Link } from '../../../../lib/export/run/chain.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';
import { charges, fakeSource, identity, runToEnd } from './world.ts';

const key = 'exports/chains/x.json';
const bytesBehind = (exportId: string) => (previous: Link) =>
  Buffer.from(JSON.stringify({ exportId, previous }));
const join = (disk: MemoryDisk, exportId: string, ensured: string[] = []) =>
  joinChain(disk.open(), key, {
    exportId,
    bytesBehind: bytesBehind(exportId),
    ensure: async ({ exportId: id }) => void ensured.push(id),
  });

test('each stands behind the one before, whose manifest is made sure of', async () => {
  const disk = new MemoryDisk();
  const ensured: string[] = [];
  const a = await join(disk, 'a', ensured);
  const b = await join(disk, 'b', ensured);
  const c = await join(disk, 'c', ensured);
  expect(a).toEqual(bytesBehind('a')(null));
  expect(b).toEqual(bytesBehind('b')({ exportId: 'a', sha256: manifestHash(a) }));
  expect(c).toEqual(bytesBehind('c')({ exportId: 'b', sha256: manifestHash(b) }));
  expect(ensured).toEqual(['a', 'b']);
});

test('who comes again finds its place, and changes nothing', async () => {
  const disk = new MemoryDisk();
  const first = [await join(disk, 'a'), await join(disk, 'b'), await join(disk, 'c')];
  const line = disk.text(key);
  expect([await join(disk, 'a'), await join(disk, 'b'), await join(disk, 'c')]).toEqual(first);
  expect(disk.text(key)).toBe(line);
});

test('an export that was deleted and done anew, with other rows, stands at the end once more', async () => {
  const disk = new MemoryDisk();
  await join(disk, 'a');
  const b = await join(disk, 'b');
  const other = (previous: Link) => Buffer.from(JSON.stringify({ exportId: 'a', rows: 2, previous }));
  const joining = { exportId: 'a', bytesBehind: other, ensure: async () => {} };
  expect(await joinChain(disk.open(), key, joining)).toEqual(
    other({ exportId: 'b', sha256: manifestHash(b) }),
  );
});

test('whoever joins writes the line once, as JSON', async () => {
  const store = new MemoryDisk().open();
  const options: unknown[] = [];
  const put: typeof store.put = (at, body, how) => {
    options.push(how);
    return store.put(at, body, how);
  };
  await joinChain({ get: store.get, put }, key, {
    ...{ exportId: 'a', bytesBehind: bytesBehind('a'), ensure: async () => {} },
  });
  expect(options).toEqual([{ condition: 'create-only', contentType: 'application/json' }]);
  expect(store.steps.map(({ action }) => action)).toEqual(['get', 'put']);
});

test('the line keeps the last 5,000 exports', async () => {
  const disk = new MemoryDisk();
  const entries = Array.from({ length: 5_000 }, (_, at) => ({ exportId: `e${at}`, sha256: `${at}` }));
  disk.objects.set(key, Buffer.from(JSON.stringify({ entries })));
  await join(disk, 'a');
  const line = JSON.parse(disk.text(key) ?? '');
  expect(line.entries).toHaveLength(5_000);
  expect([line.entries[0], line.entries.at(-1)]).toMatchObject([{ exportId: 'e1' }, { exportId: 'a' }]);
});

test('a line that cannot be read stops the export before its manifest, and says what to do', async () => {
  const disk = new MemoryDisk();
  disk.objects.set(key, Buffer.from('{"entries":[{"exportId":7}]}'));
  await expect(join(disk, 'a')).rejects.toMatchObject({ code: 'Internal', cause: { name: 'ValiError' } });
  await expect(join(disk, 'a')).rejects.toThrow(`put back or delete ${key}`);
});

test('who always comes too late gives up', async () => {
  const disk = new MemoryDisk();
  let others = 0;
  const store = disk.open({
    onStep: async ({ action }) => {
      if (action === 'put') await join(disk, `other-${others++}`);
    },
  });
  const joining = { exportId: 'a', bytesBehind: bytesBehind('a'), ensure: async () => {} };
  const pauses: number[] = [];
  const failing = joinChain(store, key, joining, async (milliseconds) => void pauses.push(milliseconds));
  await expect(failing).rejects.toMatchObject({
    code: 'Internal',
    message: 'Too many exports end at once; try again.',
  });
  expect(others).toBe(50);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(250);
});

test('every format, source and account has a line of its own', async () => {
  const disk = new MemoryDisk();
  const others = [identity(), identity({ format: 'csv' }), identity({ account: 'account-2' })];
  for (const one of others) {
    const { manifest } = await runToEnd({ disk, of: one, source: fakeSource(() => charges(2)) });
    expect(manifest.previous).toBeNull();
  }
  const next = identity({ window: { from: '2026-09-01T00:00:00.000Z', to: '2026-10-01T00:00:00.000Z' } });
  const { manifest } = await runToEnd({ disk, of: next, source: fakeSource(() => []) });
  expect(manifest.previous?.exportId).toBe(identity().exportId);
});
