// The trend: the last thirty days, whatever order they come in.
import fc from 'fast-check';
import { type Trend, trendUntil, withDay } from '../../../../lib/monitor/state/trend.ts';

const day = (number: number) => new Date(Date.UTC(2026, 10, number)).toISOString().slice(0, 10);

it('begins with one day, and shows a day that nobody watched as null', () => {
  const trend = withDay(withDay(undefined, day(1), '5'), day(3), '7');
  expect(trend).toEqual({ to: day(3), used: ['5', null, '7'] });
  expect(withDay(trend, day(2), '6').used).toEqual(['5', '6', '7']);
  expect(withDay(trend, day(-1), '4').used).toEqual(['4', null, '5', null, '7']);
});

it('has thirty days: one that is further back changes nothing', () => {
  const trend = withDay(undefined, day(31), '7');
  expect(withDay(trend, day(1), '5')).toBe(trend);
  expect(withDay(trend, day(2), '5').used).toEqual(['5', ...Array<null>(28).fill(null), '7']);
});

it('is the map of days that were told, cut to the last thirty', () => {
  const told = fc.array(fc.tuple(fc.integer({ min: 1, max: 80 }), fc.nat(99).map(String)), { minLength: 1 });
  fc.assert(
    fc.property(told, (days) => {
      let trend: Trend | undefined;
      const known = new Map<number, string>();
      for (const [number, used] of days) {
        trend = withDay(trend, day(number), used);
        known.set(number, used);
        const last = Math.max(...known.keys());
        for (const old of known.keys()) if (old <= last - 30) known.delete(old);
        const first = Math.min(...known.keys());
        const expected = Array.from({ length: last - first + 1 }, (_, at) => known.get(first + at) ?? null);
        expect({ to: trend.to, used: trend.used.slice(-expected.length) }).toEqual({
          to: day(last),
          used: expected,
        });
        expect(trend.used.slice(0, -expected.length).every((one) => one === null)).toBe(true);
        expect(trend.used.length).toBeLessThanOrEqual(30);
      }
    }),
  );
});

it('is cut where the days are not over yet', () => {
  const trend = withDay(withDay(undefined, day(1), '5'), day(3), '7');
  expect(trendUntil(trend, day(3))).toEqual(trend);
  expect(trendUntil(trend, day(9))).toEqual(trend);
  expect(trendUntil(trend, day(2))).toEqual({ to: day(2), used: ['5', null] });
  expect(trendUntil(trend, day(0))).toBeUndefined();
  expect(trendUntil(undefined, day(0))).toBeUndefined();
});
