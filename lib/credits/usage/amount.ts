// Credits as decimal text, the form in which they are stored and compared.
import * as v from 'valibot';
import { type Decimal, fromNumber, parseDecimal, toText } from '../decimal.ts';

/** An exact amount of credits as decimal text without an exponent, such as `12` or `-0.25`. */
export type Amount = string;

/** The schema of an amount that is read back from the store. */
export const amountSchema = v.pipe(
  v.string(),
  v.regex(/^-?\d+(\.\d+)?$/, 'a decimal number as text'),
  v.maxLength(1000),
);

/**
 * The number behind an amount.
 * @throws RangeError when the text is no decimal number, which `amountSchema` rules out at every edge.
 */
export function decimalOf(amount: Amount): Decimal {
  const value = parseDecimal(amount);
  if (value === undefined) throw new RangeError('Credits were expected as decimal text.');
  return value;
}

/** The amount that a number of a JSON answer stands for; undefined for null and undefined: an unknown is not a zero. */
export function amountOf(value: number | null | undefined): Amount | undefined {
  return value === null || value === undefined ? undefined : toText(fromNumber(value));
}
