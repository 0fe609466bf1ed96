// What a forecast goes by.
import * as v from 'valibot';

const days = (minimum: number, maximum: number, initial: number) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(minimum), v.maxValue(maximum)), initial);

/** The schema of the settings, each with its default. */
export const forecastSettingsSchema = v.strictObject({
  windowDays: days(5, 366, 42),
  minimumDays: days(5, 366, 5),
  horizonDays: days(1, 3660, 365),
});

/**
 * `windowDays`: how far back the burn rate looks; six weeks show a week's pattern and a month's growth.
 * `minimumDays`: with fewer observed days in the window the forecast is unknown; 5 is the least that shows any spread.
 * `horizonDays`: what lies further ahead is not dated.
 */
export type ForecastSettings = v.InferOutput<typeof forecastSettingsSchema>;

/** The defaults. */
export const FORECAST_DEFAULTS: ForecastSettings = v.parse(forecastSettingsSchema, {});
