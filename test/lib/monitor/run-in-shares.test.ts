// What a run in shares reads, keeps and answers, step by step.
import { WALLETS } from '../../../lib/monitor/layout.ts';
import { planRun, runShare } from '../../../lib/monitor/run.ts';
import { Account, HOUR, QUARTER, siteId, slowWix } from './account.ts';

describe('a run in shares', () => {
  it('comes to the same as a run in one go', async () => {
    const [whole, shares] = [new Account(620), new Account(620)];
    for (const account of [whole, shares]) {
      account.site(7).fails = 'WixTimeout';
      account.site(8).used = 1000;
    }
    for (let round = 0; round < 3; round += 1) {
      const inOneGo = await whole.run();
      const inShares = await shares.runInShares();
      const { uri, ...snapshot } = inOneGo.snapshot;
      expect(inShares).toEqual({ ...inOneGo, snapshot });
      for (const account of [whole, shares]) {
        account.wait(5 * HOUR);
        account.site(3).used += 40;
        account.site(600).used += 2;
      }
    }
    expect(shares.latest()).toEqual(whole.latest());
    expect(shares.keys('usage/')).toEqual(whole.keys('usage/'));
    for (const key of whole.keys('usage/')) expect(shares.disk.text(key)).toBe(whole.disk.text(key));
    expect(shares.keys('snapshots/')).toHaveLength(9);
  });

  it('is planned as the share of the wallets, and those in which there is a site', async () => {
    const account = new Account(501);
    const at = account.now();
    await expect(planRun(account.services(), at, account.call())).resolves.toEqual({
      at,
      shares: [WALLETS, 'sites-000', 'sites-001'],
      sites: 501,
    });
    account.site(500).listed = false;
    await expect(planRun(account.services(), at, account.call())).resolves.toEqual({
      at,
      shares: [WALLETS, 'sites-000'],
      sites: 500,
    });
  });

  it('reads of each share what is in it, and counts what was read and what failed', async () => {
    const account = new Account(501);
    account.settings = { ...account.settings, siteWallets: [siteId(1)] };
    account.site(3).fails = 'WixTimeout';
    account.site(4).app = false;
    const at = account.now();
    await planRun(account.services(), at, account.call());
    const read = (share: string) => runShare(account.services(), { at, share }, account.call());
    await expect(read(WALLETS)).resolves.toEqual({ at, share: WALLETS, read: 2, failed: 0 });
    await expect(read('sites-000')).resolves.toEqual({ at, share: 'sites-000', read: 498, failed: 2 });
    await expect(read('sites-001')).resolves.toEqual({ at, share: 'sites-001', read: 1, failed: 0 });
    await expect(read('sites-002')).resolves.toEqual({ at, share: 'sites-002', read: 0, failed: 0 });
  });

  it('that comes again finds what the share has read, and asks for nothing', async () => {
    const account = new Account(2);
    const at = account.now();
    await account.runInShares();
    account.requests = 0;
    account.site(1).fails = 'WixTimeout';
    await expect(
      runShare(account.services(), { at, share: 'sites-000' }, account.call()),
    ).resolves.toMatchObject({ read: 2, failed: 0 });
    expect(account.requests).toBe(0);
  });

  it('has no more requests to Wix under way than are configured', async () => {
    const account = new Account(20);
    account.settings = { ...account.settings, concurrency: 3 };
    const at = account.now();
    await planRun(account.services(), at, account.call());
    const wix = slowWix();
    await runShare({ ...account.services(), wix }, { at, share: 'sites-000' }, account.call());
    expect(wix.mostAtOnce()).toBe(3);
  });

  it('is begun with the known sites where the list cannot be read', async () => {
    const account = new Account(3);
    await account.runInShares();
    account.wait(QUARTER);
    account.listFails = 'WixUnavailable';
    expect((await account.runInShares()).snapshot).toMatchObject({ sites: 3, failed: 0 });
  });
});
