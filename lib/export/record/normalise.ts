// One raw Wix transaction in any of its wire forms → the normalised row. Hand-checked: it runs once a row.
import { parseCredits, parseMoney } from './amount.ts';
import { BadRecord } from './bad-record.ts';
import { parseInstant } from './instant.ts';
import { type JsonObject, parseMetadata, parsePlainMetadata } from './metadata.ts';
import { parseRevision } from './revision.ts';
import { type Cost, type Row, rowOf, type Transaction } from './transaction.ts';
import { isObject, unwrap } from './wire.ts';

type MetadataParser = (value: unknown) => JsonObject | undefined;

const currency = /^[A-Z]{3}$/;

/** Text as it came; empty text counts as absent, as protobuf has it. A lone surrogate would not survive UTF-8. */
function text(value: unknown, path: string): string | undefined {
  const inner = typeof value === 'string' ? value : unwrap(value);
  if (inner === undefined || inner === '') return undefined;
  if (typeof inner !== 'string') throw new BadRecord(path, 'text');
  return inner.isWellFormed() ? inner : inner.toWellFormed();
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function instant(value: unknown, path: string): string {
  const parsed = parseInstant(value);
  if (parsed === undefined) throw new BadRecord(path, 'an ISO 8601 instant or {seconds, nanos}');
  return parsed;
}

function revision(value: unknown): string | undefined {
  const inner = unwrap(value);
  if (inner === undefined || inner === '') return undefined;
  const parsed = parseRevision(inner);
  if (parsed === undefined) throw new BadRecord('revision', 'an int64');
  return parsed;
}

function cost(value: unknown): Cost | undefined {
  if (isAbsent(value)) return undefined;
  if (!isObject(value)) throw new BadRecord('amount.cost', 'an object');
  const amount = parseMoney(value.amount);
  if (amount === undefined && Object.keys(value).length === 0) return undefined;
  if (amount === undefined) throw new BadRecord('amount.cost.amount', 'a decimal number');
  const currencyCode = unwrap(value.currencyCode);
  if (typeof currencyCode !== 'string' || !currency.test(currencyCode)) {
    throw new BadRecord('amount.cost.currencyCode', 'an ISO 4217 code');
  }
  return { amount, currencyCode, formattedValue: text(value.formattedValue, 'amount.cost.formattedValue') };
}

function amount(value: unknown): Transaction['amount'] {
  if (!isObject(value)) throw new BadRecord('amount', 'an object');
  const credits = parseCredits(value.credits);
  if (credits === undefined) throw new BadRecord('amount.credits', 'a decimal number');
  return { credits, cost: cost(value.cost) };
}

function metadata(value: unknown, parse: MetadataParser): JsonObject | undefined {
  if (isAbsent(value)) return undefined;
  const parsed = parse(value);
  if (parsed === undefined) throw new BadRecord('metadata', 'a JSON object of at most 100 levels');
  return parsed;
}

function fields(raw: Readonly<Record<string, unknown>>, id: string, parse: MetadataParser): Transaction {
  return {
    id,
    revision: revision(raw.revision),
    createdDate: instant(raw.createdDate, 'createdDate'),
    updatedDate: isAbsent(raw.updatedDate) ? undefined : instant(raw.updatedDate, 'updatedDate'),
    amount: amount(raw.amount),
    description: text(raw.description, 'description'),
    callerAppId: text(raw.callerAppId, 'callerAppId'),
    externalRefId: text(raw.externalRefId, 'externalRefId'),
    metadata: metadata(raw.metadata, parse),
    idempotencyKey: text(raw.idempotencyKey, 'idempotencyKey'),
  };
}

function rowFrom(raw: unknown, parse: MetadataParser): Row {
  if (!isObject(raw)) throw new BadRecord('', 'an object');
  const id = text(raw.id, 'id');
  if (id === undefined) throw new BadRecord('id', 'text that is not empty');
  try {
    return rowOf(fields(raw, id, parse));
  } catch (error) {
    if (error instanceof BadRecord) throw new BadRecord(error.path, error.expected, id);
    throw error;
  }
}

/**
 * The row of a raw transaction: plain or with `{value}`, `{seconds, nanos}` and `{fields}` forms; unknown fields are
 * left out. It needs an id, a createdDate and credits, and money needs its currency; the rest may be missing.
 * @throws BadRecord naming the record and the field.
 */
export function normalise(raw: unknown): Row {
  return rowFrom(raw, parseMetadata);
}

/**
 * The row of a record that was normalised before: `JSON.parse` of a row's line, from a checkpoint or a file. Not the same
 * as `normalise`: metadata that merely looks like a Struct is left as it is.
 * @throws BadRecord naming the record and the field.
 */
export function restoreRow(record: unknown): Row {
  return rowFrom(record, parsePlainMetadata);
}
