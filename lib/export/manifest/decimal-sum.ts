// A running exact sum of decimal text: plain integers as long as they are exact, big ones when they are not.
import { add, type Decimal, parseDecimal, toText, ZERO } from '../../credits/decimal.ts';

const lengthAtMost = 15;
const carryAt = 2 ** 52;
const zero = 48;
const point = -2;

/** A sum that grows one decimal text at a time. */
export interface DecimalSum {
  /** @throws RangeError when the text is no decimal number. */
  add(text: string): void;
  /** The exact sum with as many decimals as the most precise text had: 0.10 ten thousand times is `1000.00`. */
  text(): string;
}

/** An empty sum, `0`. */
export function createDecimalSum(): DecimalSum {
  // Whole units by their number of decimals: short amounts add up exactly as doubles and are carried before they are not.
  const small: number[] = [];
  let large: Decimal = ZERO;
  const carry = (scale: number): void => {
    large = add(large, { units: BigInt(small[scale] ?? 0), scale });
    small[scale] = 0;
  };
  const addAny = (text: string): void => {
    const decimal = parseDecimal(text);
    if (decimal === undefined) throw new RangeError('A decimal number was expected.');
    large = add(large, decimal);
  };
  return {
    add(text) {
      const { length } = text;
      // Stryker disable next-line ConditionalExpression,EqualityOperator: any text may be added in the slow way.
      if (length > lengthAtMost) return addAny(text);
      // Digit by digit: it runs twice a row, and a text that is cut in two and converted takes three times as long. What it
      // leaves to `addAny`, and when it carries, changes the time it takes and never the sum.
      let units = 0;
      let whole = 0;
      for (let index = 0; index < length; index++) {
        const digit = text.charCodeAt(index) - zero;
        if (digit >= 0 && digit <= 9) units = units * 10 + digit;
        else if (digit === point && whole === 0 && index > 0) whole = index;
        else return addAny(text);
      }
      if (length === 0) return addAny(text);
      const scale = whole === 0 ? 0 : length - whole - 1;
      const sum = (small[scale] ?? 0) + units;
      small[scale] = sum;
      if (sum > carryAt) carry(scale);
    },
    text() {
      for (const scale of small.keys()) carry(scale);
      return toText(large);
    },
  };
}
