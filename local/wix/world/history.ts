// The past of the wallet: charges spread over a time span, paid by the same wallet that lives on afterwards.
import { MICRO } from './credits.ts';
import { fraction, STREAM } from './random.ts';
import { seededId, seededMicro } from './seeded-transaction.ts';
import { settle, take, topUp, type Wallet } from './wallet.ts';

/** What the history needs to know. */
export interface HistoryPlan {
  readonly seed: number;
  readonly count: number;
  /** First and last instant, ms since 1970. */
  readonly from: number;
  readonly to: number;
  /** Whether the account buys credits when it runs short; without it, charges that find no credits leave no trace. */
  readonly topUps: boolean;
}

/** The seeded transactions in the order (createdDate, id): the instant of each, and its number, from which the rest follows. */
export interface History {
  readonly createdAt: Float64Array;
  readonly number: Uint32Array;
}

/** One in fifty has the very instant of the one before it, as happens under load. */
const TIES = 0.02;
const FIRST_PACKAGE = 25 * MICRO;
const PACKAGE = 200 * MICRO;

/** Lives through the history: moves the wallet from `from` to `to` and answers what was charged on the way. */
export function liveThrough(plan: HistoryPlan, wallet: Wallet): History {
  const { seed, count, from, to } = plan;
  const createdAt = new Float64Array(count);
  const number = new Uint32Array(count);
  if (plan.topUps) topUp(wallet, FIRST_PACKAGE);
  let size = 0;
  let at = from;
  for (let n = 0; n < count; n++) {
    const tied = n > 0 && fraction(seed ^ 5, STREAM.transactionFacts, n) < TIES;
    const share = (n + fraction(seed ^ 6, STREAM.transactionFacts, n)) / count;
    at = tied ? at : from + Math.floor(share * (to - from));
    settle(wallet, at);
    const micro = seededMicro(seed, n);
    if (!take(wallet, micro, undefined)) {
      if (!plan.topUps) continue;
      topUp(wallet, PACKAGE);
      take(wallet, micro, undefined);
    }
    createdAt[size] = at;
    number[size] = n;
    size++;
  }
  settle(wallet, to);
  const history = { createdAt: createdAt.subarray(0, size), number: number.subarray(0, size) };
  orderTies(seed, history);
  return history;
}

/** Puts transactions of one instant into the order of their ids. */
function orderTies(seed: number, { createdAt, number }: History): void {
  for (let first = 0, next = 1; first < number.length; first = next++) {
    while (createdAt[next] === createdAt[first] && next < number.length) next++;
    if (next - first === 1) continue;
    const tied = Array.from(number.subarray(first, next));
    number.set(
      tied.sort((a, b) => (seededId(seed, a) < seededId(seed, b) ? -1 : 1)),
      first,
    );
  }
}
