// The plan for a long window: an export for each of its UTC days, and how many of them may run at once.
import * as v from 'valibot';
import { FORMAT_NAMES, type FormatName } from '../format/format.ts';
import { compareInstants } from '../record/instant.ts';
import type { Window } from '../source/source.ts';

const DAY_MS = 86_400_000;
/** A walk asks for one page after the other, so it can hardly use more requests a minute than these. */
const REQUESTS_OF_A_WALK = 100;
/** Above it, ten walks share what is allowed: that many Lambdas are no trouble to any account. */
const MOST_AT_ONCE = 10;

/** The schema of a plan. */
export const planSchema = v.object({
  status: v.literal('PLAN'),
  from: v.string(),
  to: v.string(),
  days: v.number(),
  /** How many of the exports may run at once, so that together they stay within the limit of Wix. */
  concurrency: v.number(),
  /** The input of `export` for each day, in order. The first and the last may be parts of a day. */
  windows: v.array(
    v.object({
      action: v.literal('run'),
      from: v.string(),
      to: v.string(),
      format: v.optional(v.picklist(FORMAT_NAMES)),
      requestsPerMinute: v.number(),
    }),
  ),
});

/** See the schema. */
export type Plan = v.InferOutput<typeof planSchema>;

/** What is to be planned. */
export interface Planned {
  /** Canonical instants. */
  readonly window: Window;
  /** As it was asked for. */
  readonly format: FormatName | undefined;
  /** What Wix allows in all. */
  readonly requestsPerMinute: number;
}

/** Cuts a good window at UTC midnights, and shares the requests out. The exports are those that a daily schedule makes. */
export function planDays({ window: { from, to }, format, requestsPerMinute }: Planned): Plan {
  const cuts = [from];
  for (let day = Math.floor(Date.parse(from) / DAY_MS) + 1; ; day += 1) {
    const midnight = new Date(day * DAY_MS).toISOString();
    if (compareInstants(midnight, to) >= 0) break;
    cuts.push(midnight);
  }
  const affordable = Math.floor(requestsPerMinute / REQUESTS_OF_A_WALK);
  const concurrency = Math.max(1, Math.min(MOST_AT_ONCE, affordable, cuts.length));
  const share = Math.floor(requestsPerMinute / concurrency);
  return {
    status: 'PLAN',
    from,
    to,
    days: cuts.length,
    concurrency,
    windows: cuts.map((cut, place) => ({
      action: 'run',
      from: cut,
      to: cuts[place + 1] ?? to,
      ...(format === undefined ? {} : { format }),
      requestsPerMinute: share,
    })),
  };
}
