// Holds what Wix sent against the window that it was asked for: a filter that did nothing must not pass unseen.
import { Failure } from '../../failure.ts';
import { BadRecord } from '../record/bad-record.ts';
import { compareInstants, millisecondOf } from '../record/instant.ts';
import { normalise } from '../record/normalise.ts';
import type { Row } from '../record/transaction.ts';
import type { Window } from './source.ts';

/**
 * The window as Wix is asked for it: widened to whole milliseconds, because whether Wix compares anything finer is not
 * documented, and what it cuts off a bound must not cost a row.
 */
export function wholeMilliseconds({ from, to }: Window): Window {
  const floor = `${millisecondOf(to)}Z`;
  const ceiling = to.length > 24 ? new Date(Date.parse(floor) + 1).toISOString() : to;
  return { from: `${millisecondOf(from)}Z`, to: ceiling };
}

/**
 * The rows of a window, out of raw transactions that Wix sent for `wholeMilliseconds(window)`. Those that share a
 * bound's millisecond and lie outside are left out.
 * @throws Failure `TransactionsNotReadable` for a transaction of any other time: Wix did not apply the filter, so what it
 * sends may be any part of the account's list. `Internal` for one that cannot be read.
 */
export function rowsWithin(window: Window, items: readonly unknown[]): Row[] {
  const asked = wholeMilliseconds(window);
  return items.map(rowOf).filter(({ record: { createdDate } }) => {
    if (compareInstants(createdDate, window.from) >= 0 && compareInstants(createdDate, window.to) < 0)
      return true;
    const millisecond = millisecondOf(createdDate);
    if (millisecond >= millisecondOf(asked.from) && millisecond <= millisecondOf(asked.to)) return false;
    throw new Failure(
      'TransactionsNotReadable',
      `Asked for transactions from ${asked.from} to ${asked.to}, Wix sent one of ${createdDate}: it does not filter them, so no export can be complete for certain. The operator must set WIX_TRANSACTIONS_PATH to a method that filters by createdDate, or TRANSACTION_SOURCE to recorded and send the transactions to POST /v1/transactions.`,
    );
  });
}

function rowOf(raw: unknown): Row {
  try {
    return normalise(raw);
  } catch (thrown) {
    if (!(thrown instanceof BadRecord)) throw thrown;
    throw new Failure('Internal', `${thrown.message} Wix sent it so, and an export leaves nothing out.`, {
      cause: thrown,
    });
  }
}
