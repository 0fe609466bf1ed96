// Usage as days of 24 hours that end at the instant of the forecast, whatever the calendar says.
import { toNumber } from '../decimal.ts';
import { type Amount, decimalOf } from '../usage/amount.ts';
import type { DailyUsage } from '../usage/daily.ts';
import { DAY_MS } from '../usage/days.ts';

/** Credits that went between two instants. */
export interface Spent {
  readonly from: string;
  readonly to: string;
  readonly used: Amount;
}

/**
 * Rows of daily usage as intervals, for where only those are kept. A day that was observed in part counts as observed from
 * its midnight on, as the day of now is.
 */
export function spentOnDays(rows: Iterable<DailyUsage>): Spent[] {
  return [...rows].map(({ day, used, observedSeconds }) => {
    const start = Date.parse(day);
    return {
      from: new Date(start).toISOString(),
      to: new Date(start + observedSeconds * 1000).toISOString(),
      used,
    };
  });
}

/** One observed day: it ended `ago` days before the instant of the forecast (0 is the last one). */
export interface PastDay {
  readonly ago: number;
  readonly used: number;
}

/** A day that was watched for less than this share of it is not observed: an unknown is not a zero. */
const LEAST_WATCHED = 0.5;

/**
 * The observed days among the last `windowDays` before `asOf`, oldest first. An interval is shared out to its days by
 * time; a day that was watched in part is scaled up to a whole one. Estimates start here, so these are plain numbers.
 */
export function pastDays(spent: Iterable<Spent>, asOf: number, windowDays: number): PastDay[] {
  const used = new Array<number>(windowDays).fill(0);
  const watched = new Array<number>(windowDays).fill(0);
  const first = asOf - windowDays * DAY_MS;
  for (const interval of spent) {
    const [start, end] = [Date.parse(interval.from), Date.parse(interval.to)];
    const perMs = toNumber(decimalOf(interval.used)) / (end - start);
    for (let from = Math.max(start, first); from < Math.min(end, asOf); ) {
      const place = Math.floor((from - first) / DAY_MS);
      const to = Math.min(end, first + (place + 1) * DAY_MS);
      used[place] = (used[place] ?? 0) + perMs * (to - from);
      watched[place] = (watched[place] ?? 0) + (to - from) / DAY_MS;
      from = to;
    }
  }
  return used.flatMap((amount, place) => {
    const share = watched[place] ?? 0;
    return share < LEAST_WATCHED ? [] : [{ ago: windowDays - 1 - place, used: amount / Math.min(1, share) }];
  });
}
