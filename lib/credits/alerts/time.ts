// Instants that were written by some clock, read by another.

/** Milliseconds of an hour. */
export const HOUR_MS = 3_600_000;

/** How far two clocks may differ. What lies further in the future is the work of a clock that was wrong. */
export const SKEW_MS = 600_000;

/**
 * How long ago it was, in ms; undefined when it never was, or lies further in the future than clocks differ. To forget
 * such an instant risks one alert too many, to believe it would silence alerts until then.
 */
export function ageOf(instant: string | undefined, now: number): number | undefined {
  const age = instant === undefined ? Number.NaN : now - Date.parse(instant);
  return age >= -SKEW_MS ? age : undefined;
}
