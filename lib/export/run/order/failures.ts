// What rows can be wrong in beside their content, and what to do about it.
import { Failure } from '../../../failure.ts';
import type { Row } from '../../record/transaction.ts';

const printable = /^[\w.:-]{1,64}$/;

function name(id: string): string {
  return printable.test(id) ? `Transaction ${id}` : 'A transaction';
}

/** The source does not ascend; also a row that comes again so late that nobody remembers it. */
export function behind({ record: { id, createdDate } }: Row): Failure {
  return new Failure(
    'TransactionsNotReadable',
    `${name(id)} of ${createdDate} came after a later one: the list is not sorted by createdDate, or gives transactions again long after, so no export can be complete and free of repetitions for certain. The operator must set WIX_TRANSACTIONS_PATH to a method that sorts by createdDate, or TRANSACTION_SOURCE to recorded and send the transactions to POST /v1/transactions.`,
  );
}

/** One revision of an id came with two contents. */
export function contradiction({ record: { id } }: Row): Failure {
  return new Failure(
    'TransactionsNotReadable',
    `${name(id)} came twice in the same revision with different content, and which one is right cannot be told. Start the export again; if it happens again, the operator must ask Wix about the transaction.`,
  );
}

/** A higher revision of a row that is in a file already. */
export function revisedTooLate(id: string): Failure {
  return new Failure(
    'ExportConflict',
    `${name(id)} was revised during the export, after the file that holds it was written. Start the export again with an exportId of your own: that begins anew and holds the revision.`,
  );
}

/** More rows of one millisecond than are held. */
export function tooManyAtOnce({ record: { createdDate } }: Row, most: number): Failure {
  return new Failure(
    'Internal',
    `More than ${most} transactions carry the createdDate ${createdDate}: they cannot be put in order within the memory of an export. The operator must export the windows before and after that time.`,
  );
}

/** Pages come and come, and bring nothing new. */
export function endless(pages: number): Failure {
  return new Failure(
    'WixUnavailable',
    `${pages} pages of transactions in a row have brought nothing new: the list has no end.`,
  );
}
