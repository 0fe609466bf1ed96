// Usage per UTC day: of one site or wallet, and of all sites together.
import * as v from 'valibot';
import { add, compare, type Decimal, toText, ZERO } from '../decimal.ts';
import { amountSchema, decimalOf } from './amount.ts';
import { DAY_MS } from './days.ts';
import type { Usage } from './follow.ts';
import { splitByDay } from './split.ts';

/** The schema of one row of the daily usage dataset. */
export const dailyUsageSchema = v.object({
  day: v.pipe(v.string(), v.isoDate()),
  kind: v.picklist(['wallet', 'words']),
  siteId: v.optional(v.string()),
  used: amountSchema,
  certainty: v.picklist(['exact', 'at least', 'estimate']),
  least: amountSchema,
  most: v.optional(amountSchema),
  bought: v.optional(amountSchema),
  observedSeconds: v.number(),
});

/**
 * The credits that were used on one UTC day; without `siteId` by the account.
 * - `used`: what the intervals say, one over a midnight shared out by time.
 * - `least`, `most`: the truth lies between them. `least` leaves out what was shared out, `most` counts it whole; there
 *   is no `most` when an interval is only `at least`, or when part of the day was not observed.
 * - `certainty`: `estimate` when something was shared out; else `exact` when `least` is `most`; else `at least`.
 * - `bought`: what was first seen on that day; absent where no reading says.
 * - `observedSeconds`: how much of the day lies between readings; in a row for all sites, of the least watched one.
 *
 * A day that was not observed at all has no row.
 */
export type DailyUsage = v.InferOutput<typeof dailyUsageSchema>;

interface Sum {
  used: Decimal;
  least: Decimal;
  most: Decimal;
  bought: Decimal | undefined;
  milliseconds: number;
  exact: boolean;
}

const emptySum = (): Sum => ({
  used: ZERO,
  least: ZERO,
  most: ZERO,
  bought: undefined,
  milliseconds: 0,
  exact: true,
});

function rowOf(day: string, { kind, siteId }: Usage, sum: Sum): DailyUsage {
  const bounded = sum.exact && sum.milliseconds === DAY_MS;
  const estimated = compare(sum.used, sum.least) !== 0 || (bounded && compare(sum.most, sum.least) !== 0);
  return {
    day,
    kind,
    ...(siteId === undefined ? {} : { siteId }),
    used: toText(sum.used),
    certainty: estimated ? 'estimate' : bounded ? 'exact' : 'at least',
    least: toText(sum.least),
    ...(bounded ? { most: toText(sum.most) } : {}),
    ...(sum.bought === undefined ? {} : { bought: toText(sum.bought) }),
    observedSeconds: sum.milliseconds / 1000,
  };
}

/**
 * The daily usage of one series, oldest day first. The days add up to the intervals exactly. The intervals must not
 * overlap; those of `usageBySeries` do not.
 */
export function dailyUsage(usages: readonly Usage[]): DailyUsage[] {
  const [series] = usages;
  if (series === undefined) return [];
  const days = new Map<string, Sum>();
  for (const usage of usages) {
    const parts = splitByDay(usage);
    const whole = decimalOf(usage.used);
    for (const [place, { day, milliseconds, used }] of parts.entries()) {
      const sum = days.get(day) ?? emptySum();
      days.set(day, sum);
      sum.used = add(sum.used, used);
      if (parts.length === 1) sum.least = add(sum.least, used);
      sum.most = add(sum.most, whole);
      sum.milliseconds += milliseconds;
      sum.exact &&= usage.certainty === 'exact';
      const seenHere = place === parts.length - 1 && usage.bought !== undefined;
      if (seenHere) sum.bought = add(sum.bought ?? ZERO, decimalOf(usage.bought ?? '0'));
    }
  }
  return [...days].map(([day, sum]) => rowOf(day, series, sum));
}
