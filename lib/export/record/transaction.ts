// The normalised transaction, its canonical line, and the one order that rows stand in.
import { compareInstants } from './instant.ts';
import type { JsonObject } from './metadata.ts';

/** What a charge cost: decimal text as Wix wrote it, an ISO 4217 code, and Wix's own display text. */
export interface Cost {
  readonly amount: string;
  readonly currencyCode: string;
  readonly formattedValue: string | undefined;
}

/**
 * One credit transaction under Wix's own field names. Dates are canonical instants (`instant.ts`), credits and money
 * are exact decimal text, `revision` is int64 text. What Wix did not send, or sent as null or empty text, is undefined.
 * The fields are always in this order, so that `JSON.stringify` of equal records is equal text.
 */
export interface Transaction {
  readonly id: string;
  readonly revision: string | undefined;
  readonly createdDate: string;
  readonly updatedDate: string | undefined;
  readonly amount: { readonly credits: string; readonly cost: Cost | undefined };
  readonly description: string | undefined;
  readonly callerAppId: string | undefined;
  readonly externalRefId: string | undefined;
  readonly metadata: JsonObject | undefined;
  readonly idempotencyKey: string | undefined;
}

/**
 * A transaction with its canonical line: the JSON text that is its line in an ndjson file, that its digest is taken of,
 * and that a checkpoint may keep. `restoreRow(JSON.parse(line))` gives the same row again.
 */
export interface Row {
  readonly record: Transaction;
  readonly line: string;
}

/** The row of a record whose fields are in the order of `Transaction`. */
export function rowOf(record: Transaction): Row {
  return { record, line: JSON.stringify(record) };
}

/** The order of rows in every file: by the instant of `createdDate`, then by the code units of `id`. */
export function compareRows(a: Row, b: Row): number {
  const byDate = compareInstants(a.record.createdDate, b.record.createdDate);
  if (byDate !== 0) return byDate;
  return a.record.id === b.record.id ? 0 : a.record.id < b.record.id ? -1 : 1;
}
