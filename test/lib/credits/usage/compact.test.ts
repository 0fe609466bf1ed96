// The rules of keeping usage in fewer intervals: no figure of any day may change.
import fc from 'fast-check';
import type { Certainty, UsageEvent } from '../../../../lib/credits/usage/change.ts';
import { compact } from '../../../../lib/credits/usage/compact.ts';
import { dailyUsage } from '../../../../lib/credits/usage/daily.ts';
import type { Usage } from '../../../../lib/credits/usage/follow.ts';
import { at } from './readings.ts';

const usage = (from: string, to: string, used: string, rest: Partial<Usage> = {}): Usage => ({
  kind: 'wallet',
  from: at(from),
  to: at(to),
  used,
  certainty: 'exact',
  events: [],
  ...rest,
});

describe('compact usage', () => {
  it('joins neighbours of one day, adding exactly and keeping what happened', () => {
    const joined = compact([
      usage('1', '1T10:00', '0.1', { bought: '5', events: ['top-up'] }),
      usage('1T10:00', '1T12:00', '0.2', { certainty: 'at least', bought: '1', events: ['reset', 'top-up'] }),
      usage('1T12:00', '2', '1', { bought: '0' }),
    ]);
    expect(joined).toEqual([
      usage('1', '2', '1.3', { certainty: 'at least', bought: '6', events: ['top-up', 'reset'] }),
    ]);
  });

  it('leaves midnights and gaps where they are', () => {
    const apart = [
      usage('1', '1T23:00', '1'),
      usage('1T23:00', '2T01:00', '2'),
      usage('2T01:00', '2T05:00', '3'),
      usage('2T06:00', '2T07:00', '4'),
    ];
    expect(compact(apart)).toEqual(apart);
  });

  it('has the same days, bounds and labels as what it was made from', () => {
    const steps = fc.array(
      fc.record({
        minutes: fc.integer({ min: 1, max: 900 }),
        gap: fc.constantFrom(0, 0, 0, 30),
        used: fc.nat(500),
        certainty: fc.constantFrom<Certainty>('exact', 'exact', 'at least'),
        bought: fc.option(fc.nat(9), { nil: undefined }),
        events: fc.subarray<UsageEvent>(['reset', 'top-up']),
      }),
      { maxLength: 40 },
    );
    let joinedSome = 0;
    fc.assert(
      fc.property(steps, (taken) => {
        let now = Date.parse(at('1'));
        const usages = taken.map(({ minutes, gap, used, bought, ...rest }): Usage => {
          const from = new Date(now + gap * 60_000).toISOString();
          now += (gap + minutes) * 60_000;
          const to = new Date(now).toISOString();
          return {
            kind: 'wallet',
            from,
            to,
            used: (used / 100).toFixed(2),
            ...(bought === undefined ? {} : { bought: `${bought}` }),
            ...rest,
          };
        });
        const kept = compact(usages);
        if (kept.length < usages.length) joinedSome += 1;
        expect(dailyUsage(kept)).toEqual(dailyUsage(usages));
        expect(compact(kept)).toEqual(kept);
      }),
    );
    expect(joinedSome).toBeGreaterThan(20);
  });
});
