// What goes wrong around a monitor: clocks, gaps, order, sites that go, a Wix that is silent.

import { WALLETS } from '../../../lib/monitor/layout.ts';
import { Account, DAY, HOUR, MINUTE, QUARTER, short, siteId } from './account.ts';

/** Runs every quarter of an hour for so long. */
async function runFor(account: Account, milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += QUARTER) {
    await account.run();
    account.wait(QUARTER);
  }
}

const told = (account: Account) => account.mails.got.map(short);

describe('Wix is down for a day', () => {
  it.each(['WixUnavailable', 'WixTimeout', 'WixCredentialsRejected', 'SecretUnavailable'] as const)(
    '(%s): no alert from missing data, but one that the monitor is blind, after six hours',
    async (code) => {
      const account = new Account(5);
      await runFor(account, HOUR);
      account.outage(code);
      await runFor(account, 5 * HOUR);
      expect(told(account)).toEqual([]);
      await runFor(account, 18 * HOUR);
      expect(told(account)).toEqual(['Stale all']);
      account.outage(undefined);
      await runFor(account, HOUR);
      expect(told(account)).toEqual(['Stale all']);
      expect(account.latest().sites.map(({ failure, remaining }) => [failure, remaining])).toEqual(
        Array(5).fill([undefined, '900']),
      );
    },
  );

  it('from the very first run: the wallet alone is known, and it is seen to be stale', async () => {
    const account = new Account(2);
    account.outage('WixUnavailable');
    await runFor(account, 7 * HOUR);
    expect(account.latest().sites).toEqual([]);
    expect(account.latest().wallets).toMatchObject([{ kind: 'wallet', failure: 'WixUnavailable' }]);
    expect(told(account)).toEqual(['Stale all']);
  });

  it('it is asked no more than needed to see that nobody answers', async () => {
    const account = new Account(400);
    await account.run();
    account.outage('WixTimeout');
    account.requests = 0;
    account.wait(QUARTER);
    const { snapshot } = await account.run();
    expect(snapshot).toMatchObject({ sites: 400, failed: 401 });
    expect(account.requests).toBeLessThanOrEqual(40);
  });

  it('what was used meanwhile is counted when it is back, and shared out to the days', async () => {
    const account = new Account(1);
    await runFor(account, 12 * HOUR);
    account.outage('WixUnavailable');
    account.site(0).used += 300;
    await runFor(account, 3 * DAY);
    account.outage(undefined);
    await account.run();
    const days = account.latest().days.filter(({ kind }) => kind === 'words');
    expect(days.map(({ used, certainty }) => [used, certainty])).toEqual([
      [expect.any(String), 'estimate'],
      [expect.any(String), 'estimate'],
      [expect.any(String), 'estimate'],
      [expect.any(String), 'estimate'],
    ]);
    expect(days.reduce((sum, { used }) => sum + Number(used), 0)).toBe(300);
  });
});

it('a failed site keeps its last figures, their age, and the code', async () => {
  const account = new Account(2);
  await account.run();
  account.wait(HOUR);
  account.site(1).fails = 'WixTimeout';
  await account.run();
  expect(account.latest().sites[1]).toMatchObject({
    remaining: '900',
    failure: 'WixTimeout',
    attemptedAt: '2026-11-02T01:00:00.000Z',
    reading: { readAt: '2026-11-02T00:00:00.000Z' },
  });
});

describe('a clock that is wrong', () => {
  it('ten days ahead for one run does not silence the monitor for ten days', async () => {
    const account = new Account(2);
    await runFor(account, DAY);
    const wrong = new Account(2);
    wrong.wait(11 * DAY);
    for (const [key, body] of account.disk.objects) wrong.disk.objects.set(key, body);
    await wrong.run();
    for (const [key, body] of wrong.disk.objects) account.disk.objects.set(key, body);
    account.site(0).used = 1000;
    await runFor(account, HOUR);
    expect(told(account)).toEqual(['Exhausted words:000']);
    expect(account.disk.text('monitor/series/sites-000.json')).toContain('"from":"2026-11-02T00:00:00.000Z"');
    expect(account.latest().at).toBe('2026-11-03T00:45:00.000Z');
    const [site] = account.latest().sites;
    expect(site?.reading?.readAt).toBe('2026-11-03T00:45:00.000Z');
    expect(site?.trend?.to).toBe('2026-11-03');
    expect(account.latest().days.map(({ day }) => day)).not.toContain('2026-11-13');
    await runFor(account, 2 * DAY);
    const words = account.latest().days.filter(({ kind }) => kind === 'words');
    expect(words.map(({ day }) => day)).toEqual(['2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05']);
    expect(words[2]?.observedSeconds).toBe(86_400);
  });

  it('a few minutes behind for one run costs that reading and nothing else', async () => {
    const account = new Account(1);
    await account.run();
    const behind = new Account(1);
    for (const [key, body] of account.disk.objects) behind.disk.objects.set(key, body);
    account.wait(QUARTER);
    account.site(0).used += 50;
    await account.run();
    for (const [key, body] of account.disk.objects) behind.disk.objects.set(key, body);
    behind.wait(12 * MINUTE);
    behind.site(0).used += 40;
    await behind.run();
    expect(behind.latest().at).toBe('2026-11-02T00:15:00.000Z');
    expect(behind.latest().sites[0]).toMatchObject({ remaining: '850', usage: { used: '50' } });
  });
});

it('an event that comes hours late takes nothing back', async () => {
  const account = new Account(1);
  await account.run();
  const late = account.now();
  account.wait(HOUR);
  await account.run();
  const { at } = account.latest();
  account.wait(MINUTE);
  account.site(0).used += 10;
  const result = await account.run({ at: late.replace('00:00.000', '05:00.000') });
  expect(result.snapshot).toMatchObject({ sites: 1 });
  expect(account.latest().at).toBe(at);
});

it('a missed day is one interval, and its usage is an estimate of each day', async () => {
  const account = new Account(1);
  await runFor(account, 12 * HOUR);
  account.site(0).used += 96;
  account.wait(2 * DAY);
  await runFor(account, 13 * HOUR);
  const rows = account
    .keys('usage/')
    .filter((key) => key.includes('sites-'))
    .map((key) => account.lines(key));
  expect(rows).toMatchObject([
    [{ day: '2026-11-02', certainty: 'estimate' }],
    [{ day: '2026-11-03', certainty: 'estimate', observedSeconds: 86_400 }],
    [{ day: '2026-11-04', certainty: 'estimate' }],
    [{ day: '2026-11-05', certainty: 'at least' }],
  ]);
  expect(rows.flat().reduce<number>((sum, row) => sum + Number(Object(row).used), 0)).toBe(96);
});

describe('a site', () => {
  it('that vanishes is gone, raises no alert and does not make the monitor stale', async () => {
    const account = new Account(3);
    await runFor(account, HOUR);
    account.site(1).listed = false;
    await runFor(account, 2 * DAY);
    expect(told(account)).toEqual([]);
    expect(account.latest().sites[1]).toMatchObject({ gone: true, remaining: '900' });
  });

  it('that loses its app raises no alert and does not make the monitor stale', async () => {
    const account = new Account(2);
    await runFor(account, HOUR);
    account.site(0).app = false;
    await runFor(account, DAY);
    expect(told(account)).toEqual([]);
    expect(account.latest().sites[0]).toMatchObject({ failure: 'FeatureNotAvailable', remaining: '900' });
  });

  it('that alone cannot be read any more is told once as a blind spot', async () => {
    const account = new Account(3);
    await runFor(account, HOUR);
    account.site(2).fails = 'WixTimeout';
    await runFor(account, 2 * DAY);
    expect(told(account)).toEqual(['Stale some']);
  });

  it('whose quota shrinks below what is used is exhausted, and that is no negative purchase', async () => {
    const account = new Account(1);
    account.site(0).used = 600;
    await runFor(account, HOUR);
    account.site(0).quota = 500;
    await runFor(account, 3 * HOUR);
    expect(told(account)).toEqual(['Exhausted words:000']);
    expect(account.latest().sites[0]).toMatchObject({ remaining: '0', limit: '500' });
    expect(account.latest().days.filter(({ kind }) => kind === 'words')).toMatchObject([
      { used: '0', bought: '0' },
    ]);
  });

  it('that nobody asked about for ninety days is forgotten', async () => {
    const account = new Account(2);
    await account.run();
    account.site(1).listed = false;
    account.wait(DAY);
    await account.run();
    account.wait(91 * DAY);
    await account.run();
    await account.run();
    expect(account.latest().sites.map((site) => site.siteId)).toEqual([siteId(0)]);
    expect(account.disk.text('monitor/roster.json')).not.toContain(siteId(1));
  });
});

it('an account without limits, top-ups or round numbers is watched like any other', async () => {
  const account = new Account(1);
  account.site(0).quota = undefined;
  account.wallet = { periodic: 0.3, cap: 250, topUp: 0.1 };
  await runFor(account, HOUR);
  expect(account.latest()).toMatchObject({
    wallets: [{ remaining: '0.4' }],
    sites: [{ remaining: 'unlimited', forecast: { state: 'unlimited' } }],
  });
  expect(told(account)).toEqual(['Low share-0.05 wallet']);
});

it('a share that was never read counts as failed, and in the end as a blind spot', async () => {
  const account = new Account(501);
  const { planRun, runShare, endRun } = await import('../../../lib/monitor/run.ts');
  for (let round = 0; round < 9; round += 1) {
    const at = account.now();
    const { shares } = await planRun(account.services(), at, account.call());
    const read = round === 0 ? shares : shares.filter((share) => share === WALLETS || share === 'sites-000');
    for (const share of read) await runShare(account.services(), { at, share }, account.call());
    await endRun(account.services(), at, account.call());
    account.wait(HOUR);
  }
  expect(told(account)).toEqual(['Stale some']);
});

it('a list of sites that was lost is made anew from the snapshot at hand', async () => {
  const account = new Account(2);
  const at = account.now();
  await account.run();
  account.disk.objects.delete('monitor/roster.json');
  expect((await account.run({ at })).snapshot.sites).toBe(2);
  expect(account.disk.text('monitor/roster.json')).toContain(siteId(1));
});

it.each(['monitor/alerts.json', 'monitor/roster.json', 'latest.json'])(
  '%s that is damaged is named',
  async (key) => {
    const account = new Account(1);
    await account.run();
    account.disk.objects.set(key, Buffer.from('{"version":1,"at":'));
    account.wait(QUARTER);
    await expect(account.run()).rejects.toMatchObject({
      code: 'Internal',
      message: expect.stringContaining(key),
    });
  },
);

it('a snapshot that was cut off is named, and not taken for a short one', async () => {
  const account = new Account(2);
  const at = account.now();
  await account.run();
  const [key = ''] = account.keys('snapshots/');
  account.disk.objects.set(key, Buffer.from(account.disk.text(key)?.slice(0, -9) ?? ''));
  await expect(account.run({ at })).rejects.toMatchObject({ message: expect.stringContaining(key) });
});

it('an object that cannot be read is named, for the operator to put it back', async () => {
  const account = new Account(1);
  await account.run();
  account.disk.objects.set('monitor/series/sites-000.json', Buffer.from('{"version":1'));
  account.wait(QUARTER);
  await expect(account.run()).rejects.toMatchObject({
    code: 'Internal',
    message: expect.stringContaining('monitor/series/sites-000.json'),
  });
});
