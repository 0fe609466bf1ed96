// What a run of the monitor reads, keeps and answers.
import { WALLETS } from '../../../lib/monitor/layout.ts';
import { runOnce } from '../../../lib/monitor/run.ts';
import { stepsAtOnce } from '../../support/at-once.ts';
import { Account, DAY, HOUR, QUARTER, short, siteId, slowWix } from './account.ts';

describe('a run', () => {
  it('keeps a snapshot of the wallet and of every site, a failed one with its code and never as zero', async () => {
    const account = new Account(3);
    account.site(1).fails = 'WixUnavailable';
    account.site(2).app = false;
    const result = await account.run();
    const key = 'snapshots/dt=2026-11-02/000000.000Z-all.ndjson';
    expect(account.keys('snapshots/')).toEqual([key]);
    expect(account.lines(key)).toEqual([
      expect.objectContaining({
        kind: 'wallet',
        periodic: { balance: '200', cap: '250' },
        topUp: { balance: '50' },
      }),
      expect.objectContaining({ kind: 'words', siteId: siteId(0), creditsUsed: '100', quota: '1000' }),
      { kind: 'failed', of: 'words', siteId: siteId(1), readAt: account.now(), code: 'WixUnavailable' },
      { kind: 'failed', of: 'words', siteId: siteId(2), readAt: account.now(), code: 'FeatureNotAvailable' },
    ]);
    expect(result).toMatchObject({
      snapshot: { at: account.now(), uri: `memory:///${key}`, wallets: 1, sites: 3, failed: 2 },
      usage: { wallet: null, words: null },
      failed: [
        { kind: 'words', siteId: siteId(1), code: 'WixUnavailable' },
        { kind: 'words', siteId: siteId(2), code: 'FeatureNotAvailable' },
      ],
      alerts: [],
    });
  });

  it('names sites that could not be read before those that merely lack the app', async () => {
    const account = new Account(602);
    for (let n = 0; n < 600; n += 1) account.site(n).app = false;
    account.site(601).fails = 'WixTimeout';
    const { failed, snapshot } = await account.run();
    expect([failed.length, snapshot.failed]).toEqual([500, 601]);
    expect(failed[0]).toEqual({ kind: 'words', siteId: siteId(601), code: 'WixTimeout' });
  });

  it('answers what was used since the snapshot before, and what was bought', async () => {
    const account = new Account(3);
    await account.run();
    account.wait(QUARTER);
    account.site(0).used += 30;
    account.site(1).used += 5;
    account.site(1).quota = 2000;
    account.wallet.periodic -= 0.7;
    const since = new Date(account.clock.now() - QUARTER).toISOString();
    expect((await account.run()).usage).toEqual({
      wallet: { series: 1, since, used: '0.7', certainty: 'exact', bought: '0' },
      words: { series: 3, since, used: '35', certainty: 'exact', bought: '1000' },
    });
  });

  it('of an event that comes again reads nothing, writes no second snapshot, and answers the same', async () => {
    const account = new Account(2);
    await account.run();
    account.wait(QUARTER);
    account.site(0).used += 30;
    const first = await account.run();
    const [at, requests] = [account.now(), account.requests];
    const before = new Map(account.disk.objects);
    account.site(0).used += 99;
    account.wait(5_000);
    const again = await account.run({ at });
    expect(again).toEqual({ ...first, alerts: [] });
    expect(account.requests).toBe(requests);
    const untouched = [...account.disk.objects].filter(([key]) => !/latest|alerts\.json/.test(key));
    for (const [key, body] of untouched) expect(Buffer.compare(body, before.get(key) ?? Buffer.of())).toBe(0);
  });

  it('of named sites reads them and the wallet, asks for no list, and leaves the others as they are', async () => {
    const account = new Account(3);
    await account.run();
    account.wait(QUARTER);
    account.site(1).used = 400;
    account.requests = 0;
    const result = await account.run({ siteIds: [siteId(1).toUpperCase()] });
    expect(account.requests).toBe(2);
    expect(result.snapshot).toMatchObject({ wallets: 1, sites: 1, failed: 0 });
    const { sites, at } = account.latest();
    expect(at).toBe(account.now());
    expect(sites.map(({ remaining }) => remaining)).toEqual(['900', '600', '900']);
  });

  it('of named sites says nothing about the others: none of them is gone, or fails, for it', async () => {
    const account = new Account(2);
    await account.run();
    for (let hour = 0; hour < 9; hour += 1) {
      account.wait(HOUR);
      await account.run({ siteIds: [siteId(1)] });
    }
    expect(account.mails.got.map(short)).toEqual([]);
    expect(account.latest().sites.map(({ gone, failure }) => [gone, failure])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  it('of named sites has a snapshot of its own, which other sites at the same time do not find', async () => {
    const account = new Account(3);
    account.settings = { ...account.settings, siteWallets: [siteId(0)] };
    const [first, again, other] = [
      await account.run({ siteIds: [siteId(0), siteId(1)] }),
      await account.run({ siteIds: [siteId(1), siteId(0)] }),
      await account.run({ siteIds: [siteId(2)] }),
    ];
    expect(again.snapshot.uri).toBe(first.snapshot.uri);
    expect(other.snapshot.uri).not.toBe(first.snapshot.uri);
    expect(account.keys('snapshots/').map((key) => account.lines(key).length)).toEqual(
      account.keys('snapshots/').map((key) => (first.snapshot.uri?.endsWith(key) ? 3 : 2)),
    );
    expect(account.keys('snapshots/')).toHaveLength(2);
  });

  it('says of every object that it writes what it is', async () => {
    const account = new Account(1);
    const services = account.services();
    const types = new Map<string, string | undefined>();
    const put: typeof services.store.put = (key, body, options) => {
      types.set(key, options?.contentType);
      return services.store.put(key, body, options);
    };
    const store = { ...services.store, put };
    for (let round = 0; round < 2; round += 1) {
      await runOnce({ ...services, store }, { at: account.now(), siteIds: undefined }, account.call());
      account.wait(QUARTER);
    }
    const typeOf = (key: string) => (key.endsWith('.ndjson') ? 'application/x-ndjson' : 'application/json');
    expect(types).toEqual(new Map([...account.disk.objects.keys()].map((key) => [key, typeOf(key)])));
  });

  it('enrols sites that only its snapshot names, and nobody else is gone for that', async () => {
    const account = new Account(2);
    await account.run();
    const list = account.disk.objects.get('monitor/roster.json') ?? Buffer.of();
    account.wait(QUARTER);
    account.sites.set(siteId(2), { used: 7, quota: 10 });
    const at = account.now();
    await account.run({ siteIds: [siteId(2)], at });
    account.disk.objects.set('monitor/roster.json', list);
    await account.run({ siteIds: [siteId(2)], at });
    expect(account.latest().sites.map(({ remaining, gone }) => [remaining, gone])).toEqual([
      ['900', undefined],
      ['900', undefined],
      ['3', undefined],
    ]);
  });

  it('has no more requests to Wix under way than are configured', async () => {
    const account = new Account(20);
    account.settings = { ...account.settings, concurrency: 3 };
    const wix = slowWix();
    const siteIds = [...account.sites.keys()];
    await runOnce({ ...account.services(), wix }, { at: account.now(), siteIds }, account.call());
    expect(wix.mostAtOnce()).toBe(3);
  });

  it('has the states of at most four shares in memory', async () => {
    const account = new Account(12);
    const shares = [...account.sites.keys()].map((id) => ({ [id]: {} }));
    account.disk.objects.set('monitor/roster.json', Buffer.from(JSON.stringify({ version: 1, shares })));
    const states = stepsAtOnce('monitor/series/');
    expect((await account.run({ onStep: states.onStep })).snapshot).toMatchObject({ sites: 12, failed: 0 });
    expect(states.most()).toBe(4);
  });

  it('keeps wallets in a share of their own and the words of a site in its share, be they read or not', async () => {
    const account = new Account(2);
    account.settings = { ...account.settings, siteWallets: [siteId(1), siteId(9)] };
    const namesIn = (share: string) =>
      Object.keys(JSON.parse(account.disk.text(`monitor/series/${share}.json`) ?? '').series).sort();
    for (const fails of [undefined, 'WixTimeout'] as const) {
      account.outage(fails);
      await account.run();
      expect(namesIn(WALLETS)).toEqual(['wallet', `wallet:${siteId(1)}`, `wallet:${siteId(9)}`]);
      expect(namesIn('sites-000')).toEqual([`words:${siteId(0)}`, `words:${siteId(1)}`]);
      account.wait(QUARTER);
    }
    expect(account.disk.text('monitor/roster.json')).not.toContain(siteId(9));
  });

  it('remembers the days that the forecast looks back on, today and one more', async () => {
    const account = new Account(1);
    account.settings = { ...account.settings, forecast: { ...account.settings.forecast, windowDays: 7 } };
    for (let round = 0; round < 40; round += 1) {
      await account.run();
      account.wait(DAY / 2);
    }
    for (const kind of ['words', 'wallet'] as const) {
      const days = account.latest().days.filter((row) => row.kind === kind);
      expect([days.length, days.at(0)?.day, days.at(-1)?.day]).toEqual([9, '2026-11-13', '2026-11-21']);
    }
  });

  it('watches only the sites, and the site wallets, that are configured', async () => {
    const account = new Account(4);
    account.settings = { ...account.settings, sites: [siteId(1), siteId(2)], siteWallets: [siteId(2)] };
    const result = await account.run();
    expect(result.snapshot).toMatchObject({ wallets: 2, sites: 2 });
    expect(account.latest().wallets.map((wallet) => wallet.siteId)).toEqual([undefined, siteId(2)]);
    account.settings = { ...account.settings, sites: [siteId(1)] };
    account.wait(QUARTER);
    await account.run();
    expect(account.latest().sites.map(({ gone }) => gone)).toEqual([undefined, true]);
  });

  it('reads every page of the list, each site once', async () => {
    const account = new Account(250);
    expect((await account.run()).snapshot.sites).toBe(250);
    expect(account.requests).toBe(1 + 3 + 250);
    expect(account.latest().sites.map(({ name }) => name)).toContain('Shop 249');
  });
});

describe('the cost', () => {
  it('of a run is a fixed number of requests to the store a share, whatever the number of sites', async () => {
    const account = new Account(400);
    await account.run();
    account.wait(QUARTER);
    const services = account.services();
    await runOnce(services, { at: account.now(), siteIds: undefined }, account.call());
    const { steps } = Object(services.store);
    expect(steps.length).toBeLessThanOrEqual(25);
  });

  it('of six weeks of a site that is used all day is a few kilobytes', async () => {
    const account = new Account(1);
    for (let day = 0; day < 50; day += 1) {
      for (let time = 0; time < 24; time += 2) {
        account.site(0).used += 1;
        await account.run();
        account.wait(DAY / 12);
      }
    }
    expect(account.disk.text('monitor/series/sites-000.json')?.length).toBeLessThan(13_000);
    expect(account.latest().sites[0]?.forecast).toMatchObject({ state: 'estimated' });
  }, 60_000);
});
