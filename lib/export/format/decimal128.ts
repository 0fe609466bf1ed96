// Decimal text ↔ the 16 bytes of a Parquet DECIMAL: a big-endian two's complement number of 10^-24ths, never rounded.
import { parseDecimal, toText } from '../../credits/decimal.ts';

/** Digits in all: the most that Athena and DuckDB hold. */
export const PRECISION = 38;
/** Digits after the point: enough for every double from 1e-8 up, so that credits of any size are exact. */
export const SCALE = 24;

const limit = 10n ** BigInt(PRECISION);
const mask = (1n << 64n) - 1n;

/** The 16 bytes of decimal text; undefined when it does not fit exactly (14 digits before the point, 24 after). */
export function toDecimal128(text: string): Uint8Array | undefined {
  const decimal = parseDecimal(text);
  if (decimal === undefined) return undefined;
  const excess = decimal.scale - SCALE;
  const divisor = 10n ** BigInt(Math.max(0, excess));
  if (decimal.units % divisor !== 0n) return undefined;
  const units = (decimal.units / divisor) * 10n ** BigInt(Math.max(0, -excess));
  if (units >= limit || units <= -limit) return undefined;
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setBigInt64(0, units >> 64n);
  view.setBigUint64(8, units & mask);
  return bytes;
}

/** Decimal text with exactly `SCALE` digits after the point. */
export function fromDecimal128(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, 16);
  return toText({ units: (view.getBigInt64(0) << 64n) | view.getBigUint64(8), scale: SCALE });
}
