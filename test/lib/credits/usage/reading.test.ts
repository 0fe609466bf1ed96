// The rules of readings: exact, unknown where Wix is silent, and the same after the store.
import * as v from 'valibot';
import { amountOf, amountSchema, decimalOf } from '../../../../lib/credits/usage/amount.ts';
import { readWallet, readWords } from '../../../../lib/credits/usage/read.ts';
import { type Reading, readingSchema, seriesOf } from '../../../../lib/credits/usage/reading.ts';

const now = new Date('2026-11-03T10:15:00Z');
const failed: Reading = {
  kind: 'failed',
  of: 'words',
  siteId: 'a',
  readAt: now.toISOString(),
  code: 'WixTimeout',
};

describe('a wallet as Wix answers it', () => {
  it('becomes exact text', () => {
    const answer = {
      periodicCredits: { balance: 250.1, cap: 250 },
      topUpCredits: { balance: 15 },
      creditBalanceBreakdown: [
        {
          subscriptionId: 's',
          usageRules: [{ period: 'MONTH', balance: 250.1, cap: 250, resetDate: '2026-12-01T00:00:00Z' }],
        },
      ],
    };
    expect(readWallet(answer, now)).toEqual({
      kind: 'wallet',
      readAt: '2026-11-03T10:15:00.000Z',
      periodic: { balance: '250.1', cap: '250' },
      topUp: { balance: '15' },
      rules: [
        { source: 's', period: 'MONTH', balance: '250.1', cap: '250', resetDate: '2026-12-01T00:00:00.000Z' },
      ],
    });
  });

  it('stays unknown where Wix is silent, and a date that is none is unknown too', () => {
    const answer = {
      periodicCredits: {},
      creditBalanceBreakdown: [{}, { usageRules: [{ resetDate: 'soon' }, {}] }],
    };
    const reading = readWallet(answer, now, 'site-1');
    expect(reading).toMatchObject({
      siteId: 'site-1',
      periodic: {},
      rules: [{ source: '#1' }, { source: '#1' }],
    });
    expect(reading).not.toHaveProperty('topUp');
    expect(JSON.stringify(reading)).not.toContain('resetDate');
    expect(readWallet({}, now)).toEqual({ kind: 'wallet', readAt: now.toISOString(), rules: [] });
  });
});

describe("a site's word credits as Wix answers them", () => {
  it('become exact text; null is unknown, not zero', () => {
    expect(
      readWords('a', { creditsUsed: 456, quotaType: 'LIMITED', limitedQuota: { quota: 12999 } }, now),
    ).toEqual({
      kind: 'words',
      siteId: 'a',
      readAt: now.toISOString(),
      creditsUsed: '456',
      quotaType: 'LIMITED',
      quota: '12999',
    });
    const silent = readWords('a', { creditsUsed: null, quotaType: null, limitedQuota: { quota: null } }, now);
    expect(JSON.parse(JSON.stringify(silent))).toEqual({
      kind: 'words',
      siteId: 'a',
      readAt: now.toISOString(),
    });
  });
});

describe('a stored reading', () => {
  it.each([
    readWallet({ periodicCredits: { balance: 0.5 } }, now),
    readWords('a', { creditsUsed: 1 }, now),
    failed,
  ])('is the same when it is read back: %j', (reading) => {
    const stored = JSON.parse(JSON.stringify(reading));
    expect(v.parse(readingSchema, stored)).toEqual(stored);
  });

  it.each([
    { ...failed, code: 'NoSuchCode' },
    { ...failed, code: 7 },
    { ...failed, readAt: 'yesterday' },
    { ...failed, kind: 'other' },
    { kind: 'words', siteId: 'a', readAt: now.toISOString(), creditsUsed: 12 },
    { kind: 'words', siteId: 'a', readAt: now.toISOString(), creditsUsed: 'many' },
  ])('is refused when it is none: %j', (stored) => {
    expect(v.is(readingSchema, stored)).toBe(false);
  });

  it('belongs to one series', () => {
    expect(
      [readWallet({}, now), readWallet({}, now, 'a'), readWords('a', {}, now), failed].map(seriesOf),
    ).toEqual(['wallet', 'wallet:a', 'words:a', 'words:a']);
  });
});

describe('an amount', () => {
  it('is the decimal that the number was written as', () => {
    expect([0.1, 1e-7, 250, 0].map(amountOf)).toEqual(['0.1', '0.0000001', '250', '0']);
    expect([amountOf(null), amountOf(undefined)]).toEqual([undefined, undefined]);
  });

  it('is checked where it is read, and throws where it was not', () => {
    expect(v.is(amountSchema, '12.50')).toBe(true);
    expect(v.is(amountSchema, '12,50')).toBe(false);
    expect(() => decimalOf('12,50')).toThrow(RangeError);
  });
});
