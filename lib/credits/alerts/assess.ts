// From a reading and the usage before it to what the alerts go by.
import { forecast } from '../forecast/forecast.ts';
import type { Spent } from '../forecast/history.ts';
import { FORECAST_DEFAULTS, type ForecastSettings } from '../forecast/settings.ts';
import type { GoodReading } from '../usage/follow.ts';
import { standingOf } from '../usage/standing.ts';
import type { AlertReading } from './verdict.ts';

/** Where the reading stands, and the forecast from it. `usages` are of the same series, up to the reading. */
export function assess(
  reading: GoodReading,
  usages: Iterable<Spent>,
  settings: ForecastSettings = FORECAST_DEFAULTS,
): AlertReading {
  const { readAt } = reading;
  const standing = standingOf(reading);
  const { remaining, reset } = standing;
  return { ...standing, readAt, forecast: forecast({ usages, remaining, asOf: readAt, reset }, settings) };
}
