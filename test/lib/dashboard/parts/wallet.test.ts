// The wallet on the page: what is left and until when, low or empty said first, and never a zero for what is not known.
import { READ_AT, siteIdOf, walletStanding } from '../fleet.ts';
import { pageOf } from '../pages.ts';

describe('the wallet', () => {
  test('tells what is left of which kind, until when, and how old that is', () => {
    const { text } = pageOf(0);
    expect(text).toContain('222.75 available · 50%');
    expect(text).toContain('Periodic 157.75 of 450 Top-up 65');
    expect(text).toContain('Next reset 1 Dec · in 9 days');
    expect(text).toContain('Runs out 5 Dec · in 13 days');
    expect(text).toContain('80% sure 2 Dec to 9 Dec');
    expect(text).toContain('Lasts past the reset on 1 Dec');
    expect(text).toContain('Read 4 min ago');
  });

  test.each([
    [{ state: 'unknown', reason: 'too little history' }, 'Runs out Not known: too little history'],
    [{ state: 'not used', days: 9 }, 'Runs out Not used in 9 days'],
    [{ state: 'exhausted' }, 'Runs out Now'],
    [{ state: 'unlimited' }, 'Runs out Never: there is no limit'],
    [{ state: 'estimated', perDay: 0.01, days: 30 }, '80% sure Not within a year'],
    [
      { state: 'estimated', perDay: 1, days: 30, at: '2027-01-05T00:00:00Z', earliest: READ_AT },
      '80% sure After 22 Nov',
    ],
  ] as const)('with the forecast %j says "%s"', (forecast, words) => {
    expect(pageOf(0, { change: { wallets: [{ ...walletStanding, forecast }] } }).text).toContain(words);
  });

  test('that is empty, or low, says so first', () => {
    const empty = { ...walletStanding, remaining: '0' };
    expect(pageOf(0, { change: { wallets: [empty] } }).text).toContain('AI credits Exhausted');
    const low = { ...walletStanding, alert: { level: 'share-0.2', since: READ_AT } };
    const { text } = pageOf(0, { change: { wallets: [low] } });
    expect(text).toContain('AI credits Low');
    expect(text).toContain('Alert at most 20% left, since 4 min ago');
  });

  test('that was never read shows no zero, and why', () => {
    const { reading: _, remaining: __, ...unread } = walletStanding;
    const wallets = [{ ...unread, failure: 'WixCredentialsRejected' as const }];
    const { text, shown } = pageOf(0, { change: { wallets } });
    expect(text).toContain('AI credits Not known – The last attempt failed: Wix refused the API key.');
    expect(shown).not.toContain('class="amount"');
  });

  test('whose last attempt failed shows the figures before, and the failure', () => {
    const wallets = [
      { ...walletStanding, failure: 'WixTimeout' as const, attemptedAt: '2026-11-22T11:58:00Z' },
    ];
    const { text } = pageOf(0, { change: { wallets } });
    expect(text).toContain('222.75 available');
    expect(text).toContain('Last attempt Wix did not answer in time, 2 min ago');
  });

  test('of a site has a table of its own, only where there is one', () => {
    expect(pageOf(3).text).not.toContain('AI credits of sites');
    const own = { ...walletStanding, siteId: siteIdOf(1) };
    const { text } = pageOf(3, { change: { wallets: [walletStanding, own] } });
    expect(text).toMatch(/AI credits of sites .* OK 222.75 157.75 of 450 65 1 Dec 4 min ago/);
  });
});
