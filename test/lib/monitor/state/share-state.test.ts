// The state of a share against the snapshots that it was made from.
import fc from 'fast-check';
import * as v from 'valibot';
import { dailyUsage } from '../../../../lib/credits/usage/daily.ts';
import type { Reading } from '../../../../lib/credits/usage/reading.ts';
import { usageBySeries } from '../../../../lib/credits/usage/series.ts';
import { usagesOf } from '../../../../lib/monitor/state/history.ts';
import { latestUsageOf, scopeOf } from '../../../../lib/monitor/state/series.ts';
import {
  EMPTY_SHARE,
  type ShareState,
  shareStateSchema,
  takeReadings,
} from '../../../../lib/monitor/state/share-state.ts';
import { words } from '../readings.ts';

const START = Date.parse('2026-11-01T21:00:00Z');
const QUARTER = 900_000;
const HOUR_MS = 3_600_000;

/** Everything that can happen to a reading; the figures are made by the walk below. */
const step = fc.record({
  quarters: fc.oneof(
    { weight: 9, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.integer({ min: 2, max: 300 }) },
  ),
  used: fc.constantFrom(0, 0, 0, 1, 7, 40),
  bought: fc.constantFrom(0, 0, 0, 0, 0, 500),
  mishap: fc.constantFrom('none', 'none', 'none', 'none', 'none', 'failed', 'unknown', 'lower', 'shrunk'),
});

/** Readings of one site, one after the other. */
const walk = (siteId: string) =>
  fc.array(step, { maxLength: 120, size: 'max' }).map((steps) => {
    const readings: Reading[] = [];
    let [at, used, quota] = [START, 100, 1000];
    for (const next of steps) {
      at += next.quarters * QUARTER;
      used += next.used;
      quota += next.bought;
      const readAt = new Date(at).toISOString();
      if (next.mishap === 'failed') {
        readings.push({ kind: 'failed', of: 'words', siteId, readAt, code: 'WixUnavailable' });
        continue;
      }
      const shown = next.mishap === 'lower' ? used - 30 : used;
      if (next.mishap === 'shrunk') quota -= 200;
      const creditsUsed = next.mishap === 'unknown' ? undefined : String(shown);
      readings.push({
        kind: 'words',
        siteId,
        readAt,
        creditsUsed,
        quotaType: 'LIMITED',
        quota: String(quota),
      });
    }
    return readings;
  });

const taking = (reading: Reading) => ({
  run: reading.readAt,
  now: Date.parse(reading.readAt),
  days: 400,
  forgetAfterMs: 400 * 24 * HOUR_MS,
});

/** Through JSON and its schema, as the store does it. */
const stored = (state: ShareState) => v.parse(shareStateSchema, JSON.parse(JSON.stringify(state)));

it('the daily usage is what the snapshots say, whatever happens on the way', () => {
  fc.assert(
    fc.property(walk('site-1'), walk('site-2'), (one, other) => {
      const readings = [...one, ...other].sort((a, b) => (a.readAt < b.readAt ? -1 : 1));
      let state = EMPTY_SHARE;
      const files = new Map<string, unknown[]>();
      for (const reading of readings) {
        const taken = takeReadings(state, [reading], taking(reading));
        state = stored(taken.state);
        for (const [day, rows] of taken.rows) files.set(day, [...rows]);
      }
      const expected = [...usageBySeries(readings).values()].flatMap(dailyUsage);
      const order = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
      expect(order([...files.values()].flat())).toEqual(order(expected));
      const kept = Object.values(state.series).flatMap(({ history, scope }) =>
        dailyUsage([...usagesOf(history, scopeOf(scope))]),
      );
      expect(order(kept)).toEqual(order(expected));
    }),
    { numRuns: 20 },
  );
});

it('the usage since the reading before is told with the reading that showed it, and with no other', () => {
  fc.assert(
    fc.property(walk('site-1'), (readings) => {
      const expected = usageBySeries(readings).get('words:site-1') ?? [];
      let state = EMPTY_SHARE;
      const seen = readings.flatMap((reading) => {
        state = stored(takeReadings(state, [reading], taking(reading)).state);
        const series = state.series['words:site-1'];
        const usage = series?.failure === undefined ? series && latestUsageOf(series) : undefined;
        return usage === undefined ? [] : [usage];
      });
      expect(seen).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});

it('a reading that comes twice, or too late, changes nothing', () => {
  fc.assert(
    fc.property(walk('site-1'), fc.nat(), (readings, pick) => {
      fc.pre(readings.length > 0);
      let state = EMPTY_SHARE;
      for (const reading of readings) state = takeReadings(state, [reading], taking(reading)).state;
      const last = readings.at(-1);
      const late = readings[pick % readings.length];
      if (last === undefined || late === undefined) return;
      const taken = takeReadings(state, [late], taking(last));
      expect(taken.changed).toBe(false);
      expect(taken.state).toBe(state);
    }),
    { numRuns: 20 },
  );
});

describe('the days of all sites together', () => {
  const took = (state: ShareState, reading: Reading, days = 400) =>
    takeReadings(state, [reading], { ...taking(reading), days }).state;

  it('are told of in the order of time, as are the trends of the sites', () => {
    const first = took(EMPTY_SHARE, words('a', '2026-11-01T00:00:00.000Z', '0'));
    const { days, series } = took(first, words('a', '2026-11-04T00:00:00.000Z', '30'));
    expect(Object.values(days).map(({ day, used }) => [day, used])).toEqual([
      ['2026-11-01', '10'],
      ['2026-11-02', '10'],
      ['2026-11-03', '10'],
    ]);
    expect(series['words:a']?.trend).toEqual({ to: '2026-11-03', used: ['10', '10', '10'] });
  });

  it('are told of in the order of time, whichever site was read first', () => {
    let state = took(EMPTY_SHARE, words('a', '2026-11-01T00:00:00.000Z', '0'));
    state = took(state, words('b', '2026-11-03T00:00:00.000Z', '0'));
    const last = [words('b', '2026-11-04T00:00:00.000Z', '1'), words('a', '2026-11-04T00:00:00.000Z', '3')];
    const taken = takeReadings(state, last, taking(words('b', '2026-11-04T00:00:00.000Z', '1')));
    const days = ['2026-11-01', '2026-11-02', '2026-11-03'];
    expect(Object.keys(taken.state.days)).toEqual(days);
    expect([...taken.rows.keys()]).toEqual(days);
  });

  it('end where the usage ends: of a day that only begins then there is nothing', () => {
    const first = took(EMPTY_SHARE, words('a', '2026-11-01T12:00:00.000Z', '0'));
    const last = words('a', '2026-11-02T00:00:00.000Z', '30');
    expect([...takeReadings(first, [last], taking(last)).rows.keys()]).toEqual(['2026-11-01']);
  });

  it('are those of the words: a wallet has none among them', () => {
    const wallet = (readAt: string, balance: string): Reading => ({
      kind: 'wallet',
      readAt,
      periodic: { balance, cap: '500' },
      rules: [],
    });
    const first = took(EMPTY_SHARE, wallet('2026-11-01T12:00:00.000Z', '300'));
    const { series, days } = took(first, wallet('2026-11-01T13:00:00.000Z', '290'));
    expect(series.wallet?.trend).toEqual({ to: '2026-11-01', used: ['10'] });
    expect(Object.keys(days)).toEqual([]);
  });

  it('are told even where the clock is a little behind, before midnight still', () => {
    const first = took(EMPTY_SHARE, words('a', '2026-11-01T23:00:00.000Z', '0'));
    const early = words('a', '2026-11-02T00:01:00.000Z', '61');
    const now = Date.parse('2026-11-01T23:59:00.000Z');
    const { state } = takeReadings(first, [early], { ...taking(early), now });
    expect(Object.keys(state.days)).toEqual(['2026-11-01', '2026-11-02']);
  });

  it('are forgotten once they are too old, and not a day before', () => {
    let state = took(EMPTY_SHARE, words('a', '2026-11-01T00:00:00.000Z', '0'));
    state = took(state, words('a', '2026-11-01T12:00:00.000Z', '5'));
    const later = (at: string) => Object.keys(took(state, words('a', at, '5'), 3).days)[0];
    expect(later('2026-11-04T23:59:59.000Z')).toBe('2026-11-01');
    expect(later('2026-11-05T00:00:00.000Z')).toBe('2026-11-02');
  });
});

it('a reading from the future is not taken', () => {
  const readAt = '2026-11-01T12:00:00.000Z';
  const reading: Reading = {
    kind: 'words',
    siteId: 's',
    readAt,
    creditsUsed: '1',
    quotaType: undefined,
    quota: undefined,
  };
  const now = Date.parse(readAt) - HOUR_MS;
  expect(takeReadings(EMPTY_SHARE, [reading], { ...taking(reading), now }).changed).toBe(false);
});

it('a series that nobody tried to read for long is forgotten', () => {
  const reading = (siteId: string, at: number): Reading => ({
    kind: 'failed',
    of: 'words',
    siteId,
    readAt: new Date(at).toISOString(),
    code: 'WixTimeout',
  });
  const rules = { days: 40, forgetAfterMs: 48 * HOUR_MS };
  const first = reading('old', START);
  const { state } = takeReadings(EMPTY_SHARE, [first], { ...rules, run: first.readAt, now: START });
  const now = START + 48 * HOUR_MS;
  const second = reading('new', now);
  expect(
    Object.keys(takeReadings(state, [second], { ...rules, run: second.readAt, now }).state.series),
  ).toEqual(['words:new']);
});
