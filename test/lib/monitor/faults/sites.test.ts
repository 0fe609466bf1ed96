// What a monitor says of sites that go, shrink or cannot be read, and of an account that is unlike the others.
import { Account, DAY, HOUR, siteId } from '../account.ts';
import { runFor, told } from './runs.ts';

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
