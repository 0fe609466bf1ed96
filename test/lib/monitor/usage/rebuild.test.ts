// The rules of making the daily usage anew: which readings count for a day, and where its rows go.
import type { Reading } from '../../../../lib/credits/usage/reading.ts';
import { rebuildUsage } from '../../../../lib/monitor/usage/rebuild.ts';
import { stepsAtOnce } from '../../../support/at-once.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';

const words = (readAt: string, creditsUsed: string, siteId = 'a'): Reading => ({
  kind: 'words',
  siteId,
  readAt: `${readAt}:00.000Z`,
  creditsUsed,
  quotaType: 'LIMITED',
  quota: '1000',
});
const wallet = (readAt: string, balance: string): Reading => ({
  kind: 'wallet',
  readAt: `${readAt}:00.000Z`,
  periodic: { balance, cap: '500' },
  rules: [],
});

/** Keeps readings as the snapshot of an event (`2026-11-02T12:00`), by default the time of the first of them. */
function keep(disk: MemoryDisk, readings: readonly Reading[], event = readings[0]?.readAt ?? ''): void {
  const key = `snapshots/dt=${event.slice(0, 10)}/${event.slice(11).replaceAll(':', '')}-all.ndjson`;
  const lines = readings.map((reading) => `${JSON.stringify(reading)}\n`);
  disk.objects.set(key, Buffer.from(lines.join('')));
}

/** The rows of the daily usage by file, in short. */
function usage(disk: MemoryDisk): Record<string, string[]> {
  const files = [...disk.objects.keys()].filter((key) => key.startsWith('usage/')).sort();
  const short = (line: string) => {
    const { kind, siteId, used } = JSON.parse(line);
    return [kind, siteId, used].filter((part) => part !== undefined).join(' ');
  };
  return Object.fromEntries(
    files.map((key) => [key.slice(9), (disk.text(key) ?? '').split('\n').filter(Boolean).map(short)]),
  );
}

const rebuild = (disk: MemoryDisk, from: string, to: string) => rebuildUsage(disk.open(), { from, to });

test('a day without a reading is made anew from the readings around it', async () => {
  const disk = new MemoryDisk();
  keep(disk, [words('2026-11-02T12:00', '100')]);
  keep(disk, [words('2026-11-06T12:00', '140')]);
  await expect(rebuild(disk, '2026-11-04', '2026-11-05')).resolves.toBe(1);
  expect(usage(disk)).toEqual({
    '2026-11-04/account.ndjson': ['words 10'],
    '2026-11-04/sites-000.ndjson': ['words a 10'],
  });
});

test('a series that was read but once has no usage, nor has one that could not be read', async () => {
  const disk = new MemoryDisk();
  const code = 'WixTimeout' as const;
  const failed = (readAt: string): Reading => ({ kind: 'failed', of: 'words', siteId: 'b', readAt, code });
  keep(disk, [words('2026-11-02T12:00', '100'), failed('2026-11-02T12:00:00.000Z')]);
  keep(disk, [failed('2026-11-02T13:00:00.000Z')]);
  await expect(rebuild(disk, '2026-11-02', '2026-11-03')).resolves.toBe(0);
  expect(usage(disk)).toEqual({});
});

test('a reading two days after its event has a wrong clock and does not count; one of the next day does', async () => {
  const disk = new MemoryDisk();
  keep(disk, [words('2026-11-02T00:00', '100')]);
  keep(disk, [words('2026-11-04T00:00', '900')], '2026-11-02T06:00:00.000Z');
  keep(disk, [words('2026-11-02T12:00', '110')]);
  keep(disk, [words('2026-11-03T23:59', '130')], '2026-11-02T18:00:00.000Z');
  await rebuild(disk, '2026-11-02', '2026-11-04');
  const used = Object.entries(usage(disk)).flatMap(([key, rows]) => (key.includes('sites') ? rows : []));
  expect(used.map((row) => Number(row.split(' ')[2])).reduce((a, b) => a + b)).toBeCloseTo(30, 6);
});

test('the wallet has a file of its own, and is no part of the words of the account', async () => {
  const disk = new MemoryDisk();
  keep(disk, [wallet('2026-11-02T10:00', '300')]);
  keep(disk, [wallet('2026-11-02T11:00', '295.5')]);
  await expect(rebuild(disk, '2026-11-02', '2026-11-03')).resolves.toBe(1);
  expect(usage(disk)).toEqual({ '2026-11-02/wallets.ndjson': ['wallet 4.5'] });
});

test('a site is in the file of its share, and one that is forgotten in that of the last', async () => {
  const disk = new MemoryDisk();
  const shares = [{ a: {} }, { b: {} }];
  disk.objects.set('monitor/roster.json', Buffer.from(JSON.stringify({ version: 1, shares })));
  for (const [time, amount] of [
    ['2026-11-02T10:00', '1'],
    ['2026-11-02T11:00', '3'],
  ] as const) {
    keep(
      disk,
      ['forgotten', 'b', 'a'].map((siteId) => words(time, amount, siteId)),
    );
  }
  await expect(rebuild(disk, '2026-11-02', '2026-11-03')).resolves.toBe(3);
  expect(usage(disk)).toEqual({
    '2026-11-02/account.ndjson': ['words 6'],
    '2026-11-02/sites-000.ndjson': ['words a 2'],
    '2026-11-02/sites-001.ndjson': ['words b 2', 'words forgotten 2'],
  });
});

test('at most eight snapshots are in memory, however many a day has, and each of them counts once', async () => {
  const disk = new MemoryDisk();
  for (let hour = 0; hour < 24; hour += 1) {
    keep(disk, [words(`2026-11-02T${String(hour).padStart(2, '0')}:00`, String(100 + hour))]);
  }
  const reads = stepsAtOnce('snapshots/');
  await rebuildUsage(disk.open({ onStep: reads.onStep }), { from: '2026-11-02', to: '2026-11-03' });
  expect(reads.most()).toBe(8);
  expect(usage(disk)['2026-11-02/sites-000.ndjson']).toEqual(['words a 23']);
});

test('a snapshot that is removed while the others are read is no snapshot', async () => {
  const disk = new MemoryDisk();
  for (const [hour, used] of [
    ['10', '100'],
    ['11', '107'],
    ['12', '110'],
  ] as const) {
    keep(disk, [words(`2026-11-02T${hour}:00`, used)]);
  }
  const lost = [...disk.objects.keys()].find((key) => key.includes('/12')) ?? '';
  const store = disk.open({
    onStep: async ({ action, key }) => void (action === 'get' && key === lost && disk.objects.delete(key)),
  });
  await expect(rebuildUsage(store, { from: '2026-11-02', to: '2026-11-03' })).resolves.toBe(1);
  expect(usage(disk)['2026-11-02/sites-000.ndjson']).toEqual(['words a 7']);
});

test('at most eight days are written at once', async () => {
  const disk = new MemoryDisk();
  keep(disk, [words('2026-11-01T00:00', '100')]);
  keep(disk, [words('2026-11-21T00:00', '300')]);
  const writes = stepsAtOnce('usage/');
  const window = { from: '2026-11-01', to: '2026-11-21' };
  await expect(rebuildUsage(disk.open({ onStep: writes.onStep }), window)).resolves.toBe(20);
  expect(writes.most()).toBe(8);
});
