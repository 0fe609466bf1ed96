// The rules of the forecast: when credits run out, how sure that is, and when nothing can be said.
import fc from 'fast-check';
import * as v from 'valibot';
import { type Forecast, forecast, forecastSchema } from '../../../../lib/credits/forecast/forecast.ts';
import { FORECAST_DEFAULTS, forecastSettingsSchema } from '../../../../lib/credits/forecast/settings.ts';
import { DAY_MS } from '../../../../lib/credits/usage/days.ts';
import { ago, ahead, daily, NOW } from './usages.ts';

const even = (count: number, used = 10) => daily(new Array<number>(count).fill(used));
/** Days of 8, 10 and 12 in turn. */
const uneven = (count: number) => daily(Array.from({ length: count }, (_, place) => 8 + 2 * (place % 3)));
const ask = (usages = uneven(30), remaining: string | undefined = '100', rest: { reset?: string } = {}) =>
  forecast({ usages, remaining, asOf: ago(0), ...rest });
function estimated(result: Forecast): Extract<Forecast, { state: 'estimated' }> {
  if (result.state !== 'estimated') throw new Error(`estimated, not ${result.state}`);
  return result;
}
const daysTo = (instant: string | undefined) => (Date.parse(instant ?? '') - NOW) / DAY_MS;

describe('a forecast', () => {
  it('of even use dates the run-out to the hour', () => {
    const { at, perDay, days } = estimated(ask(even(30), '55'));
    expect(daysTo(at)).toBeCloseTo(5.5, 2);
    expect([perDay, days]).toEqual([expect.closeTo(10), 30]);
  });

  it('has its interval around the run-out, the wider the less it knows', () => {
    const width = (usages: ReturnType<typeof uneven>) => {
      const { earliest, at, latest } = estimated(ask(usages));
      expect([earliest, at, latest].map(daysTo)).toEqual(
        [earliest, at, latest].map(daysTo).sort((a, b) => a - b),
      );
      return daysTo(latest) - daysTo(earliest);
    };
    expect(width(uneven(6))).toBeGreaterThan(width(uneven(30)));
    expect(width(uneven(30))).toBeGreaterThan(width(even(30)));
  });

  it('knows the weekend ahead', () => {
    const week = [10, 10, 10, 10, 10, 0, 0];
    const { at } = estimated(ask(daily([...week, ...week, ...week, ...week]), '60'));
    expect(daysTo(at)).toBeGreaterThan(7.5);
    expect(daysTo(at)).toBeLessThan(8.5);
  });

  it('is hardly moved by a single spike, however high', () => {
    const spiked = (height: number) => {
      const amounts = Array.from({ length: 30 }, (_, place) => (place === 20 ? height : 8 + 2 * (place % 3)));
      return estimated(ask(daily(amounts)));
    };
    expect(spiked(1_000_000)).toEqual(spiked(100));
    expect(spiked(1_000_000).perDay / spiked(10).perDay).toBeLessThan(1.2);
  });

  it('looks back no further than its window', () => {
    const settings = { ...FORECAST_DEFAULTS, windowDays: 10 };
    const usages = [...daily([...new Array<number>(30).fill(500), ...new Array<number>(10).fill(10)])];
    expect(forecast({ usages, remaining: '100', asOf: ago(0) }, settings)).toMatchObject({
      perDay: expect.closeTo(10),
      days: 10,
    });
  });

  it('does not date what lies beyond its horizon', () => {
    expect(estimated(ask(even(30), '10000'))).not.toHaveProperty('at');
    expect(estimated(ask(even(30), '3600'))).toHaveProperty('at');
  });

  it('a rate that dies away may never use the credits up', () => {
    const amounts = Array.from(
      { length: 40 },
      (_, place) => 1000 * 0.9 ** place * (place % 2 === 0 ? 1.1 : 0.9),
    );
    const result = estimated(ask(daily(amounts.map(Math.round)), '500'));
    expect(result).not.toHaveProperty('at');
  });
});

describe('the reset ahead', () => {
  it.each([
    [5, 'yes'],
    [9.9, 'likely'],
    [10.1, 'unlikely'],
    [30, 'no'],
  ])('in %f days: do ten days of credits last past it? %s', (days, lastsPast) => {
    expect(estimated(ask(uneven(30), '100', { reset: ahead(days) })).reset).toEqual({
      at: ahead(days),
      lastsPast,
    });
  });

  it('is lasted past where the run-out is not even dated', () => {
    expect(estimated(ask(even(30), '100000', { reset: ahead(20) })).reset?.lastsPast).toBe('yes');
  });

  it('is left out when it is past', () => {
    expect(ask(uneven(30), '100', { reset: ago(1) })).not.toHaveProperty('reset');
  });
});

describe('nothing is forecast', () => {
  it.each([
    ['without a balance', undefined, uneven(30), { state: 'unknown', reason: 'the balance is unknown' }],
    ['with too little history', '100', uneven(4), { state: 'unknown', reason: 'too little history' }],
    ['without any history', '100', [], { state: 'unknown', reason: 'too little history' }],
    [
      'where all use was on one day',
      '100',
      daily([0, 0, 0, 70, 0, 0]),
      { state: 'unknown', reason: 'used on one day only' },
    ],
    ['where nothing is used', '100', even(9, 0), { state: 'not used', days: 9 }],
    ['where nothing is left', '0', uneven(30), { state: 'exhausted' }],
    ['where nothing is left but a rounding', '-0.01', uneven(30), { state: 'exhausted' }],
    ['where there is no limit', 'unlimited', uneven(30), { state: 'unlimited' }],
  ])('%s', (_, remaining, usages, expected) => {
    expect(forecast({ usages, remaining, asOf: ago(0) })).toEqual(expected);
  });
});

describe('whatever the history', () => {
  const amounts = fc.array(fc.oneof(fc.constant(0), fc.nat(50), fc.nat(1_000_000)), {
    minLength: 0,
    maxLength: 60,
  });

  it('the forecast is in order, finite, and reads back from the store', () => {
    let dated = 0;
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 10_000_000 }), (used, left) => {
        const result = ask(daily(used), String(left), { reset: ahead(10) });
        expect(v.parse(forecastSchema, JSON.parse(JSON.stringify(result)))).toEqual(result);
        if (result.state !== 'estimated') return;
        const instants = [result.earliest, result.at, result.latest];
        const order = instants.map((instant) =>
          instant === undefined ? Number.POSITIVE_INFINITY : daysTo(instant),
        );
        expect(order).toEqual([...order].sort((a, b) => (a < b ? -1 : 1)));
        expect(order.every((days) => days > 0)).toBe(true);
        expect(result.perDay).toBeGreaterThan(0);
        if (result.latest !== undefined) dated += 1;
      }),
      // Few histories are even enough for a latest date: one of them is always among the cases.
      { numRuns: 1000, examples: [[Array(60).fill(10), 100]] },
    );
    expect(dated).toBeGreaterThan(0);
  });

  it('more credits never run out sooner', () => {
    fc.assert(
      fc.property(
        amounts,
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        (used, left, more) => {
          const [first, second] = [ask(daily(used), String(left)), ask(daily(used), String(left + more))];
          if (first.state !== 'estimated' || second.state !== 'estimated') return;
          for (const key of ['earliest', 'at', 'latest'] as const) {
            const [sooner, later] = [first[key], second[key]];
            if (later !== undefined) expect(daysTo(later)).toBeGreaterThanOrEqual(daysTo(sooner));
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the settings', () => {
  it('have defaults, and refuse what makes no sense', () => {
    expect(FORECAST_DEFAULTS).toEqual({ windowDays: 42, minimumDays: 5, horizonDays: 365 });
    expect(v.is(forecastSettingsSchema, { windowDays: 3 })).toBe(false);
    expect(v.is(forecastSettingsSchema, { window: 10 })).toBe(false);
  });
});
