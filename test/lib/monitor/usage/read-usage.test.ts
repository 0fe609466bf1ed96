// The rules of reading the daily usage back: whose rows, from which files, and how many at once.
import type { DailyUsage } from '../../../../lib/credits/usage/daily.ts';
import { readAccountUsage, readSiteUsage } from '../../../../lib/monitor/usage/read-usage.ts';
import { stepsAtOnce } from '../../../support/at-once.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';

const DAY = { from: '2026-11-02', to: '2026-11-03' };
const row = (kind: DailyUsage['kind'], siteId?: string): DailyUsage => ({
  day: '2026-11-02',
  kind,
  ...(siteId === undefined ? {} : { siteId }),
  used: '1',
  certainty: 'exact',
  least: '1',
  observedSeconds: 60,
});

/** A day with rows of the account, of three sites in two shares, and of the wallet as one site sees it. */
function filled(): MemoryDisk {
  const disk = new MemoryDisk();
  const put = (key: string, body: string) => disk.objects.set(key, Buffer.from(body));
  const file = (name: string, rows: readonly DailyUsage[]) =>
    put(`usage/dt=2026-11-02/${name}.ndjson`, rows.map((one) => `${JSON.stringify(one)}\n`).join(''));
  file('account', [row('words')]);
  file('wallets', [row('wallet'), row('wallet', 'a')]);
  file('sites-000', [row('words', 'a'), row('words', 'b')]);
  file('sites-001', [row('words', 'c')]);
  put('monitor/roster.json', JSON.stringify({ version: 1, shares: [{ a: {}, b: {} }, { c: {} }] }));
  return disk;
}
const names = (rows: readonly DailyUsage[]) =>
  rows.map(({ kind, siteId }) => `${kind} ${siteId ?? 'account'}`);

test('of all sites there is every row but those of the account', async () => {
  const rows = await readSiteUsage(filled().open(), DAY, undefined);
  expect(names(rows).sort()).toEqual(['wallet a', 'words a', 'words b', 'words c']);
});

test('of the account there is its own rows alone', async () => {
  expect(names(await readAccountUsage(filled().open(), DAY))).toEqual(['wallet account', 'words account']);
});

test('sites of one share are read from its file once, without the neighbours', async () => {
  const store = filled().open();
  expect(names(await readSiteUsage(store, DAY, ['b', 'a'])).sort()).toEqual([
    'wallet a',
    'words a',
    'words b',
  ]);
  expect(names(await readSiteUsage(store, DAY, ['b']))).toEqual(['words b']);
  const ofShare = store.steps.filter(({ key }) => key.endsWith('sites-000.ndjson'));
  expect(ofShare).toHaveLength(2);
});

test('a site that is named twice is read once, and hides none that is not known', async () => {
  const disk = filled();
  disk.objects.set('monitor/roster.json', Buffer.from(JSON.stringify({ version: 1, shares: [{ b: {} }] })));
  expect(names(await readSiteUsage(disk.open(), DAY, ['b', 'b']))).toEqual(['words b']);
  expect(names(await readSiteUsage(disk.open(), DAY, ['b', 'b', 'c'])).sort()).toEqual([
    'words b',
    'words c',
  ]);
});

test('a site that is not known is looked for in every file, and a known one beside it is found as well', async () => {
  const disk = filled();
  disk.objects.set(
    'monitor/roster.json',
    Buffer.from(JSON.stringify({ version: 1, shares: [{ a: {}, b: {} }, {}] })),
  );
  expect(names(await readSiteUsage(disk.open(), DAY, ['b', 'c'])).sort()).toEqual(['words b', 'words c']);
});

test('at most sixteen files are read at once, however long the window is', async () => {
  const window = { from: '2026-11-01', to: '2026-12-01' };
  for (const read of [
    (disk: MemoryDisk, reads: ReturnType<typeof stepsAtOnce>) => readAccountUsage(disk.open(reads), window),
    (disk: MemoryDisk, reads: ReturnType<typeof stepsAtOnce>) =>
      readSiteUsage(disk.open(reads), window, ['a']),
  ]) {
    const reads = stepsAtOnce('usage/');
    await read(filled(), reads);
    expect(reads.most()).toBe(16);
  }
});
