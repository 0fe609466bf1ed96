// What a monitor says of what it cannot read: nothing made up, old figures with their age, and in the end that it is blind.
import { WALLETS } from '../../../../lib/monitor/layout.ts';
import { Account, DAY, HOUR, QUARTER } from '../account.ts';
import { runFor, told } from './runs.ts';

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

it('a share that was never read counts as failed, and in the end as a blind spot', async () => {
  const account = new Account(501);
  const { planRun, runShare, endRun } = await import('../../../../lib/monitor/run.ts');
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
