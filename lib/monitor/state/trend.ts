// The use of the last days as a short list, for a line in a table.
import * as v from 'valibot';
import { type Amount, amountSchema } from '../../credits/usage/amount.ts';
import { DAY_MS } from '../../credits/usage/days.ts';

/** So many days are shown. */
const DAYS = 30;

/** The schema of a trend. */
export const trendSchema = v.object({
  to: v.pipe(v.string(), v.isoDate()),
  used: v.array(v.nullable(amountSchema)),
});

/** What was used on each of the last 30 UTC days up to and with `to`, oldest first; null where nobody watched. */
export type Trend = v.InferOutput<typeof trendSchema>;

const dayNumber = (day: string) => Date.parse(day) / DAY_MS;

/** The trend with the figure of one day, which may be a new one. A day that is too far back changes nothing. */
export function withDay(trend: Trend | undefined, day: string, used: Amount): Trend {
  if (trend === undefined) return { to: day, used: [used] };
  const ahead = dayNumber(day) - dayNumber(trend.to);
  const days: (Amount | null)[] = [...trend.used, ...Array.from({ length: Math.max(0, ahead) }, () => null)];
  const place = trend.used.length - 1 + ahead;
  if (place < 0) {
    if (1 - ahead > DAYS) return trend;
    days.unshift(used, ...Array.from({ length: -place - 1 }, () => null));
  } else days[place] = used;
  return { to: ahead > 0 ? day : trend.to, used: days.slice(-DAYS) };
}

/** The trend without the days after `to`; none when there are no others. */
export function trendUntil(trend: Trend | undefined, to: string): Trend | undefined {
  if (trend === undefined || trend.to <= to) return trend;
  const used = trend.used.slice(0, dayNumber(to) - dayNumber(trend.to));
  return used.length === 0 ? undefined : { to, used };
}
