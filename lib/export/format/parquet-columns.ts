// The columns of a Parquet file: the record, flat, each field with its type.
import {
  decimal,
  distinctText,
  instant,
  integer,
  json,
  type ParquetColumn,
  present,
  text,
} from './parquet-column.ts';

/** How many decimals Wix wrote: a DECIMAL has lost whether 0.1 was `0.1` or `0.10`. */
function decimalsOf(amount: string): number {
  const point = amount.indexOf('.');
  return point === -1 ? 0 : amount.length - point - 1;
}

/** Every column, in the order of the record. Names are Wix's own, nested names joined by an underscore. */
export const PARQUET_COLUMNS: readonly ParquetColumn[] = [
  distinctText('id', (r) => r.id, 'REQUIRED'),
  integer('revision', 'INT64', 'OPTIONAL', (r) =>
    r.revision === undefined ? undefined : BigInt(r.revision),
  ),
  ...instant('createdDate', 'REQUIRED', (r) => r.createdDate),
  ...instant('updatedDate', 'OPTIONAL', (r) => r.updatedDate),
  decimal('amount_credits', 'REQUIRED', 'amount.credits', (r) => r.amount.credits),
  decimal('amount_cost_amount', 'OPTIONAL', 'amount.cost.amount', (r) => r.amount.cost?.amount),
  integer(
    'amount_cost_decimals',
    'INT32',
    'OPTIONAL',
    present((r) => r.amount.cost?.amount, decimalsOf),
  ),
  text('amount_cost_currencyCode', (r) => r.amount.cost?.currencyCode),
  text('amount_cost_formattedValue', (r) => r.amount.cost?.formattedValue),
  text('description', (r) => r.description),
  text('callerAppId', (r) => r.callerAppId),
  distinctText('externalRefId', (r) => r.externalRefId),
  json('metadata', (r) => JSON.stringify(r.metadata)),
  distinctText('idempotencyKey', (r) => r.idempotencyKey),
];
