// When the credits of one wallet or site run out, if they go on being used as they were.
import * as v from 'valibot';
import { compare, toNumber, ZERO } from '../decimal.ts';
import { type Amount, decimalOf } from '../usage/amount.ts';
import { DAY_MS } from '../usage/days.ts';
import { instantSchema } from '../usage/reading.ts';
import { burnRateOf } from './burn-rate.ts';
import { pastDays, type Spent } from './history.ts';
import { daysUntil, type Side } from './outlook.ts';
import { FORECAST_DEFAULTS, type ForecastSettings } from './settings.ts';
import { withoutSpike } from './spike.ts';

/** The schema of a forecast, as it is stored and shown. */
export const forecastSchema = v.variant('state', [
  v.object({
    state: v.literal('unknown'),
    reason: v.picklist(['the balance is unknown', 'too little history', 'used on one day only']),
  }),
  v.object({ state: v.literal('unlimited') }),
  v.object({ state: v.literal('exhausted') }),
  v.object({ state: v.literal('not used'), days: v.number() }),
  v.object({
    state: v.literal('estimated'),
    perDay: v.number(),
    days: v.number(),
    at: v.optional(instantSchema),
    earliest: v.optional(instantSchema),
    latest: v.optional(instantSchema),
    reset: v.optional(
      v.object({ at: instantSchema, lastsPast: v.picklist(['yes', 'likely', 'unlikely', 'no']) }),
    ),
  }),
]);

/**
 * A forecast.
 * - `unknown`: nothing can be said, and why. `not used`: no credit went on any of the observed `days`.
 * - `estimated`: `perDay` credits go on an average day, as seen on `days` observed days. They run out at `at`, with a
 *   chance of 80 % between `earliest` and `latest`, unless something refills them; an instant that is absent lies beyond
 *   the horizon. `reset` is the refill ahead: `yes` when even `earliest` is after it, `likely` when `at` is, `unlikely` when
 *   only `latest` is, `no` when nothing is.
 */
export type Forecast = v.InferOutput<typeof forecastSchema>;

/** What a forecast is made from. */
export interface ForecastInput {
  /** The usage of one series; it may reach further back than the window. */
  readonly usages: Iterable<Spent>;
  /** What was left at `asOf`. */
  readonly remaining: Amount | 'unlimited' | undefined;
  /** The instant at which `remaining` was read. */
  readonly asOf: string;
  /** The instant from which on every periodic credit has been filled again, if one is known. */
  readonly reset?: string | undefined;
}

type Estimate = Extract<Forecast, { state: 'estimated' }>;
type Reset = NonNullable<Estimate['reset']>;

function resetOutlook(at: string, order: readonly (string | undefined)[]): Reset {
  const [earliest, middle, latest] = order.map(
    (instant) => instant === undefined || Date.parse(instant) > Date.parse(at),
  );
  return { at, lastsPast: earliest ? 'yes' : middle ? 'likely' : latest ? 'unlikely' : 'no' };
}

/** The forecast. A `reset` that is past at `asOf` is left out. */
export function forecast(input: ForecastInput, settings: ForecastSettings = FORECAST_DEFAULTS): Forecast {
  const { usages, remaining, reset } = input;
  if (remaining === 'unlimited') return { state: 'unlimited' };
  if (remaining === undefined) return { state: 'unknown', reason: 'the balance is unknown' };
  const left = decimalOf(remaining);
  if (compare(left, ZERO) <= 0) return { state: 'exhausted' };
  const asOf = Date.parse(input.asOf);
  const days = pastDays(usages, asOf, settings.windowDays);
  if (days.length < settings.minimumDays) return { state: 'unknown', reason: 'too little history' };
  const used = days.filter((day) => day.used > 0).length;
  if (used === 0) return { state: 'not used', days: days.length };
  if (used === 1) return { state: 'unknown', reason: 'used on one day only' };
  const rate = burnRateOf(withoutSpike(days));
  const when = (side: Side) => {
    const ahead = daysUntil(rate, toNumber(left), side, settings.horizonDays);
    return ahead === undefined ? undefined : new Date(Math.round(asOf + ahead * DAY_MS)).toISOString();
  };
  const [earliest, at, latest] = [when(1), when(0), when(-1)];
  return {
    state: 'estimated',
    perDay: rate.perDay,
    days: days.length,
    ...(at === undefined ? {} : { at }),
    ...(earliest === undefined ? {} : { earliest }),
    ...(latest === undefined ? {} : { latest }),
    ...(reset === undefined || Date.parse(reset) <= asOf
      ? {}
      : { reset: resetOutlook(reset, [earliest, at, latest]) }),
  };
}
