// What the monitor remembers of one series (a wallet, or the word credits of a site) from run to run.
import * as v from 'valibot';
import { type Scope, scopeSchema } from '../../credits/alerts/scope.ts';
import { amountSchema } from '../../credits/usage/amount.ts';
import type { UsageEvent } from '../../credits/usage/change.ts';
import type { Followed, Usage } from '../../credits/usage/follow.ts';
import {
  codeSchema,
  instantSchema,
  walletReadingSchema,
  wordReadingSchema,
} from '../../credits/usage/reading.ts';
import { historySchema } from './history.ts';
import { trendSchema } from './trend.ts';

const goodReading = v.variant('kind', [walletReadingSchema, wordReadingSchema]);

const EVENTS = [
  'reset',
  'top-up',
  'plan-changed',
  'quota-raised',
  'quota-shrunk',
  'counter-went-back',
  'unexplained-rise',
  'top-ups-drawn-early',
] as const satisfies readonly UsageEvent[];

const latestUsage = v.object({
  from: instantSchema,
  to: instantSchema,
  used: amountSchema,
  certainty: v.picklist(['exact', 'at least']),
  bought: v.optional(amountSchema),
  events: v.array(v.picklist(EVENTS)),
});

/** The schema of a series. */
export const seriesSchema = v.object({
  scope: scopeSchema,
  run: instantSchema,
  attemptedAt: instantSchema,
  failure: v.optional(codeSchema),
  reading: v.optional(goodReading),
  followed: v.optional(v.object({ last: v.optional(goodReading), doubted: v.optional(goodReading) })),
  usage: v.optional(latestUsage),
  history: v.optional(historySchema),
  trend: v.optional(trendSchema),
});

/**
 * One series.
 * - `run`: the last run that tried to read it, by the time of its event. `attemptedAt`: when that was, by the clock.
 *   `failure`: how it failed; absent when it did not.
 * - `reading`: the newest one that did not fail, whatever it says.
 * - `followed`: what usage goes on from (see `Followed`); its `last` is left out where it is `reading`.
 * - `usage`: between the last two readings that were believed. `history`, `trend`: the usage of the last weeks.
 */
export type Series = v.InferOutput<typeof seriesSchema>;

/** The usage since the reading before `reading`; undefined where there is none yet, or the newest reading is in doubt. */
export function latestUsageOf({ scope, reading, usage }: Series): Usage | undefined {
  if (usage === undefined || usage.to !== reading?.readAt) return undefined;
  const { bought, ...known } = usage;
  return { ...scopeOf(scope), ...known, ...(bought === undefined ? {} : { bought }) };
}

/** What usage goes on from. */
export function followedOf({ followed, reading }: Series): Followed | undefined {
  const last = followed?.last ?? reading;
  if (followed === undefined || last === undefined) return undefined;
  return followed.doubted === undefined ? { last } : { last, doubted: followed.doubted };
}

/** The scope without a `siteId` that is undefined. */
export function scopeOf({ kind, siteId }: Scope): Pick<Usage, 'kind' | 'siteId'> {
  return siteId === undefined ? { kind } : { kind, siteId };
}
