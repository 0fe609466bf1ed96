// Instants and UTC days.

/** Milliseconds of a day; a UTC day has no other length. */
export const DAY_MS = 86_400_000;

/** The UTC day of an instant, `2026-11-03`. */
export function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** The start of the UTC day after the instant's. */
export function nextMidnight(instant: number): number {
  return (Math.floor(instant / DAY_MS) + 1) * DAY_MS;
}
