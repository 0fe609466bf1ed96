// The thirty days before a start: all there to be seen, made anew each time, and nothing else is touched.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { overviewReader } from '../../../lib/dashboard/read/overview.ts';
import { openStore } from '../../../lib/store/open-store.ts';
import { HISTORY_DAYS, liveThroughHistory } from '../../../local/start/history.ts';
import { createLocalWix } from '../../../local/wix/server.ts';

const DAY_MS = 86_400_000;

/** A local Wix that begins `HISTORY_DAYS` ago, as `npm start` makes it. */
const wixOf = (now: number, seed = 1) =>
  createLocalWix({
    seed,
    startAt: new Date(now - HISTORY_DAYS * DAY_MS).toISOString(),
    historyDays: HISTORY_DAYS,
    transactions: 200,
  });

describe('thirty days of history', () => {
  let directory = '';
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'history-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  const live = async (storeUri: string, seed?: number) => {
    const now = Date.now();
    const wix = wixOf(now, seed);
    const before = wix.world.sites.map(({ words }) => words?.used);
    const { url } = await wix.listen();
    await liveThroughHistory({ wix, url, storeUri, now });
    await wix.close();
    return { wix, now, before, read: overviewReader(openStore(storeUri), 6) };
  };

  test('are there to be seen: wallet, sites, usage by day, forecasts, alerts', async () => {
    const { wix, now, before, read } = await live(pathToFileURL(join(directory, 'store')).href);
    const overview = await read(Date.now(), true);
    expect(overview.monitor).toMatchObject({ state: 'fresh', failing: 0 });
    expect(overview.sites).toHaveLength(12);
    expect(overview.summary).toMatchObject({ exhausted: 2, low: 2, unlimited: 2, unavailable: 2 });
    expect(overview.walletDays.length).toBeGreaterThanOrEqual(30);
    expect(overview.wordDays.every(({ used }) => Number(used) >= 0)).toBe(true);
    expect(overview.balances.length).toBeGreaterThan(100);
    expect(overview.wallets[0]?.forecast).toMatchObject({ state: 'estimated' });
    expect(overview.sites.filter(({ alert }) => alert !== null)).toHaveLength(4);
    // Every site has used what the seed says, and Wix's clock goes on from now.
    expect(wix.world.sites.map(({ words }) => words?.used)).toEqual(before);
    expect(wix.world.clock.now()).toBeGreaterThanOrEqual(now);
    expect(wix.world.transactions.size()).toBeGreaterThan(250);
  });

  test('of another start are gone, and nothing else is', async () => {
    const store = join(directory, 'another');
    const storeUri = pathToFileURL(store).href;
    await openStore(storeUri).put('exports/manifests/mine.json', Buffer.from('{}'));
    await live(storeUri);
    await writeFile(join(store, 'snapshots', 'left-behind.ndjson'), '');
    const { read } = await live(storeUri, 2);
    const keys: string[] = [];
    for await (const { key } of openStore(storeUri).list('')) keys.push(key);
    expect(keys).toContain('exports/manifests/mine.json');
    expect(keys).not.toContain('snapshots/left-behind.ndjson');
    const second = wixOf(Date.now(), 2).world.sites.map(({ facts }) => facts.id);
    expect((await read(Date.now(), false)).sites.map(({ siteId }) => siteId).sort()).toEqual(second.sort());
  });
});
