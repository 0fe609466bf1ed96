// The rules of a site's word credits.
import fc from 'fast-check';
import { LOW_SHARE, remainingCredits, wordCreditState } from '../../../lib/credits/word-credits.ts';

const limited = (quota: number, creditsUsed: number) => ({
  quotaType: 'LIMITED',
  creditsUsed,
  limitedQuota: { quota },
});

describe('remaining credits', () => {
  it('are the quota less what is used', () => {
    expect(remainingCredits(limited(12_999, 456))).toBe(12_543);
  });

  it('are never below 0, even when more was used than the quota', () => {
    expect(remainingCredits(limited(100, 130))).toBe(0);
  });

  it.each([
    { quotaType: 'UNLIMITED', creditsUsed: 5 },
    { quotaType: 'LIMITED', limitedQuota: { quota: 10 } },
    { quotaType: 'LIMITED', creditsUsed: 5 },
    { quotaType: 'LIMITED', creditsUsed: 5, limitedQuota: {} },
    { quotaType: 'SOMETHING_NEW', creditsUsed: 5, limitedQuota: { quota: 10 } },
    {},
  ])('are null, not zero, for %j', (data) => {
    expect(remainingCredits(data)).toBeNull();
  });
});

describe('the state', () => {
  it.each([
    [limited(100, 79), 'available'],
    [limited(100, 80), 'low'],
    [limited(100, 99), 'low'],
    [limited(100, 100), 'exhausted'],
    [limited(0, 0), 'exhausted'],
    [{ quotaType: 'UNLIMITED' }, 'unlimited'],
    [{}, 'unknown'],
    [{ quotaType: 'LIMITED', creditsUsed: 1 }, 'unknown'],
    [{ quotaType: 'LIMITED', limitedQuota: { quota: 10 } }, 'unknown'],
    [{ quotaType: 'SOMETHING_NEW', creditsUsed: 5, limitedQuota: { quota: 10 } }, 'unknown'],
  ])('of %j is %s', (data, state) => {
    expect(wordCreditState(data)).toBe(state);
  });

  it('follows the share that is left, whatever the quota', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), fc.nat(2 ** 31 - 1), (quota, used) => {
        const left = Math.max(0, quota - used);
        const expected = left === 0 ? 'exhausted' : left / quota <= LOW_SHARE ? 'low' : 'available';
        expect(wordCreditState(limited(quota, used))).toBe(expected);
      }),
    );
  });
});
