// Canonical instants ↔ microseconds since 1970 and the nanoseconds below them, the form of a Parquet timestamp.

/** Microseconds since 1970 of a canonical instant; what is finer is left to `nanosOf`. */
export function microsOf(instant: string): bigint {
  if (instant.length > 24) return microsOf(`${instant.slice(0, 23)}Z`) + BigInt(instant.slice(23, 26));
  const millis = Date.parse(instant);
  // Exact as a double until the year 2255.
  const micros = millis * 1000;
  return Number.isSafeInteger(micros) ? BigInt(micros) : BigInt(millis) * 1000n;
}

/** The 0 to 999 nanoseconds of a canonical instant past its microsecond. */
export function nanosOf(instant: string): number {
  return instant.length === 30 ? Number(instant.slice(26, 29)) : 0;
}

/**
 * ISO 8601 text, with nine digits of the second, of an instant in two parts; `parseInstant` makes it canonical.
 * @throws RangeError when `micros` is beyond the dates of ECMAScript.
 */
export function fromEpoch(micros: bigint, nanos: number): string {
  const below = ((micros % 1000n) + 1000n) % 1000n;
  const millis = new Date(Number((micros - below) / 1000n)).toISOString().slice(0, -1);
  return `${millis}${String(below).padStart(3, '0')}${String(nanos).padStart(3, '0')}Z`;
}
