// The rules of counting a fleet.
import fc from 'fast-check';
import { summarise } from '../../../lib/fleet/summary.ts';

const base = { siteId: 'a', retrievedAt: '2026-11-22T12:00:00.000Z' };
const limited = (creditsUsed: number | null, quota: number | null) => ({
  ...base,
  creditsUsed,
  quotaType: 'LIMITED',
  limitedQuota: { quota },
  remainingCredits: null,
});
const failed = { siteId: 'b', error: { code: 'WixTimeout' as const, detail: '-' } };

it('every state has its count', () => {
  const sites = [
    limited(10, 100),
    limited(90, 100),
    limited(100, 100),
    { ...base, creditsUsed: 7, quotaType: 'UNLIMITED', remainingCredits: null },
    limited(null, 100),
    failed,
  ];
  expect(summarise({ sites, complete: true })).toEqual({
    sites: 6,
    available: 1,
    low: 1,
    exhausted: 1,
    unlimited: 1,
    unknown: 1,
    failed: 1,
    complete: true,
  });
});

it('the states add up to the sites', () => {
  const site = fc.oneof(
    fc.constant(failed),
    fc
      .record({ used: fc.option(fc.nat(200)), quota: fc.option(fc.nat(200)) })
      .map(({ used, quota }) => limited(used, quota)),
  );
  fc.assert(
    fc.property(fc.array(site), fc.boolean(), (sites, complete) => {
      const { sites: total, complete: said, ...counts } = summarise({ sites, complete });
      expect(said).toBe(complete);
      expect(total).toBe(sites.length);
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(sites.length);
    }),
  );
});
