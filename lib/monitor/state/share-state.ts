// What is remembered of all series of a share: one object, so that ten thousand sites cost twenty writes a run.
import * as v from 'valibot';
import { SKEW_MS } from '../../credits/alerts/time.ts';
import { inTotal } from '../../credits/usage/account-daily.ts';
import { type DailyUsage, dailyUsage, dailyUsageSchema } from '../../credits/usage/daily.ts';
import { DAY_MS, dayOf } from '../../credits/usage/days.ts';
import type { Usage } from '../../credits/usage/follow.ts';
import { type Reading, seriesOf } from '../../credits/usage/reading.ts';
import { usagesOf } from './history.ts';
import { type Series, scopeOf, seriesSchema } from './series.ts';
import { type Taking, takeReading } from './take-reading.ts';
import { withDay } from './trend.ts';

/** The schema of the state of a share. */
export const shareStateSchema = v.object({
  version: v.literal(1),
  series: v.record(v.string(), seriesSchema),
  days: v.record(v.string(), dailyUsageSchema),
});

/** The series by name (`wallet`, `wallet:<siteId>`, `words:<siteId>`), and the usage of their sites' words together by day. */
export type ShareState = v.InferOutput<typeof shareStateSchema>;

/** Before the first run. */
export const EMPTY_SHARE: ShareState = { version: 1, series: {}, days: {} };

/** How readings are taken. */
export interface TakingAll extends Taking {
  /** A series that nobody tried to read for so long is forgotten. */
  readonly forgetAfterMs: number;
}

/** A share after readings were taken. */
export interface Taken {
  readonly state: ShareState;
  /** The daily usage of the series, of each day that the readings told something about. */
  readonly rows: ReadonlyMap<string, readonly DailyUsage[]>;
  /** Whether anything is new. */
  readonly changed: boolean;
}

function daysOf({ from, to }: Usage): string[] {
  const days: string[] = [];
  const end = Date.parse(to);
  for (let at = Date.parse(dayOf(Date.parse(from))); at < end; at += DAY_MS) days.push(dayOf(at));
  return days;
}

/** Tells the trends of the days, and answers the rows of each day, of all series that were watched on it. */
function tellDays(series: Record<string, Series>, days: readonly string[]): Map<string, DailyUsage[]> {
  const rows = new Map(days.map((day): [string, DailyUsage[]] => [day, []]));
  const since = Math.min(...days.map(Date.parse));
  for (const [name, known] of Object.entries(series)) {
    let { trend } = known;
    for (const row of dailyUsage([...usagesOf(known.history, scopeOf(known.scope), since)])) {
      const daily = rows.get(row.day);
      if (daily === undefined) continue;
      daily.push(row);
      trend = withDay(trend, row.day, row.used);
    }
    series[name] = { ...known, trend };
  }
  return rows;
}

/** The days of all sites together, with those that are told anew, and without those that are too old. */
function withDays(
  known: ShareState['days'],
  rows: ReadonlyMap<string, readonly DailyUsage[]>,
  taking: TakingAll,
): ShareState['days'] {
  const days = { ...known };
  for (const [day, daily] of rows) {
    const words = inTotal(daily.filter(({ kind }) => kind === 'words'));
    if (words !== undefined) days[day] = words;
  }
  const [oldest, newest] = [dayOf(taking.now - taking.days * DAY_MS), dayOf(taking.now + SKEW_MS)];
  return Object.fromEntries(Object.entries(days).filter(([day]) => day >= oldest && day <= newest));
}

/** Takes readings of the series of a share, at most one of each. */
export function takeReadings(state: ShareState, readings: Iterable<Reading>, taking: TakingAll): Taken {
  const series = { ...state.series };
  const touched = new Set<string>();
  let changed = false;
  for (const reading of readings) {
    const name = seriesOf(reading);
    const taken = takeReading(series[name], reading, taking);
    if (taken === undefined) continue;
    changed = true;
    series[name] = taken.series;
    if (taken.usage !== undefined) for (const day of daysOf(taken.usage)) touched.add(day);
  }
  if (!changed) return { state, rows: new Map(), changed };
  for (const [name, { attemptedAt }] of Object.entries(series)) {
    if (taking.now - Date.parse(attemptedAt) >= taking.forgetAfterMs) delete series[name];
  }
  const rows = tellDays(series, [...touched].sort());
  return { state: { version: 1, series, days: withDays(state.days, rows, taking) }, rows, changed };
}
