// CSV for spreadsheets: RFC 4180, the record's fields as columns, formulas neutralised, exact decimal text.
import type { Transaction } from '../record/transaction.ts';
import { jsonCell, textCell } from './csv-cell.ts';
import type { Batches } from './format.ts';
import { NATIVE_FIELDS } from './native-fields.ts';
import { textChunks } from './text-chunks.ts';

/** The first bytes of a file: Excel takes it for UTF-8 only with this mark, and other readers skip it. */
export const BYTE_ORDER_MARK = '\uFEFF';
/** The header of a csv file, without its line end. */
export const CSV_HEADER = NATIVE_FIELDS.map((field) => field.name).join(',');

/** The cells of a record in the order of `NATIVE_FIELDS`, joined; an absent value is an empty cell. */
export function nativeText(record: Transaction): string {
  const { id, revision, createdDate, updatedDate, amount, metadata } = record;
  const { credits, cost } = amount;
  const money =
    cost === undefined ? ',,' : `${cost.amount},${cost.currencyCode},${textCell(cost.formattedValue)}`;
  const json = metadata === undefined ? '' : jsonCell(JSON.stringify(metadata));
  return (
    `${textCell(id)},${revision ?? ''},${createdDate},${updatedDate ?? ''},${credits},${money}` +
    `,${textCell(record.description)},${textCell(record.callerAppId)},${textCell(record.externalRefId)}` +
    `,${json},${textCell(record.idempotencyKey)}`
  );
}

/** The bytes of a `.csv` file. */
export function encodeCsv(batches: Batches): AsyncIterable<Uint8Array> {
  return textChunks(batches, `${BYTE_ORDER_MARK}${CSV_HEADER}\r\n`, (row) => `${nativeText(row.record)}\r\n`);
}
