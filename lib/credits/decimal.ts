// Exact decimal arithmetic for credits and money: no binary fraction ever takes part in a sum.

/** A decimal number: `units` × 10^−`scale`; `scale` is the number of digits after the point, 0 or more. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const grammar = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;
const longestText = 1000;

/** Zero, the start of every sum. */
export const ZERO: Decimal = { units: 0n, scale: 0 };

/**
 * Parses decimal text such as `12.340` (the scale is kept) or `1e-7`; undefined when the text is not a decimal number.
 * The exponent has at most three digits, as any finite double has, so that no text can ask for a gigabyte of digits.
 */
export function parseDecimal(text: string): Decimal | undefined {
  if (text.length > longestText) return undefined;
  const match = grammar.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const magnitude = BigInt(whole + fraction);
  const units = sign === '-' ? -magnitude : magnitude;
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

/**
 * The decimal that a JSON number stands for: its shortest text that reads back as the same double, so 0.1 is one tenth.
 * @throws RangeError when the number is not finite.
 */
export function fromNumber(value: number): Decimal {
  const parsed = parseDecimal(String(value));
  if (parsed === undefined) throw new RangeError(`A finite number was expected, not ${value}.`);
  return parsed;
}

function unitsAt(value: Decimal, scale: number): bigint {
  return scale === value.scale ? value.units : value.units * 10n ** BigInt(scale - value.scale);
}

/** The exact sum, at the larger of both scales: 0.10 + 0.10 is 0.20. */
export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: unitsAt(a, scale) + unitsAt(b, scale), scale };
}

/** The exact difference a − b, at the larger of both scales. */
export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, { units: -b.units, scale: b.scale });
}

/** The exact product, with the digits after the point of both: 0.5 times 0.20 is 0.100. */
export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

/** Negative when a < b, 0 when they are equal (1.0 and 1 are), positive when a > b. */
export function compare(a: Decimal, b: Decimal): number {
  const { units } = subtract(a, b);
  return units < 0n ? -1 : units > 0n ? 1 : 0;
}

/** Decimal text without an exponent, with exactly `scale` digits after the point. */
export function toText(value: Decimal): string {
  if (value.scale === 0) return value.units.toString();
  const negative = value.units < 0n;
  const digits = (negative ? -value.units : value.units).toString().padStart(value.scale + 1, '0');
  const point = digits.length - value.scale;
  return `${negative ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** The double nearest to the exact value. */
export function toNumber(value: Decimal): number {
  return Number(toText(value));
}
