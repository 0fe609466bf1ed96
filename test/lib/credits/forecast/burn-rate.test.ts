// The rules of the burn rate: patterns and growth only as far as the days bear them out.
import { burnRateOf } from '../../../../lib/credits/forecast/burn-rate.ts';
import { EVEN_WEEK, factorOf, weekOf } from '../../../../lib/credits/forecast/week.ts';

const past = (count: number, used: (ago: number) => number) =>
  Array.from({ length: count }, (_, place) => ({ ago: count - 1 - place, used: used(count - 1 - place) }));
/** A wobble without trend or week: its period is 3 and its mean 1. */
const wobble = (ago: number) => 0.8 + 0.2 * (ago % 3);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('the pattern of a week', () => {
  it('is found where weekends differ, and its factors average to 1', () => {
    const week = weekOf(past(42, (ago) => (ago % 7 < 2 ? 1 : 10)));
    expect(sum(week)).toBeCloseTo(7);
    expect(factorOf(week, 0) / factorOf(week, 3)).toBeCloseTo(0.1, 1);
  });

  it('goes on into the future: tomorrow is like six days ago', () => {
    const week = [1, 2, 3, 4, 5, 6, 7];
    expect([-1, -2, -7, -8].map((ago) => factorOf(week, ago))).toEqual([7, 6, 1, 7]);
  });

  it.each([
    ['is no pattern where nothing differs', past(42, () => 5)],
    ['is no pattern in noise', past(42, wobble)],
    ['is not looked for before each place was seen twice', past(13, (ago) => (ago % 7 < 2 ? 1 : 10))],
    ['is no pattern without use', past(42, () => 0)],
  ])('%s', (_, days) => {
    for (const factor of weekOf(days)) expect(factor).toBeCloseTo(1, 1);
  });

  it('never rules a day out altogether', () => {
    expect(Math.min(...weekOf(past(42, (ago) => (ago % 7 < 2 ? 0 : 10))))).toBeGreaterThan(0);
  });
});

describe('the burn rate', () => {
  it('of even days is their mean, without growth or variation', () => {
    const rate = burnRateOf(past(20, () => 7));
    expect(rate).toMatchObject({ growth: 0, variation: 0, days: 20 });
    expect(rate.perDay).toBeCloseTo(7);
    expect(rate.week).toEqual(EVEN_WEEK);
  });

  it('of noise shows no growth, but owns that there may be some', () => {
    const rate = burnRateOf(past(42, wobble));
    expect(Math.abs(rate.growth)).toBeLessThan(0.001);
    expect(rate.growthVariance).toBeGreaterThan(0);
    expect(Math.sqrt(rate.variation)).toBeCloseTo(0.16, 1);
  });

  it.each([0.02, -0.02])('follows a growth of %f a day and is the rate of the last day', (growth) => {
    const rate = burnRateOf(past(42, (ago) => 100 * Math.exp(-growth * ago) * wobble(ago)));
    expect(rate.growth).toBeCloseTo(growth, 2);
    expect(rate.perDay / 100).toBeCloseTo(1, 1);
  });

  it('never grows faster than can be believed', () => {
    expect(burnRateOf(past(20, (ago) => 2 ** -ago)).growth).toBeLessThanOrEqual(0.1);
  });

  it('tells growth from the pattern of the week', () => {
    const rate = burnRateOf(past(42, (ago) => (ago % 7 < 2 ? 1 : 10) * wobble(ago)));
    expect(Math.abs(rate.growth)).toBeLessThan(0.002);
    expect(rate.perDay).toBeCloseTo(52 / 7, 0);
  });

  it('bears days that are missing and days without use', () => {
    const rate = burnRateOf(
      past(40, (ago) => (ago % 2 === 0 ? 0 : 10)).filter(({ ago }) => ago < 10 || ago > 20),
    );
    expect(rate.perDay).toBeGreaterThan(4);
    expect(rate.perDay).toBeLessThan(6);
    expect(rate.days).toBe(29);
  });

  it('is finite for two days of use among many without', () => {
    const rate = burnRateOf(past(42, (ago) => (ago === 3 || ago === 30 ? 10 : 0)));
    expect(Object.values(rate).flat().every(Number.isFinite)).toBe(true);
  });
});
