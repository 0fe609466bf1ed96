// What two readings of the same thing tell about the time between them.
import { compare, type Decimal, subtract, ZERO } from '../decimal.ts';

/**
 * How sure a figure is. `exact`: it is the truth, as far as the rules in `words-change.ts` and `wallet-change.ts` hold.
 * `at least`: the truth is this or more, because a reset, a purchase or a change of plan can hide usage.
 */
export type Certainty = 'exact' | 'at least';

/** What happened between two readings, as far as they show it. */
export type UsageEvent =
  | 'reset'
  | 'top-up'
  | 'plan-changed'
  | 'quota-raised'
  | 'quota-shrunk'
  | 'counter-went-back'
  | 'unexplained-rise'
  | 'top-ups-drawn-early';

/** The difference between two readings. */
export interface Change {
  readonly used: Decimal;
  readonly certainty: Certainty;
  /** Credits that were bought; undefined when the readings do not say. */
  readonly bought: Decimal | undefined;
  readonly events: readonly UsageEvent[];
  /** A figure went the way that it never should: the later reading may be a stale one, and has to prove itself. */
  readonly doubtful: boolean;
}

/** a − b, but never below zero. */
export function excess(a: Decimal, b: Decimal): Decimal {
  return compare(a, b) > 0 ? subtract(a, b) : ZERO;
}

/** The larger of two amounts. */
export function larger(a: Decimal, b: Decimal): Decimal {
  return compare(a, b) >= 0 ? a : b;
}
