// Credit transactions through the platform's Query contract: Wix documents the object, and no method that reads it.
import * as v from 'valibot';
import type { Call } from '../call.ts';
import { Failure } from '../failure.ts';
import { cursorQuery, nextCursor, PAGE_LIMIT, type Page, pagingFields } from './pages.ts';
import type { Refusals, WixTransport } from './transport.ts';

const API = 'Query Credit Transactions';
/** An export waits longer than that outside of a billed Lambda. */
const PATIENCE_MS = 5_000;
// Not v.array: it looks at each of the rows, and nothing is said of them here.
const rows = v.optional(v.custom<unknown[]>(Array.isArray));
/** Wix documents no name for the list: it follows from the object's, and the short one will do as well. */
const answer = v.object({ creditTransactions: rows, transactions: rows, ...pagingFields });

/** Which page: the first of a window of `createdDate` (ISO 8601, half open), or the one of a cursor. */
export type TransactionPage = { readonly from: string; readonly to: string } | { readonly cursor: string };

/** Where Wix has no such method, or none for this key, that is what it says; never an empty list. */
const refusals: Refusals = (status) =>
  status === 404 || status === 403 || status === 501 ? 'TransactionsNotReadable' : undefined;

/**
 * Reads one page of raw transactions, oldest first, as Wix sent them, and the cursor of the next. `path` is
 * WIX_TRANSACTIONS_PATH. Walk the pages with `pages`, which notices a cursor that comes again.
 * Throws what `WixTransport.send` throws, and `TransactionsNotReadable`.
 */
export async function queryTransactions(
  wix: WixTransport,
  path: string,
  which: TransactionPage,
  call: Call,
): Promise<Page<unknown>> {
  const body = 'cursor' in which ? cursorQuery(which.cursor) : windowQuery(which.from, which.to);
  const request = {
    api: API,
    method: 'POST',
    path,
    body,
    scope: 'ACCOUNT',
    repeatable: true,
    patienceMs: PATIENCE_MS,
    refusals,
    answer,
  } as const;
  const page = await wix.send(request, call);
  const items = page.creditTransactions ?? page.transactions;
  if (items === undefined) throw new Failure('WixUnavailable', `Wix's answer to "${API}" holds no list.`);
  return { items, next: nextCursor(API, items.length, page) };
}

const windowQuery = (from: string, to: string) => ({
  query: {
    filter: { createdDate: { $gte: from, $lt: to } },
    sort: [{ fieldName: 'createdDate', order: 'ASC' }],
    cursorPaging: { limit: PAGE_LIMIT },
  },
});
