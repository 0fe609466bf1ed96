// Credits and money as exact decimal text: what Wix wrote, never a rounded binary fraction.
import { fromNumber, parseDecimal, toText } from '../../credits/decimal.ts';
import { unwrap } from './wire.ts';

// Stryker disable next-line Regex: where it takes less, the careful way writes the same.
const shortestForm = /^(?:0|-?[1-9]\d*|-?(?:0|[1-9]\d*)\.\d*[1-9])$/;
// Stryker disable next-line Regex: where it takes less, the careful way writes the same.
const moneyForm = /^(?:\d|[1-9]\d+)(?:\.\d+)?$/;

/** Longer than the longest double (5e-324 has 326 characters), short enough that no record can make a sum slow. */
const longest = 400;

/** Decimal text without trailing zeros after the point: `12.50` is `12.5`, `3.0` is `3`. */
export function shortest(text: string): string {
  if (shortestForm.test(text)) return text;
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function decimalText(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? toText(fromNumber(value)) : undefined;
  const parsed = typeof value === 'string' ? parseDecimal(value) : undefined;
  const text = parsed === undefined ? '' : toText(parsed);
  return text.length === 0 || text.length > longest ? undefined : text;
}

/**
 * Whether ECMAScript writes a number of this size without an exponent; then its text is the shortest already. Where this
 * or `matches` says no, the careful way writes the same.
 */
function isWrittenPlainly(size: number): boolean {
  return size === 0 || (size >= 1e-6 && size < 1e21);
}

function matches(form: RegExp, text: string): boolean {
  return text.length <= longest && form.test(text);
}

/**
 * Credits as the shortest decimal text that is exactly the number Wix sent: the JSON number 1e-7 is `0.0000001`.
 * Undefined when the value is no finite decimal number.
 */
export function parseCredits(value: unknown): string | undefined {
  const inner = unwrap(value);
  if (typeof inner === 'number' && isWrittenPlainly(Math.abs(inner))) return String(inner);
  if (typeof inner === 'string' && matches(shortestForm, inner)) return inner;
  const text = decimalText(inner);
  return text === undefined ? undefined : shortest(text);
}

/** Money as decimal text with the decimals that Wix wrote: `0.10` stays `0.10`. Undefined when it is no decimal. */
export function parseMoney(value: unknown): string | undefined {
  const inner = unwrap(value);
  return typeof inner === 'string' && matches(moneyForm, inner) ? inner : decimalText(inner);
}
