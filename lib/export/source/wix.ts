// The source on Wix's query for transactions: pages of 100 by cursor, and nothing taken on trust.
import type { Call } from '../../call.ts';
import { Failure } from '../../failure.ts';
import { queryTransactions } from '../../wix/credit-transactions.ts';
import type { Page } from '../../wix/pages.ts';
import type { GovernedTransport } from '../../wix/transport.ts';
import { compareInstants } from '../record/instant.ts';
import { rowsWithin, wholeMilliseconds } from './asked-window.ts';
import type { SourcePage, TransactionSource, Window } from './source.ts';
import { decodePosition, encodePosition, nextPosition, type WixPosition } from './wix-position.ts';

/**
 * The source over Wix. Every row is held against the window that was asked for; that the rows ascend can only be seen
 * by whoever walks the pages. `path` is WIX_TRANSACTIONS_PATH.
 */
export function createWixSource(wix: GovernedTransport, path: string): TransactionSource {
  const first = (window: Window, call: Call) => queryTransactions(wix, path, wholeMilliseconds(window), call);

  return {
    name: 'wix',
    waitSeconds: () => wix.waitSeconds(),
    async page(window, text, call) {
      if (text === undefined) return pageOf(await first(window, call), window, undefined);
      const position = decodePosition(text, window);
      try {
        const page = await queryTransactions(wix, path, { cursor: position.cursor }, call);
        return pageOf(page, { from: position.since, to: window.to }, position);
      } catch (thrown) {
        const from = restart(thrown, position);
        if (from === undefined) throw thrown;
        const rest = { from, to: window.to };
        call.log.warn('Wix refuses a cursor: the query begins anew at the last transaction', rest);
        return pageOf(await first(rest, call), rest, undefined);
      }
    },
  };
}

/**
 * Where to query anew when Wix refuses a cursor; undefined for any other error, and where it would read the same again.
 * How long Wix keeps a cursor is not documented, and neither is whether rows of one millisecond are in order: so they are
 * all read again.
 */
function restart(thrown: unknown, { since, last }: WixPosition): string | undefined {
  if (!(thrown instanceof Failure) || thrown.code !== 'WixRequestRejected') return undefined;
  const { from } = wholeMilliseconds({ from: last, to: last });
  return compareInstants(from, since) > 0 ? from : undefined;
}

/** The page of a query for `asked`; `position` is its own, undefined for the first. */
function pageOf(page: Page<unknown>, asked: Window, position: WixPosition | undefined): SourcePage {
  const rows = rowsWithin(asked, page.items);
  if (page.next === undefined) return { rows, next: undefined };
  const last = rows.at(-1)?.record.createdDate ?? position?.last ?? asked.from;
  const next = nextPosition(position, { cursor: page.next, since: asked.from, last });
  return { rows, next: encodePosition(next) };
}
