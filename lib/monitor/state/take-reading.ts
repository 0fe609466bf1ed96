// Takes one reading into what is remembered of its series.
import { ageOf } from '../../credits/alerts/time.ts';
import { DAY_MS, dayOf } from '../../credits/usage/days.ts';
import { type Followed, follow, type GoodReading, type Usage } from '../../credits/usage/follow.ts';
import type { Reading } from '../../credits/usage/reading.ts';
import { historyUntil, remember } from './history.ts';
import { followedOf, type Series } from './series.ts';
import { trendUntil } from './trend.ts';

/** What a reading is taken in. */
export interface Taking {
  /** The run, by the time of its event. */
  readonly run: string;
  /** The clock, ms since 1970. */
  readonly now: number;
  /** So many days of usage are remembered. */
  readonly days: number;
}

/** Before every attempt. */
const NEVER = new Date(0).toISOString();

/**
 * What is remembered, without what a clock of the future has left behind: it would rule until then. Readings, and so the
 * last attempt, are in the order of time, so the last attempt tells.
 */
function believable(series: Series | undefined, now: number): Series | undefined {
  if (series === undefined || ageOf(series.attemptedAt, now) !== undefined) return series;
  const { scope, run, history, trend } = series;
  const [past, days] = [historyUntil(history, now), trendUntil(trend, dayOf(now))];
  return {
    scope,
    run,
    attemptedAt: NEVER,
    ...(past === undefined ? {} : { history: past }),
    ...(days === undefined ? {} : { trend: days }),
  };
}

function keptOf(followed: Followed | undefined, reading: GoodReading): Pick<Series, 'followed'> {
  if (followed === undefined) return {};
  const { last, doubted } = followed;
  return {
    followed: {
      ...(last === reading ? {} : { last }),
      ...(doubted === undefined ? {} : { doubted }),
    },
  };
}

/** The start of the day of an instant. */
const midnightBefore = (instant: string) => Date.parse(dayOf(Date.parse(instant)));

function withUsage({ usage: _, ...series }: Series, usage: Usage, { now, days }: Taking): Series {
  const { kind, siteId, ...latest } = usage;
  const keepFrom = Math.min(now - days * DAY_MS, midnightBefore(usage.from));
  return {
    ...series,
    usage: { ...latest, events: [...latest.events] },
    history: remember(series.history, usage, keepFrom),
  };
}

/**
 * The series after a reading, with the usage that it showed. A reading that is not newer than the last attempt, or that
 * comes from the future, changes nothing: then the answer is undefined. A failed one is noted, and nothing else.
 */
export function takeReading(
  known: Series | undefined,
  reading: Reading,
  taking: Taking,
): { readonly series: Series; readonly usage?: Usage } | undefined {
  const before = believable(known, taking.now);
  const { readAt, siteId } = reading;
  if (ageOf(readAt, taking.now) === undefined) return undefined;
  if (before !== undefined && Date.parse(readAt) <= Date.parse(before.attemptedAt)) return undefined;
  const attempt = { run: taking.run, attemptedAt: readAt };
  const kind = reading.kind === 'failed' ? reading.of : reading.kind;
  const scope = siteId === undefined ? { kind } : { kind, siteId };
  if (reading.kind === 'failed') {
    return { series: { ...before, scope, ...attempt, failure: reading.code } };
  }
  const { state, usage } = follow(before && followedOf(before), reading);
  const { failure: _, followed: __, ...rest } = before ?? {};
  const series: Series = { ...rest, scope, ...attempt, reading, ...keptOf(state, reading) };
  return usage === undefined ? { series } : { series: withUsage(series, usage, taking), usage };
}
