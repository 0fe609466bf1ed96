// The two forms in which a credit transaction may travel.
import type { Settings } from '../settings.ts';
import type { CreditTransaction } from '../world/transaction.ts';

/**
 * A transaction as JSON: plain, or with `{value}` around id and revision, `{seconds, nanos}` for dates and `{fields}`
 * for metadata, which the documented schema shows. Assumption: which of them Wix sends is not documented.
 */
export function toWire(transaction: CreditTransaction, form: Settings['wireForm']): unknown {
  if (form === 'plain') return transaction;
  return {
    ...transaction,
    id: { value: transaction.id },
    revision: { value: transaction.revision },
    createdDate: timestamp(transaction.createdDate),
    updatedDate: timestamp(transaction.updatedDate),
    metadata: struct(transaction.metadata),
  };
}

function timestamp(date: string): { seconds: string; nanos: number } {
  const instant = Date.parse(date);
  return { seconds: String(Math.floor(instant / 1000)), nanos: (instant % 1000) * 1_000_000 };
}

/** `google.protobuf.Struct` as its own message says it. */
function struct(value: Readonly<Record<string, unknown>>): unknown {
  const fields = Object.entries(value).map(([name, item]) => [name, structValue(item)]);
  return { fields: Object.fromEntries(fields) };
}

function structValue(value: unknown): unknown {
  if (value === null) return { nullValue: 'NULL_VALUE' };
  if (typeof value === 'number') return { numberValue: value };
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (Array.isArray(value)) return { listValue: { values: value.map(structValue) } };
  return { structValue: struct(Object.fromEntries(Object.entries(value ?? {}))) };
}
