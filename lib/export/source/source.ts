// The port to where credit transactions are read from: Wix's query, or what the account's own apps have recorded.
import type { Call } from '../../call.ts';
import type { Row } from '../record/transaction.ts';

/** Half-open window of `createdDate`, as canonical instants (`../record/instant.ts`). */
export interface Window {
  readonly from: string;
  readonly to: string;
}

/**
 * One page, in ascending order of `createdDate`; ties may come in any order. A row may come again, even after later ones:
 * drop what is known before the order is looked at. An id may come in several revisions. `next` is where to go on,
 * undefined at the end: opaque text that survives in a checkpoint, for the same window of the same source. A page may be
 * empty and still have a `next`.
 */
export interface SourcePage {
  readonly rows: readonly Row[];
  readonly next: string | undefined;
}

/** A source of transactions. It holds no state of a walk, so that any process can go on from any position. */
export interface TransactionSource {
  readonly name: 'wix' | 'recorded';
  /**
   * Reads one page: the first of the window, or the one at a position.
   * @throws Failure `TransactionsNotReadable`, `WixRateLimited` (with `retryAfterSeconds`), `WixUnavailable`,
   * `WixTimeout`, `WixCredentialsRejected`, `WixRequestRejected`, `SecretUnavailable`; and `Internal` for what only the
   * operator can mend, such as a record that cannot be read: none is ever left out for that.
   */
  page(window: Window, position: string | undefined, call: Call): Promise<SourcePage>;
  /** Whole seconds until another page may be asked for; 0: now. */
  waitSeconds(): number;
}
