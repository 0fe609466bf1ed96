// The exports out of the store: which ones, in which order, how far each is, and when one counts as stuck.
import { readExports } from '../../../../lib/dashboard/read/exports.ts';
import { checkpointKey, manifestKey } from '../../../../lib/export/run/keys.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';
import { NOW } from '../fleet.ts';
import { chainOf, checkpointOf, manifestOf, storedAccount } from '../stored-account.ts';

const CHAIN = 'exports/chains/wix-ndjson-0.json';
const HOUR_MS = 3_600_000;
const idsOf = async (disk: MemoryDisk) =>
  (await readExports(disk.open(), NOW)).map(({ exportId, state }) => `${exportId} ${state}`);

describe('the exports', () => {
  test('are those under way first, then the newest window', async () => {
    expect(await idsOf(storedAccount(0))).toEqual([
      'running running',
      'failing failing',
      'daily-2026-11-21 complete',
      'daily-2026-11-20 complete',
      'daily-2026-11-19 complete',
      'daily-2026-11-18 complete',
      'daily-2026-11-17 complete',
    ]);
  });

  test('that are complete have the figures of their manifest', async () => {
    const disk = new MemoryDisk();
    disk.objects.set(manifestKey('a'), manifestOf('a', '2026-11-20', 100));
    disk.objects.set(CHAIN, chainOf('a'));
    expect(await readExports(disk.open(), NOW)).toEqual([
      {
        exportId: 'a',
        state: 'complete',
        source: 'recorded',
        format: 'ndjson',
        from: '2026-11-20T00:00:00Z',
        to: '2026-11-21T00:00:00Z',
        rows: 100,
        files: 1,
        credits: '150',
        cost: { USD: '1.50' },
        newestAt: '2026-11-20T23:41:00Z',
        savedAt: null,
        problem: null,
      },
    ]);
  });

  test('that go on have the figures of their parts so far', async () => {
    const disk = new MemoryDisk();
    disk.objects.set(checkpointKey('a'), checkpointOf('a', '2026-11-22', NOW - 60_000));
    expect(await readExports(disk.open(), NOW)).toEqual([
      expect.objectContaining({
        exportId: 'a',
        state: 'running',
        rows: 10_000,
        files: 1,
        credits: '15000',
        savedAt: new Date(NOW - 60_000).toISOString(),
        problem: null,
      }),
    ]);
  });

  test.each([
    [HOUR_MS, null, 'running'],
    [HOUR_MS + 1, null, 'stalled'],
    [1, { code: 'WixTimeout', detail: 'x' }, 'failing'],
    [2 * HOUR_MS, { code: 'WixTimeout', detail: 'x' }, 'failing'],
  ])('saved %d ms ago with the problem %j are %s', async (age, problem, state) => {
    const disk = new MemoryDisk();
    disk.objects.set(checkpointKey('a'), checkpointOf('a', '2026-11-22', NOW - age, problem));
    expect(await readExports(disk.open(), NOW)).toMatchObject([{ state, problem: problem?.code ?? null }]);
  });

  test('of all chains are shown, twelve at most', async () => {
    const disk = new MemoryDisk();
    const days = Array.from({ length: 10 }, (_, n) => `2026-11-${String(n + 1).padStart(2, '0')}`);
    for (const format of ['ndjson', 'csv']) {
      for (const day of days) {
        disk.objects.set(manifestKey(`${format}-${day}`), manifestOf(`${format}-${day}`, day, 1, format));
      }
      disk.objects.set(
        `exports/chains/wix-${format}-0.json`,
        chainOf(...days.map((day) => `${format}-${day}`)),
      );
    }
    const shown = await readExports(disk.open(), NOW);
    expect(shown).toHaveLength(12);
    expect(shown.map(({ from }) => from.slice(0, 10))).toEqual(
      days
        .slice(-6)
        .flatMap((day) => [day, day])
        .toReversed(),
    );
  });

  test('with a place in a chain and no manifest yet are not complete', async () => {
    const disk = new MemoryDisk();
    disk.objects.set(CHAIN, chainOf('a'));
    disk.objects.set(checkpointKey('a'), checkpointOf('a', '2026-11-22', NOW));
    expect(await idsOf(disk)).toEqual(['a running']);
  });

  test('that cannot be read leave the others as they are', async () => {
    const disk = new MemoryDisk();
    disk.objects.set(manifestKey('good'), manifestOf('good', '2026-11-20', 1));
    disk.objects.set(manifestKey('bad'), Buffer.from('{"exportId":"bad"}'));
    disk.objects.set(checkpointKey('worse'), Buffer.from('nonsense\n'));
    disk.objects.set(checkpointKey('unfinished'), Buffer.from('{"version":1'));
    disk.objects.set(CHAIN, chainOf('good', 'bad', 'missing'));
    disk.objects.set('exports/chains/wix-csv-0.json', Buffer.from('nonsense'));
    expect(await idsOf(disk)).toEqual(['good complete']);
  });

  test('are none where there are none', async () => {
    expect(await readExports(new MemoryDisk().open(), NOW)).toEqual([]);
  });
});
