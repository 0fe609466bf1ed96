// Dates by JavaScript's own Date. The SDK takes them apart by hand, for browsers that could not be relied upon.

const parsed = (value: unknown, milliseconds: number): Date => {
  if (Number.isNaN(milliseconds)) throw new TypeError(`Invalid date-time value: ${String(value)}`);
  return new Date(milliseconds);
};

const parse = (value: unknown): Date | undefined =>
  value === null || value === undefined ? undefined : parsed(value, Date.parse(String(value)));

/** RFC 9110's form of a date: `Sun, 06 Nov 1994 08:49:37 GMT`. */
export const dateToUtcString = (date: Date): string => date.toUTCString();

/** `2026-11-22T10:00:00Z` */
export const parseRfc3339DateTime = parse;

/** `2026-11-22T10:00:00+01:00` */
export const parseRfc3339DateTimeWithOffset = parse;

/** `Sun, 06 Nov 1994 08:49:37 GMT` */
export const parseRfc7231DateTime = parse;

/** Seconds since 1970, as a number or as text. */
export const parseEpochTimestamp = (value: unknown): Date | undefined =>
  value === null || value === undefined ? undefined : parsed(value, Math.round(Number(value) * 1000));
