// A running exact sum of decimal text: plain integers as long as they are exact, big ones when they are not.
import { add, type Decimal, parseDecimal, toText, ZERO } from '../../credits/decimal.ts';

const digitsAtMost = 15;
const carryAt = 2 ** 52;

/** A sum that grows one decimal text at a time. */
export interface DecimalSum {
  /** @throws RangeError when the text is no decimal number. */
  add(text: string): void;
  /** The exact sum with as many decimals as the most precise text had: 0.10 ten thousand times is `1000.00`. */
  text(): string;
}

/** An empty sum, `0`. */
export function createDecimalSum(): DecimalSum {
  // Whole units by their number of decimals: short numbers add up exactly as doubles and are carried before they are not.
  const small: number[] = [];
  let large: Decimal = ZERO;
  const carry = (scale: number): void => {
    large = add(large, { units: BigInt(small[scale] ?? 0), scale });
    small[scale] = 0;
  };
  return {
    add(text) {
      if (text.length > digitsAtMost) {
        const decimal = parseDecimal(text);
        if (decimal === undefined) throw new RangeError('A decimal number was expected.');
        large = add(large, decimal);
        return;
      }
      const point = text.indexOf('.');
      const scale = point < 0 ? 0 : text.length - point - 1;
      const units = Number(point < 0 ? text : text.slice(0, point) + text.slice(point + 1));
      if (!Number.isSafeInteger(units)) throw new RangeError('A decimal number was expected.');
      const sum = (small[scale] ?? 0) + units;
      small[scale] = sum;
      if (sum > carryAt || sum < -carryAt) carry(scale);
    },
    text() {
      for (const scale of small.keys()) if (small[scale] !== undefined) carry(scale);
      return toText(large);
    },
  };
}
