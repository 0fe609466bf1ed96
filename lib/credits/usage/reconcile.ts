// Charged according to the transactions against used according to the snapshots, day by day, with what neither explains.
import { add, compare, type Decimal, subtract, toText, ZERO } from '../decimal.ts';
import { inTotal } from './account-daily.ts';
import { type Amount, decimalOf } from './amount.ts';
import type { DailyUsage } from './daily.ts';
import { dayOf } from './days.ts';

/** What reconciliation needs of a transaction. */
export interface ChargedCredits {
  readonly createdDate: string;
  /** Undefined when Wix did not say how many. */
  readonly credits: Amount | undefined;
}

/**
 * `agrees`: nothing is left unexplained. `within uncertainty`: the snapshots could not see enough, or a transaction
 * names no amount, and that may explain the rest. `differs`: nothing explains it. `not comparable`: no snapshots.
 */
export type Verdict = 'agrees' | 'within uncertainty' | 'differs' | 'not comparable';

/** One day, or several. Amounts are exact. */
export interface Reconciled {
  readonly charged: Amount;
  readonly transactions: number;
  /** Transactions that name no amount; what they charged is missing in `charged`. */
  readonly unreadable: number;
  /** Absent when the day was not observed, and with it the two below. */
  readonly used?: Amount;
  readonly certainty?: DailyUsage['certainty'];
  /** used − charged: positive is usage without a charge, negative a charge without usage. */
  readonly unexplained?: Amount;
  readonly verdict: Verdict;
}

/** The reconciliation of a window: each of its days with a figure, oldest first, and the days with both taken together. */
export interface Reconciliation {
  readonly days: readonly (Reconciled & { readonly day: string })[];
  readonly observed: Reconciled;
}

interface Charged {
  readonly credits: Decimal;
  readonly transactions: number;
  readonly unreadable: number;
}

const nothing: Charged = { credits: ZERO, transactions: 0, unreadable: 0 };

function verdictOf(charged: Charged, used: DailyUsage): Verdict {
  const complete = charged.unreadable === 0;
  if (complete && compare(charged.credits, decimalOf(used.used)) === 0) return 'agrees';
  const tooFew = complete && compare(charged.credits, decimalOf(used.least)) < 0;
  const tooMany = used.most !== undefined && compare(charged.credits, decimalOf(used.most)) > 0;
  return tooFew || tooMany ? 'differs' : 'within uncertainty';
}

function compared(charged: Charged, used: DailyUsage | undefined): Reconciled {
  const { transactions, unreadable } = charged;
  const known = { charged: toText(charged.credits), transactions, unreadable };
  if (used === undefined) return { ...known, verdict: 'not comparable' };
  return {
    ...known,
    used: used.used,
    certainty: used.certainty,
    unexplained: toText(subtract(decimalOf(used.used), charged.credits)),
    verdict: verdictOf(charged, used),
  };
}

function joined(a: Charged, b: Charged): Charged {
  return {
    credits: add(a.credits, b.credits),
    transactions: a.transactions + b.transactions,
    unreadable: a.unreadable + b.unreadable,
  };
}

/**
 * Compares what was charged with what was used on the UTC days from `from` up to and without `to`. The transactions
 * must be all of those days. `usage` is the wallet's daily usage, at most one row a day.
 */
export function reconcile(
  transactions: Iterable<ChargedCredits>,
  usage: Iterable<DailyUsage>,
  { from, to }: { readonly from: string; readonly to: string },
): Reconciliation {
  const inWindow = (day: string) => day >= from && day < to;
  const charges = new Map<string, Charged>();
  for (const { createdDate, credits } of transactions) {
    const day = dayOf(Date.parse(createdDate));
    if (!inWindow(day)) continue;
    const one: Charged = {
      credits: credits === undefined ? ZERO : decimalOf(credits),
      transactions: 1,
      unreadable: credits === undefined ? 1 : 0,
    };
    charges.set(day, joined(charges.get(day) ?? nothing, one));
  }
  const rows = new Map([...usage].filter(({ day }) => inWindow(day)).map((row) => [row.day, row]));
  const days = [...new Set([...charges.keys(), ...rows.keys()])].sort();
  const observed = [...rows.keys()].map((day) => charges.get(day) ?? nothing).reduce(joined, nothing);
  return {
    days: days.map((day) => ({ day, ...compared(charges.get(day) ?? nothing, rows.get(day)) })),
    observed: compared(observed, inTotal(rows.values())),
  };
}
