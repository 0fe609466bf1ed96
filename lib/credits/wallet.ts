// What an AI credit wallet holds and when it is filled again: the arithmetic on Wix's Get Balance.
import { add, compare, fromNumber, subtract, toNumber } from './decimal.ts';

/** A balance with its cap, as Wix sends it; undefined where Wix sent nothing usable. */
export interface CreditPool {
  readonly balance?: number | undefined;
  readonly cap?: number | undefined;
}

/** The parts of Get Balance that the arithmetic needs. */
export interface Wallet {
  readonly periodicCredits?: CreditPool | undefined;
  readonly topUpCredits?: CreditPool | undefined;
  readonly creditBalanceBreakdown?:
    | readonly { readonly usageRules?: readonly { readonly resetDate?: string | undefined }[] | undefined }[]
    | undefined;
}

/**
 * Credits that can be spent now: periodic + top-up, added exactly (Wix documents this sum; the breakdown describes the
 * same credits once more and is never added). No top-up pool counts as 0, as documented. Undefined when Wix sent no
 * periodic balance or a top-up pool without one: an unknown is not a zero.
 */
export function availableCredits(wallet: Wallet): number | undefined {
  const periodic = wallet.periodicCredits?.balance;
  const topUp = wallet.topUpCredits === undefined ? 0 : wallet.topUpCredits.balance;
  if (periodic === undefined || topUp === undefined) return undefined;
  return toNumber(add(fromNumber(periodic), fromNumber(topUp)));
}

/** Whether `available` covers `required`, and by how many credits it falls short (0 when it covers). Exact. */
export function gate(available: number, required: number): { sufficientCredits: boolean; shortfall: number } {
  const rest = subtract(fromNumber(required), fromNumber(available));
  const sufficientCredits = compare(rest, { units: 0n, scale: 0 }) <= 0;
  return { sufficientCredits, shortfall: sufficientCredits ? 0 : toNumber(rest) };
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** The earliest reset after `now` among all rules of all sources, as Wix wrote it; undefined when none is known. */
export function nextReset(wallet: Wallet, now: Date): string | undefined {
  let earliest: string | undefined;
  for (const source of wallet.creditBalanceBreakdown ?? []) {
    for (const { resetDate } of source.usageRules ?? []) {
      if (resetDate === undefined || !instant.test(resetDate)) continue;
      const time = Date.parse(resetDate);
      if (!(time > now.getTime())) continue;
      if (earliest === undefined || time < Date.parse(earliest)) earliest = resetDate;
    }
  }
  return earliest;
}
