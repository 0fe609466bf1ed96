// What the transactions charged against what the wallet lost, where transactions can be read.
import * as v from 'valibot';
import type { Call } from '../../call.ts';
import type { Code } from '../../codes.ts';
import { amountSchema } from '../../credits/usage/amount.ts';
import type { DailyUsage } from '../../credits/usage/daily.ts';
import { codeSchema } from '../../credits/usage/reading.ts';
import { type ChargedCredits, reconcile } from '../../credits/usage/reconcile.ts';
import { compareRevisions } from '../../export/record/revision.ts';
import type { Transaction } from '../../export/record/transaction.ts';
import type { TransactionSource } from '../../export/source/source.ts';
import { Failure, toFailure } from '../../failure.ts';
import type { DayWindow } from './window.ts';

const verdicts = ['agrees', 'within uncertainty', 'differs', 'not comparable'] as const;
const figures = {
  charged: amountSchema,
  transactions: v.number(),
  unreadable: v.number(),
  used: v.optional(amountSchema),
  certainty: v.optional(v.picklist(['exact', 'at least', 'estimate'])),
  unexplained: v.optional(amountSchema),
  verdict: v.picklist(verdicts),
};

/** The schema of a reconciliation, or of the reason why there is none. */
export const reconciliationSchema = v.union([
  v.object({ error: v.object({ code: codeSchema, detail: v.string() }) }),
  v.object({ days: v.array(v.object({ day: v.string(), ...figures })), observed: v.object(figures) }),
]);

/** See `Reconciliation`; or why the transactions cannot be had. */
export type ReconciledWindow = v.InferOutput<typeof reconciliationSchema>;

/** All are held at once, because an id may come again in a higher revision. */
const MOST_TRANSACTIONS = 200_000;
/** Kept for the answer. */
const RESERVE_MS = 2_000;

type Held = Pick<Transaction, 'revision'> & ChargedCredits;

/** Walks the transactions of a window; of an id that comes again the highest revision counts. */
async function readCharges(source: TransactionSource, { from, to }: DayWindow, call: Call): Promise<Held[]> {
  const window = { from: `${from}T00:00:00.000Z`, to: `${to}T00:00:00.000Z` };
  const byId = new Map<string, Held>();
  let position: string | undefined;
  do {
    const page = await source.page(window, position, call);
    for (const { record } of page.rows) {
      const { id, revision, createdDate, amount } = record;
      const known = byId.get(id);
      if (known !== undefined && compareRevisions(known.revision, revision) >= 0) continue;
      byId.set(id, { revision, createdDate, credits: amount.credits });
    }
    if (byId.size > MOST_TRANSACTIONS) {
      throw new Failure(
        'InvalidInput',
        `There are more than ${MOST_TRANSACTIONS} transactions: ask for fewer days.`,
      );
    }
    position = page.next;
  } while (position !== undefined);
  return [...byId.values()];
}

/**
 * Reconciles the days of a window. Whatever keeps the transactions from being read becomes the `error` of the answer,
 * because what was used is known without them. `usage` may hold rows of anything; only the account's wallet counts.
 * @throws what is no Failure: a bug.
 */
export async function reconcileWindow(
  open: () => TransactionSource,
  usage: readonly DailyUsage[],
  window: DayWindow,
  call: Call,
): Promise<ReconciledWindow> {
  const { deadline } = call;
  const inTime: Call = {
    ...call,
    deadline: { remaining: () => Math.max(0, deadline.remaining() - RESERVE_MS) },
  };
  const wallet = usage.filter(({ kind, siteId }) => kind === 'wallet' && siteId === undefined);
  try {
    const { days, observed } = reconcile(await readCharges(open(), window, inTime), wallet, window);
    return { days: [...days], observed };
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (failure !== thrown) throw thrown;
    const { code, message } = failure;
    const expected: Code = 'TransactionsNotReadable';
    call.log[code === expected ? 'info' : 'warn']('The usage could not be reconciled.', { code });
    return { error: { code, detail: message } };
  }
}
