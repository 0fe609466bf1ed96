// Where a reading stands: what is left, of how much, what was ever paid for, and when everything is filled again.
import { add, compare, subtract, toText, ZERO } from '../decimal.ts';
import { type Amount, decimalOf } from './amount.ts';
import type { WalletReading, WordReading } from './reading.ts';

/** Where a reading stands. Every part is unknown (undefined) where Wix did not say enough. */
export interface Standing {
  /** Credits that can be spent, never below 0. */
  readonly remaining: Amount | 'unlimited' | undefined;
  /** What `remaining` is a share of: a wallet's cap, a site's quota. */
  readonly limit: Amount | undefined;
  /** A figure that rises by purchases only: a wallet's top-ups, a site's quota. */
  readonly paid: Amount | undefined;
  /** The instant after `readAt` from which on every rule of a wallet has been filled again. */
  readonly reset: string | undefined;
}

const positive = (amount: Amount | undefined) =>
  amount !== undefined && compare(decimalOf(amount), ZERO) > 0 ? amount : undefined;

function sum(a: Amount | undefined, b: Amount | undefined): Amount | undefined {
  return a === undefined || b === undefined ? undefined : toText(add(decimalOf(a), decimalOf(b)));
}

const atLeastZero = (amount: Amount | undefined) =>
  amount === undefined ? undefined : (positive(amount) ?? '0');

/**
 * The latest of the rules' next resets, because before it part of the credits is still used up; undefined when a rule
 * that resets names no date to come.
 */
function fullReset({ rules, readAt }: WalletReading): string | undefined {
  let latest: string | undefined;
  for (const { period, resetDate } of rules) {
    if (period === 'NO_PERIOD') continue;
    if (resetDate === undefined || Date.parse(resetDate) <= Date.parse(readAt)) return undefined;
    if (latest === undefined || Date.parse(resetDate) > Date.parse(latest)) latest = resetDate;
  }
  return latest;
}

function walletStanding(reading: WalletReading): Standing {
  const topUp = reading.topUp === undefined ? '0' : reading.topUp.balance;
  return {
    remaining: atLeastZero(sum(reading.periodic?.balance, topUp)),
    limit: positive(sum(reading.periodic?.cap, reading.topUp?.cap ?? '0')),
    paid: topUp,
    reset: fullReset(reading),
  };
}

function wordsStanding({ creditsUsed, quotaType, quota }: WordReading): Standing {
  const known = { limit: positive(quota), paid: quota, reset: undefined };
  if (quotaType === 'UNLIMITED') return { ...known, remaining: 'unlimited' };
  if (quotaType !== 'LIMITED' || creditsUsed === undefined || quota === undefined) {
    return { ...known, remaining: undefined };
  }
  return { ...known, remaining: atLeastZero(toText(subtract(decimalOf(quota), decimalOf(creditsUsed)))) };
}

/** Where the reading stands. A wallet's limit is its periodic cap, with that of the top-ups where Wix shows one. */
export function standingOf(reading: WalletReading | WordReading): Standing {
  return reading.kind === 'wallet' ? walletStanding(reading) : wordsStanding(reading);
}
