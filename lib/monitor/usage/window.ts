// A window of whole UTC days, as a caller asks for it.
import * as v from 'valibot';
import { DAY_MS, dayOf } from '../../credits/usage/days.ts';

/** Days from `from` up to and without `to`. */
export interface DayWindow {
  readonly from: string;
  readonly to: string;
}

/** A year and a day: more is a matter for the files themselves. */
const MOST_DAYS = 366;
const USUAL_DAYS = 30;
const DAY = /^\d{4}-\d\d-\d\d(T00:00:00(\.0+)?Z)?$/;
const expected = 'expected a UTC day like 2026-11-01';

/** The schema of a day in an input: `2026-11-01`, or the instant at which it begins. */
export const daySchema = v.pipe(
  v.string(expected),
  v.check((text) => DAY.test(text) && Number.isFinite(Date.parse(text)), expected),
  v.transform((text) => text.slice(0, 10)),
  v.check((day) => dayOf(Date.parse(day)) === day, expected),
);

const dayAfter = (day: string, days: number) => dayOf(Date.parse(day) + days * DAY_MS);

/** The window that is asked for: without `to` up to and with today, without `from` the 30 days before `to`. */
export function windowOf(
  asked: { from?: string | undefined; to?: string | undefined },
  now: Date,
): DayWindow {
  const to = asked.to ?? dayAfter(dayOf(now.getTime()), 1);
  return { from: asked.from ?? dayAfter(to, -USUAL_DAYS), to };
}

/** What is wrong with a window; undefined when nothing is. */
export function wrongWindow({ from, to }: DayWindow): string | undefined {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  if (days <= 0) return 'expected a day after from';
  return days > MOST_DAYS ? `expected at most ${MOST_DAYS} days after from` : undefined;
}

/** The days of a window. */
export function daysIn({ from, to }: DayWindow): string[] {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  return Array.from({ length: days }, (_, index) => dayAfter(from, index));
}
