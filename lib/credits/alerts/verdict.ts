// What a reading says about a level.
import { compare, type Decimal, multiply, ZERO } from '../decimal.ts';
import type { Forecast } from '../forecast/forecast.ts';
import { type Amount, decimalOf } from '../usage/amount.ts';
import { DAY_MS } from '../usage/days.ts';
import type { Standing } from '../usage/standing.ts';
import type { Level } from './levels.ts';

/** A reading, as alerts see it: where it stands, and when the credits run out. */
export interface AlertReading extends Standing {
  readonly readAt: string;
  readonly forecast: Forecast;
}

/** A reading that knows what is left. */
export type KnownReading = AlertReading & { readonly remaining: NonNullable<AlertReading['remaining']> };

/** `in`: the level is reached. `band`: not reached, but held where it was. `out`: clear of it. `unknown`: cannot be told. */
export type Verdict = 'in' | 'band' | 'out' | 'unknown';

function placed(value: Decimal, at: Decimal, until: Decimal): Verdict {
  if (compare(value, at) <= 0) return 'in';
  return compare(value, until) <= 0 ? 'band' : 'out';
}

/**
 * Days to the run-out. Credits that last past the reset ahead are no matter for an alert; where that is only likely, the level is
 * held, so that a forecast that wavers round the reset does not make the alert waver.
 */
function daysVerdict(level: Level, { forecast, readAt }: AlertReading): Verdict {
  if (forecast.state === 'unknown') return 'unknown';
  if (forecast.state === 'exhausted') return 'in';
  if (forecast.state !== 'estimated' || forecast.at === undefined) return 'out';
  const lastsPast = forecast.reset?.lastsPast;
  const days = (Date.parse(forecast.at) - Date.parse(readAt)) / DAY_MS;
  if (lastsPast === 'yes' || days > Number(level.until)) return 'out';
  return lastsPast === 'likely' || days > Number(level.at) ? 'band' : 'in';
}

function shareOf(limit: Amount | undefined, share: Amount): Decimal | undefined {
  return limit === undefined ? undefined : multiply(decimalOf(limit), decimalOf(share));
}

/** What the reading says about the level. An unknown balance says nothing; an unlimited one is clear of every level. */
export function verdictOn(level: Level, reading: AlertReading): Verdict {
  const { remaining, limit } = reading;
  if (remaining === undefined) return 'unknown';
  if (remaining === 'unlimited') return 'out';
  if (level.kind === 'days') return daysVerdict(level, reading);
  const left = decimalOf(remaining);
  if (level.kind === 'credits') return placed(left, decimalOf(level.at), decimalOf(level.until));
  const until = shareOf(limit, level.until);
  if (level.kind === 'exhausted') return placed(left, ZERO, until ?? ZERO);
  const at = shareOf(limit, level.at);
  return at === undefined || until === undefined ? 'unknown' : placed(left, at, until);
}
