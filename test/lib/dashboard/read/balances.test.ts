// The balances of thirty days: which snapshots are read and how often, and that a gap or a broken one is no zero.
import { DAY_MS } from '../../../../lib/credits/usage/days.ts';
import { balancesReader } from '../../../../lib/dashboard/read/balances.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';
import { NOW } from '../fleet.ts';
import { keyOfRun, snapshotAt } from '../stored-account.ts';

const HOUR_MS = 3_600_000;
const seconds = (instant: number) => (instant + 2000) / 1000;

/** A disk with a snapshot of each instant whose balance is its number. */
function diskWith(...instants: readonly number[]): MemoryDisk {
  const disk = new MemoryDisk();
  for (const [place, instant] of instants.entries()) {
    disk.objects.set(keyOfRun(instant), snapshotAt(instant, String(place), '5'));
  }
  return disk;
}

describe('the balances', () => {
  test('are those of the first snapshot in each quarter of a day, oldest first', async () => {
    const midnight = Date.parse('2026-11-20');
    const disk = diskWith(
      ...[0, 0.25, 5.75, 6, 6.25, 13, 18.5].map((hour) => midnight + hour * HOUR_MS),
      midnight + DAY_MS,
    );
    expect(await balancesReader()(disk.open(), NOW)).toEqual([
      [seconds(midnight), 0, 5],
      [seconds(midnight + 6 * HOUR_MS), 3, 5],
      [seconds(midnight + 13 * HOUR_MS), 5, 5],
      [seconds(midnight + 18.5 * HOUR_MS), 6, 5],
      [seconds(midnight + DAY_MS), 7, 5],
    ]);
  });

  test('reach back thirty days, and no further', async () => {
    const disk = diskWith(NOW - 31 * DAY_MS, NOW - 30 * DAY_MS, NOW);
    expect((await balancesReader()(disk.open(), NOW)).map(([, periodic]) => periodic)).toEqual([1, 2]);
  });

  test('come from the part that holds the wallets, where a fleet is read in parts', async () => {
    const disk = new MemoryDisk();
    for (const part of ['sites-000', 'sites-001']) disk.objects.set(keyOfRun(NOW, part), Buffer.from('{}\n'));
    disk.objects.set(keyOfRun(NOW, 'wallets'), snapshotAt(NOW, '12', undefined));
    expect(await balancesReader()(disk.open(), NOW)).toEqual([[seconds(NOW), 12, 0]]);
  });

  test.each([
    ['a wallet that could not be read', { kind: 'failed', of: 'wallet', code: 'WixTimeout' }],
    ['a wallet without a balance', { kind: 'wallet', rules: [] }],
    ['top-ups without a balance', { kind: 'wallet', periodic: { balance: '1' }, topUp: {}, rules: [] }],
    ['the wallet of a site', { kind: 'wallet', siteId: 'a', periodic: { balance: '1' }, rules: [] }],
    ['a site', { kind: 'words', siteId: 'a' }],
  ])('have no place for %s: it is not zero', async (_, reading) => {
    const disk = diskWith(NOW - DAY_MS);
    const line = JSON.stringify({ ...reading, readAt: new Date(NOW).toISOString() });
    disk.objects.set(keyOfRun(NOW), Buffer.from(`${line}\n`));
    expect(await balancesReader()(disk.open(), NOW)).toEqual([[seconds(NOW - DAY_MS), 0, 5]]);
  });

  test.each(['', 'no line break', 'nonsense\n', '[]\n'])('survive the broken snapshot %j', async (text) => {
    const disk = diskWith(NOW - DAY_MS);
    disk.objects.set(keyOfRun(NOW), Buffer.from(text));
    expect(await balancesReader()(disk.open(), NOW)).toHaveLength(1);
  });

  test('are read once for days that are over, and anew for today', async () => {
    const disk = diskWith(NOW - 2 * DAY_MS, NOW - DAY_MS, NOW);
    const read = balancesReader();
    const first = await read(disk.open(), NOW);
    const store = disk.open();
    expect(await read(store, NOW)).toEqual(first);
    const today = keyOfRun(NOW).slice(0, 'snapshots/dt=2026-11-22/'.length);
    expect(store.steps.length).toBeGreaterThan(0);
    expect(store.steps.filter(({ key }) => !key.startsWith(today))).toEqual([]);
  });

  test('are none where nothing was stored', async () => {
    expect(await balancesReader()(new MemoryDisk().open(), NOW)).toEqual([]);
  });
});
