// A run fails, is killed, or is overtaken at every single step of I/O: what it comes to in the end is always the same.

import type { RunResult } from '../../../lib/monitor/fold/fold.ts';
import { FAULTS, type Fault, type OpenOptions } from '../../support/memory-store.ts';
import { Account, HOUR, QUARTER, short, siteId } from './account.ts';

/** An account in which the next run has every kind of news: one site ran out, one is low, one has recovered. */
async function beforeTheNews(): Promise<Account> {
  const account = new Account(4);
  account.site(2).used = 1000;
  await account.run();
  account.wait(QUARTER);
  account.site(1).used = 850;
  await account.run();
  account.wait(23 * HOUR + QUARTER);
  account.site(0).used = 1000;
  account.site(1).used = 870;
  account.site(2).quota = 3000;
  account.wallet.periodic = 11;
  account.wallet.topUp = 0;
  return account;
}

/** What an account has come to, as far as it must not depend on what went wrong on the way. */
function outcome(account: Account) {
  const state = Object(JSON.parse(account.disk.text('monitor/alerts.json') ?? 'null'));
  const { sites, wallets, days } = account.latest();
  return {
    mails: account.mails.ids().sort(),
    records: account.keys('alerts/').map((key) => key.split('/').at(-1)),
    outbox: state.state.outbox,
    snapshots: account.keys('snapshots/').map((key) => [key, account.disk.text(key)]),
    usage: account.keys('usage/').map((key) => [key, account.disk.text(key)]),
    series: account.keys('monitor/series/').map((key) => account.disk.text(key)),
    standings: [...wallets, ...sites],
    days,
  };
}

/** The run that has the news, which may go wrong; the same event once more; and the run of the next quarter of an hour. */
async function withTrouble(account: Account, options: OpenOptions = {}): Promise<void> {
  const at = account.now();
  await account.run({ at, ...options }).catch(() => undefined);
  await account.run({ at });
  account.wait(QUARTER);
  await account.run();
}

async function undisturbed() {
  const account = await beforeTheNews();
  await withTrouble(account);
  return { account, expected: outcome(account) };
}

it('the news of an undisturbed run are alerts, each sent once', async () => {
  const { account } = await undisturbed();
  expect(account.mails.got.map(short)).toEqual([
    'Exhausted words:002',
    'Exhausted words:000',
    'Low share-0.2 words:001',
    'Recovered words:002',
    'Low share-0.05 wallet',
  ]);
});

describe.each(FAULTS)('where it is told to %s', (how) => {
  it('a step, every one in turn, the runs that follow come to the same: no alert is lost, none is another', async () => {
    const { expected } = await undisturbed();
    let cases = 0;
    for (let at = 1; ; at += 1) {
      const account = await beforeTheNews();
      let happened = false;
      const fault: Fault = { at, how };
      const onStep = ({ number }: { number: number }) => {
        if (number === at) happened = true;
      };
      await withTrouble(account, { fault, onStep });
      if (!happened) break;
      cases += 1;
      expect({ at, ...outcome(account) }).toEqual({ at, ...expected });
    }
    expect(cases).toBeGreaterThan(20);
  });
});

describe('two monitors at once', () => {
  /** One run, before each of whose steps in turn another one begins and ends. */
  async function overtaken(other: (account: Account, at: string) => Promise<RunResult>) {
    const seen: { cases: number; mails: string[][] } = { cases: 0, mails: [] };
    for (let step = 1; ; step += 1) {
      const account = await beforeTheNews();
      const at = account.now();
      let happened = false;
      const onStep = async ({ number }: { number: number }) => {
        if (number !== step || happened) return;
        happened = true;
        await other(account, at);
      };
      await account.run({ at, onStep });
      if (!happened) break;
      account.wait(QUARTER);
      await account.run();
      seen.cases += 1;
      seen.mails.push(account.mails.got.map(({ detail }) => detail.id).sort());
      expect(account.latest().at).toBe(account.now());
    }
    return seen;
  }

  it('for the same event send each alert once', async () => {
    const { expected } = await undisturbed();
    const { cases, mails } = await overtaken((account, at) => account.run({ at }));
    expect(cases).toBeGreaterThan(20);
    for (const sent of mails) expect(sent).toEqual(expected.mails);
  });

  it('for two events send each alert once', async () => {
    const { expected } = await undisturbed();
    const { cases, mails } = await overtaken((account) => {
      account.wait(1_000);
      return account.run();
    });
    expect(cases).toBeGreaterThan(20);
    for (const sent of mails) expect(sent).toHaveLength(expected.mails.length);
  });

  it('of which one has found a site more go on with the same snapshot', async () => {
    const account = new Account(2);
    const at = account.now();
    let happened = false;
    const onStep = async ({ action, key }: { action: string; key: string }) => {
      if (happened || action !== 'put' || !key.startsWith('snapshots/')) return;
      happened = true;
      account.sites.set(siteId(2), { used: 900, quota: 1000 });
      await account.run({ at });
    };
    expect((await account.run({ at, onStep })).snapshot.sites).toBe(3);
    expect(account.keys('snapshots/')).toHaveLength(1);
  });

  it('of all and of some sites send each alert once, and lose nothing of what the other stored', async () => {
    const { cases, mails } = await overtaken((account) => {
      account.wait(1_000);
      return account.run({ siteIds: [siteId(0), siteId(3)] });
    });
    expect(cases).toBeGreaterThan(20);
    for (const sent of mails) expect(sent).toHaveLength(new Set(sent).size);
  });
});
