// A wallet as the dashboard shows it: pools, rules, the next reset, and nothing made up for what was never read.
import type { WalletReading } from '../../../../lib/credits/usage/reading.ts';
import { walletView } from '../../../../lib/dashboard/view/wallet.ts';
import type { StandingNow } from '../../../../lib/monitor/state/latest.ts';
import { READ_AT, walletStanding } from '../fleet.ts';

const noNames = () => undefined;
const reading = (given: Partial<WalletReading> = {}): WalletReading => ({
  kind: 'wallet',
  readAt: READ_AT,
  rules: [],
  ...given,
});
const wallet = (given: Partial<StandingNow>) =>
  walletView({ kind: 'wallet', attemptedAt: READ_AT, ...given }, noNames);

describe('a wallet', () => {
  test('has its pools, rules, reset and forecast', () => {
    expect(walletView(walletStanding, noNames)).toMatchObject({
      siteId: null,
      available: '222.75',
      limit: '450',
      periodic: { balance: '157.75', cap: '450' },
      topUp: { balance: '65', cap: null },
      rules: [{ source: 'plan', period: 'MONTH', resetsAt: '2026-12-01T00:00:00.000Z' }],
      nextReset: '2026-12-01T00:00:00.000Z',
      forecast: { state: 'estimated' },
      alert: null,
      readAt: READ_AT,
      failedAt: null,
      failure: null,
    });
  });

  test('that was never read knows nothing, and nothing of it is zero', () => {
    expect(wallet({ failure: 'WixCredentialsRejected' })).toEqual({
      siteId: null,
      name: null,
      available: null,
      limit: null,
      periodic: null,
      topUp: null,
      rules: [],
      nextReset: null,
      forecast: null,
      alert: null,
      readAt: null,
      failedAt: READ_AT,
      failure: 'WixCredentialsRejected',
    });
  });

  test('without top-ups has none', () => {
    expect(wallet({ reading: reading({ periodic: { balance: '1', cap: '2' } }) }).topUp).toBeNull();
  });

  test('keeps fractions as they are', () => {
    expect(wallet({ reading: reading(), remaining: '0.000001' }).available).toBe('0.000001');
  });

  test('is reset next by the first of its rules that is still ahead', () => {
    const rule = (resetDate: string | undefined) => ({ source: 'a', resetDate });
    const rules = [
      rule('2026-12-01T00:00:00Z'),
      rule('2026-11-01T00:00:00Z'),
      rule(undefined),
      rule('2026-11-23T00:00:00Z'),
      rule(READ_AT),
    ];
    expect(wallet({ reading: reading({ rules }) }).nextReset).toBe('2026-11-23T00:00:00Z');
    expect(wallet({ reading: reading({ rules: rules.slice(1, 3) }) }).nextReset).toBeNull();
  });

  test('of a site has the name that the site is known by', () => {
    const standing: StandingNow = { kind: 'wallet', siteId: 'a', attemptedAt: READ_AT };
    expect(walletView(standing, (siteId) => `Site ${siteId}`)).toMatchObject({ siteId: 'a', name: 'Site a' });
    expect(walletView(standing, noNames)).toMatchObject({ siteId: 'a', name: null });
    expect(walletView({ ...standing, name: 'Own' }, noNames).name).toBe('Own');
  });
});
