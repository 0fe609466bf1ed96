// The rules of the end of a run: what it answers and counts, and whom it holds for unread.
import { WALLETS } from '../../../../lib/monitor/layout.ts';
import { endRun, planRun, runOnce, runShare } from '../../../../lib/monitor/run.ts';
import { Account, HOUR, QUARTER, siteId } from '../account.ts';

test('it is counted what was read, what failed, what alerts were found, and which of them wait', async () => {
  const account = new Account(4);
  account.mails.down = true;
  account.site(0).used = 1000;
  const first = account.call();
  await runOnce(account.services(), { at: account.now(), siteIds: undefined }, first);
  expect(Object.fromEntries(first.counts)).toEqual({
    ReadingsTaken: 5,
    ReadingsFailed: 0,
    AlertsFound: 1,
    AlertsWaiting: 1,
  });
  account.wait(QUARTER);
  account.site(1).used = 1000;
  account.site(2).fails = 'WixTimeout';
  account.site(3).app = false;
  const second = account.call();
  await runOnce(account.services(), { at: account.now(), siteIds: undefined }, second);
  expect(Object.fromEntries(second.counts)).toEqual({
    ReadingsTaken: 3,
    ReadingsFailed: 2,
    AlertsFound: 1,
    AlertsWaiting: 2,
  });
});

test('the answer has at most fifty alerts, and says how many there are', async () => {
  const account = new Account(60);
  for (const site of account.sites.values()) site.used = site.quota ?? 0;
  const { alerts, delivery } = await account.run();
  expect(alerts).toHaveLength(50);
  expect(delivery).toEqual({ found: 60, delivered: 60, waiting: 0 });
});

test('the wallet of a site that is not in the list of sites is watched, without a name', async () => {
  const account = new Account(1);
  account.settings = { ...account.settings, siteWallets: [siteId(9)] };
  await account.run();
  const [, wallet] = account.latest().wallets;
  expect(wallet).toMatchObject({ siteId: siteId(9), remaining: '250' });
  expect(wallet).not.toHaveProperty('name');
  expect(wallet).not.toHaveProperty('gone');
});

test('wallets that a run for everything did not get to are blind spots, those of sites too, and no other site', async () => {
  const account = new Account(2);
  account.settings = { ...account.settings, siteWallets: [siteId(0)] };
  await account.run();
  account.site(1).listed = false;
  for (let round = 0; round < 9; round += 1) {
    account.wait(HOUR);
    const at = account.now();
    await planRun(account.services(), at, account.call());
    await runShare(account.services(), { at, share: 'sites-000' }, account.call());
    await endRun(account.services(), at, account.call());
  }
  expect(account.mails.got.map(({ detail }) => detail)).toEqual([
    expect.objectContaining({
      extent: 'some',
      stale: 2,
      watched: 3,
      examples: [
        { scope: { kind: 'wallet' }, lastReadAt: '2026-11-02T00:00:00.000Z', failure: 'Internal' },
        {
          scope: { kind: 'wallet', siteId: siteId(0) },
          lastReadAt: '2026-11-02T00:00:00.000Z',
          failure: 'Internal',
        },
      ],
    }),
  ]);
});

test('a site that is missing in the snapshot of a run for everything is a blind spot', async () => {
  const account = new Account(2);
  await account.run();
  for (let round = 0; round < 9; round += 1) {
    account.wait(HOUR);
    // Another process has kept the snapshot of this run, and has found one site less.
    const { snapshot } = await account.run({ siteIds: [siteId(0)] });
    const some = account.keys('snapshots/').find((key) => snapshot.uri?.endsWith(key)) ?? '';
    const all = some.replace(/-some-.*/, '-all.ndjson');
    account.disk.objects.set(all, account.disk.objects.get(some) ?? Buffer.of());
    await account.run();
  }
  expect(account.mails.got.map(({ detail }) => detail)).toEqual([
    expect.objectContaining({
      extent: 'some',
      stale: 1,
      watched: 3,
      examples: [
        expect.objectContaining({ scope: { kind: 'words', siteId: siteId(1) }, failure: 'Internal' }),
      ],
    }),
  ]);
});

test('the sites of a share that a run for everything did not get to are blind spots', async () => {
  const account = new Account(2);
  await account.run();
  for (let round = 0; round < 9; round += 1) {
    account.wait(HOUR);
    const at = account.now();
    await runShare(account.services(), { at, share: WALLETS }, account.call());
    await endRun(account.services(), at, account.call());
  }
  expect(account.mails.got.map(({ detail }) => detail)).toEqual([
    expect.objectContaining({ extent: 'some', stale: 2, watched: 3 }),
  ]);
});
