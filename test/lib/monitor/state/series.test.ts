// The rules of what is remembered of a series: what it says of usage, and what usage goes on from.
import type { GoodReading } from '../../../../lib/credits/usage/follow.ts';
import { followedOf, latestUsageOf, type Series, scopeOf } from '../../../../lib/monitor/state/series.ts';

const [EARLIER, NOW] = ['2026-11-01T00:00:00.000Z', '2026-11-01T01:00:00.000Z'];
const reading = (readAt: string): GoodReading => ({ kind: 'wallet', readAt, rules: [] });
const usage = { from: EARLIER, to: NOW, used: '3', certainty: 'exact' as const, events: [] };
const series = (change: Partial<Series> = {}): Series => ({
  scope: { kind: 'wallet' },
  run: NOW,
  attemptedAt: NOW,
  ...change,
});

describe('the latest usage', () => {
  it('is the one that ends with the newest reading', () => {
    const told = { kind: 'wallet', ...usage };
    expect(latestUsageOf(series({ reading: reading(NOW), usage }))).toStrictEqual(told);
    const bought = latestUsageOf(series({ reading: reading(NOW), usage: { ...usage, bought: '100' } }));
    expect(bought).toStrictEqual({ ...told, bought: '100' });
  });

  it('is none where the newest reading is another, or is missing, or there is no usage', () => {
    expect(latestUsageOf(series({ reading: reading(EARLIER), usage }))).toBeUndefined();
    expect(latestUsageOf(series({ usage }))).toBeUndefined();
    expect(latestUsageOf(series({ reading: reading(NOW) }))).toBeUndefined();
  });
});

describe('usage goes on', () => {
  it('from the newest reading where no other is kept, and with one in doubt where there is one', () => {
    const last = reading(NOW);
    expect(followedOf(series({ reading: last, followed: {} }))).toStrictEqual({ last });
    const [before, doubted] = [reading(EARLIER), reading(NOW)];
    expect(followedOf(series({ reading: last, followed: { last: before, doubted } }))).toStrictEqual({
      last: before,
      doubted,
    });
  });

  it('from nothing where nothing was followed, or read', () => {
    expect(followedOf(series({ reading: reading(NOW) }))).toBeUndefined();
    expect(followedOf(series({ followed: {} }))).toBeUndefined();
  });
});

it('the scope of the account has no site, not even an undefined one', () => {
  expect(scopeOf({ kind: 'wallet', siteId: undefined })).toStrictEqual({ kind: 'wallet' });
  expect(scopeOf({ kind: 'words', siteId: 'a' })).toStrictEqual({ kind: 'words', siteId: 'a' });
});
