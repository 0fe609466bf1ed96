// From quantities to money, exactly.
import {
  add,
  compare,
  type Decimal,
  fromNumber,
  multiply,
  parseDecimal,
  toText,
  ZERO,
} from '../../lib/credits/decimal.ts';
import { PRICES, type Priced } from './prices.ts';

/** How much of each thing is used. */
export type Quantities = Readonly<Partial<Record<Priced, number>>>;

/** One line of a bill. */
export interface BillLine {
  readonly priced: Priced;
  readonly quantity: number;
  readonly usd: Decimal;
}

/** What it comes to. */
export interface Bill {
  /** The dearest first; what is not used has no line. */
  readonly lines: readonly BillLine[];
  readonly usd: Decimal;
}

const isPriced = (name: string): name is Priced => name in PRICES;

/** The exact price of quantities. */
export function billOf(quantities: Quantities): Bill {
  const lines: BillLine[] = [];
  for (const [priced, quantity] of Object.entries(quantities)) {
    if (!isPriced(priced) || quantity === 0) continue;
    lines.push({
      priced,
      quantity,
      usd: multiply(parseDecimal(PRICES[priced]) ?? ZERO, fromNumber(quantity)),
    });
  }
  lines.sort((one, other) => compare(other.usd, one.usd));
  return { lines, usd: lines.reduce((sum, { usd }) => add(sum, usd), ZERO) };
}

/** Several uses together. */
export function together(...uses: readonly Quantities[]): Quantities {
  const sum: Partial<Record<Priced, number>> = {};
  for (const use of uses) {
    for (const [priced, quantity] of Object.entries(use)) {
      if (isPriced(priced)) sum[priced] = (sum[priced] ?? 0) + quantity;
    }
  }
  return sum;
}

/** The same use so many times. */
export function timesOf(use: Quantities, times: number): Quantities {
  return Object.fromEntries(Object.entries(use).map(([priced, quantity]) => [priced, quantity * times]));
}

const CENTS = 2;

/** Dollars and cents for a person, the cent begun being a whole one: what is estimated is never less than its parts. */
export function inCents({ units, scale }: Decimal): string {
  const cents = units * 10n ** BigInt(CENTS);
  const unit = 10n ** BigInt(scale);
  return toText({ units: cents / unit + (cents % unit > 0n ? 1n : 0n), scale: CENTS });
}
