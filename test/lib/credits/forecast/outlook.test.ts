// The range around a forecast, against the formula behind it with Student's t from a table instead of its expansion.
import type { BurnRate } from '../../../../lib/credits/forecast/burn-rate.ts';
import { daysUntil } from '../../../../lib/credits/forecast/outlook.ts';
import { EVEN_WEEK } from '../../../../lib/credits/forecast/week.ts';

const rate = (settings: Partial<BurnRate> = {}): BurnRate => ({
  perDay: 10,
  growth: 0,
  growthVariance: 0,
  week: EVEN_WEEK,
  variation: 0,
  days: 30,
  ...settings,
});

/** The 90 % point of Student's t by its degrees of freedom, as tables have it. */
const TABLE: Readonly<Record<number, number>> = { 4: 1.533, 8: 1.397, 28: 1.313, 1000: 1.282 };

/** What an even rate has used after whole days, at the 10 % point (−1) or the 90 % point (1) of the range. */
function usedAfter(days: number, side: -1 | 1, { perDay, variation, growthVariance, days: known }: BurnRate) {
  const expected = perDay * days;
  const ofDays = variation / days;
  const ofRate = variation / known;
  const ofGrowth = growthVariance * ((days + known) / 2) ** 2;
  const variance = Math.log(1 + ofDays + ofRate + ofGrowth);
  const point = 1.25 * (TABLE[known - 2] ?? Number.NaN);
  return expected * Math.exp(side * point * Math.sqrt(variance) - variance / 2);
}

describe('what is expected', () => {
  it.each([
    [0, 0],
    [4, 0.4],
    [10, 1],
    [55, 5.5],
    [99.9, 9.99],
  ])('%d credits at 10 a day last for %d days, however uncertain the rate', (amount, days) => {
    expect(daysUntil(rate({ variation: 2, growthVariance: 0.1 }), amount, 0, 10)).toBeCloseTo(days, 4);
  });

  it('is reached on the last day of the horizon, and not dated beyond it', () => {
    expect(daysUntil(rate(), 100, 0, 10)).toBeCloseTo(10, 4);
    expect(daysUntil(rate(), 100.1, 0, 10)).toBeUndefined();
  });

  it('grows from tomorrow on', () => {
    const doubling = rate({ growth: Math.log(2) });
    expect(daysUntil(doubling, 20, 0, 10)).toBeCloseTo(1, 4);
    expect(daysUntil(doubling, 60, 0, 10)).toBeCloseTo(2, 4);
    expect(daysUntil(doubling, 140, 0, 10)).toBeCloseTo(3, 4);
  });

  it('follows the week, whose place 6 is tomorrow', () => {
    const weekly = rate({ week: [0.5, 0.5, 0.5, 0.5, 0.5, 1.5, 3] });
    expect(daysUntil(weekly, 15, 0, 30)).toBeCloseTo(0.5, 4);
    expect(daysUntil(weekly, 30, 0, 30)).toBeCloseTo(1, 4);
    expect(daysUntil(weekly, 45, 0, 30)).toBeCloseTo(2, 4);
    expect(daysUntil(weekly, 50, 0, 30)).toBeCloseTo(3, 4);
    expect(daysUntil(weekly, 100, 0, 30)).toBeCloseTo(8, 4);
  });
});

describe.each([6, 10, 30])('the range, from %d days', (days) => {
  it.each([
    ['of a rate that is known, on days that differ', { days, variation: 0.3 }],
    ['of a growth that is hardly known', { days, growthVariance: 0.0004 }],
    ['of both', { days, variation: 0.2, growthVariance: 0.0002 }],
  ])('%s is as wide as the formula says, to the 2 % of the expansion', (_, settings) => {
    const uncertain = rate(settings);
    for (const [side, whole] of [
      [-1, 3],
      [-1, 20],
      [1, 3],
      [1, 20],
    ] as const) {
      const found = daysUntil(uncertain, usedAfter(whole, side, uncertain), side, 400) ?? Number.NaN;
      expect(Math.abs(found / whole - 1)).toBeLessThan(0.03);
    }
  });
});

it('the range closes where days do not differ and the growth is known', () => {
  for (const side of [-1, 0, 1] as const) expect(daysUntil(rate(), 70, side, 30)).toBeCloseTo(7, 4);
});

it('the upper side never lies below what is expected, where the mean of a skewed sum is above its median', () => {
  const wild = rate({ days: 1002, variation: 5_000_000 });
  expect(daysUntil(wild, 100, 1, 400) ?? Number.NaN).toBeLessThanOrEqual(10.0001);
});

it('a rate of nothing uses nothing up', () => {
  for (const side of [-1, 0, 1] as const) {
    expect(daysUntil(rate({ perDay: 0, variation: 1 }), 1, side, 30)).toBeUndefined();
  }
});
