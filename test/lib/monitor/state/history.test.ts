// The packed history of a series, held against the intervals that went into it.
import fc from 'fast-check';
import { pastDays } from '../../../../lib/credits/forecast/history.ts';
import { dailyUsage } from '../../../../lib/credits/usage/daily.ts';
import type { Usage } from '../../../../lib/credits/usage/follow.ts';
import {
  append,
  type History,
  historyUntil,
  type OpenHistory,
  remember,
  usagesOf as usagesIn,
  usagesIn as usagesInOpen,
} from '../../../../lib/monitor/state/history.ts';

const START = Date.parse('2026-11-01T00:00:00Z');
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const SERIES = { kind: 'words', siteId: 'site-1' } as const;

/** An interval from one minute of the test to another. */
function interval(from: number, to: number, used: string, change: Partial<Usage> = {}): Usage {
  const at = (minute: number) => new Date(START + minute * MINUTE).toISOString();
  return {
    ...SERIES,
    from: at(from),
    to: at(to),
    used,
    certainty: 'exact',
    bought: '0',
    events: [],
    ...change,
  };
}

const usagesOf = (...asked: Parameters<typeof usagesIn>) => [...usagesIn(...asked)];

const remembered = (usages: readonly Usage[], keepFrom = 0) =>
  usages.reduce<History | undefined>((history, usage) => remember(history, usage, keepFrom), undefined);

/** Intervals without a gap: mostly a quarter of an hour, some over many days, many of them idle. */
const intervals = fc
  .array(
    fc.record({
      minutes: fc.oneof(
        { weight: 8, arbitrary: fc.constant(15) },
        { weight: 2, arbitrary: fc.integer({ min: 1, max: 600 }) },
        { weight: 1, arbitrary: fc.integer({ min: 600, max: 6000 }) },
      ),
      used: fc.oneof(fc.constant('0'), fc.constantFrom('1', '12', '0.25', '3.0')),
      certainty: fc.constantFrom('exact', 'exact', 'exact', 'at least'),
      bought: fc.constantFrom('0', '0', '0', '100', undefined),
    }),
    { maxLength: 300, size: 'max' },
  )
  .map((steps) => {
    let minute = 7;
    return steps.map(({ minutes, used, certainty, bought }) => {
      const from = minute;
      minute += minutes;
      const { bought: _, ...usage } = interval(from, minute, used, { certainty });
      return bought === undefined ? usage : { ...usage, bought };
    });
  });

it('the days come out exactly as if every interval had been kept', () => {
  fc.assert(
    fc.property(intervals, (usages) => {
      expect(dailyUsage(usagesOf(remembered(usages), SERIES))).toEqual(dailyUsage(usages));
    }),
    { numRuns: 30 },
  );
});

it('all that was used is still there, at most three hours from where it was', () => {
  fc.assert(
    fc.property(intervals, (usages) => {
      const kept = usagesOf(remembered(usages), SERIES);
      const usedBy = (list: readonly Usage[], instant: number) =>
        list.filter(({ to }) => Date.parse(to) <= instant).reduce((sum, { used }) => sum + Number(used), 0);
      for (const { to } of usages) {
        const at = Date.parse(to);
        expect(usedBy(kept, at)).toBeLessThanOrEqual(usedBy(usages, at) + 1e-9);
        expect(usedBy(kept, at + 180 * MINUTE)).toBeGreaterThanOrEqual(usedBy(usages, at) - 1e-9);
      }
    }),
    { numRuns: 8 },
  );
});

it('six idle weeks at a reading every quarter of an hour are two spans a day', () => {
  const usages = Array.from({ length: 42 * 96 }, (_, index) =>
    interval(index * 15 + 5, index * 15 + 20, '0'),
  );
  const history = remembered(usages);
  expect(history?.spans.split(',')).toHaveLength(84);
  expect(pastDays(usagesOf(history, SERIES), START + 42 * DAY, 42)).toEqual(
    pastDays(usages, START + 42 * DAY, 42),
  );
});

it('a history that is still open tells the same as a stored one', () => {
  fc.assert(
    fc.property(intervals, (usages) => {
      const open = usages.reduce<OpenHistory | undefined>(append, undefined);
      const told = open === undefined ? [] : [...usagesInOpen(open, SERIES)];
      expect(told).toStrictEqual(usagesOf(remembered(usages), SERIES));
    }),
    { numRuns: 20 },
  );
});

it('what was used within three hours of the clock is one span, as certain as its least certain part', () => {
  const spansOf = (...usages: Usage[]) =>
    usagesOf(remembered(usages), SERIES).map(({ used, certainty }) => [used, certainty]);
  const vague = { certainty: 'at least' } as const;
  expect(spansOf(interval(0, 90, '1'), interval(90, 180, '2'))).toEqual([['3', 'exact']]);
  expect(spansOf(interval(0, 90, '1', vague), interval(90, 180, '2'))).toEqual([['3', 'at least']]);
  expect(spansOf(interval(0, 90, '1'), interval(90, 180, '2', vague))).toEqual([['3', 'at least']]);
  expect(spansOf(interval(0, 90, '1'), interval(90, 181, '2'))).toHaveLength(2);
});

it('what was used over a midnight stays by itself', () => {
  const night = [interval(1380, 1440, '0'), interval(1440, 1500, '0')];
  expect(usagesOf(remembered(night), SERIES)).toEqual(night);
  const evening = [interval(1320, 1380, '0'), interval(1380, 1440, '0')];
  expect(usagesOf(remembered(evening), SERIES)).toEqual([interval(1320, 1440, '0')]);
});

it('a time that nobody watched is a gap, not a zero', () => {
  const history = remembered([interval(0, 15, '1'), interval(60, 75, '2')]);
  expect(history?.spans).toBe('900000:1,2700000:,900000:2');
  expect(usagesOf(history, SERIES)).toEqual([interval(0, 15, '1'), interval(60, 75, '2')]);
});

it('purchases, unknown purchases and uncertainty are remembered', () => {
  const { bought: _, ...unknown } = interval(300, 315, '4', { certainty: 'at least' });
  const usages = [interval(0, 15, '1', { bought: '100' }), unknown];
  expect(usagesOf(remembered(usages), SERIES)).toStrictEqual(usages);
});

it('what ended long ago is forgotten, and nothing that is needed', () => {
  const usages = Array.from({ length: 20 }, (_, index) => interval(index * 1440, (index + 1) * 1440, '1'));
  const history = remembered(usages, START + 10 * DAY);
  expect(usagesOf(history, SERIES)).toEqual(usages.slice(10));
});

it('only what ends after an instant is asked for', () => {
  const usages = [interval(0, 600, '1'), interval(600, 1500, '2'), interval(1500, 1600, '3')];
  expect(usagesOf(remembered(usages), SERIES, START + 600 * MINUTE)).toEqual(usages.slice(1));
});

it('an interval that begins before the end starts a new history', () => {
  expect(usagesOf(remembered([interval(0, 60, '9'), interval(30, 90, '1')]), SERIES)).toEqual([
    interval(30, 90, '1'),
  ]);
});

it('is cut where its spans end in the future', () => {
  const usages = [interval(0, 600, '1'), interval(600, 1500, '2'), interval(1500, 1600, '3')];
  const history = remembered(usages);
  const until = (minute: number) => historyUntil(history, START + minute * MINUTE);
  expect(usagesOf(until(1600), SERIES)).toEqual(usages);
  expect(usagesOf(until(1599), SERIES)).toEqual(usages.slice(0, 2));
  expect(until(599)).toBeUndefined();
  expect(historyUntil(undefined, START)).toBeUndefined();
});
