// Random transactions for property tests: canonical values, and the wire forms that Wix may send them in.
import fc from 'fast-check';
import type { JsonObject } from '../../../../lib/export/record/metadata.ts';
import { normalise } from '../../../../lib/export/record/normalise.ts';
import type { Row } from '../../../../lib/export/record/transaction.ts';
import { anyCharacters } from '../../../support/any-text.ts';

/** The canonical text of an instant, computed from its nanoseconds alone. */
export function instantText(epochNanoseconds: bigint): string {
  const second = epochNanoseconds / 1_000_000_000n;
  const nanos = String(epochNanoseconds % 1_000_000_000n).padStart(9, '0');
  const digits = nanos.endsWith('000000') ? 3 : nanos.endsWith('000') ? 6 : 9;
  const toTheSecond = new Date(Number(second) * 1000).toISOString().slice(0, 19);
  return `${toTheSecond}.${nanos.slice(0, digits)}Z`;
}

const begin = BigInt(Date.parse('2024-01-01')) * 1_000_000n;
const end = BigInt(Date.parse('2028-01-01')) * 1_000_000n;

/** Nanoseconds since 1970 in a few years, often with fewer digits than nine. */
export const epochNanoseconds = fc
  .tuple(fc.bigInt(begin, end - 1n), fc.constantFrom(1n, 1000n, 1_000_000n, 1_000_000_000n))
  .map(([value, unit]) => value - (value % unit));

/** Text as people and machines write it: formulas, quotes, line ends, other scripts, whole Unicode. */
export const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  anyCharacters({ minLength: 1, maxLength: 20 }),
  fc.constantFrom(
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
    '\r\n',
    "'",
    "''=1",
    ' =1',
    '\uFF1D1',
    'a,b',
    'say "hi"',
    ' ',
  ),
);

/** Decimal text: plain, with trailing zeros, negative, tiny. */
export const decimalText = fc
  .tuple(fc.boolean(), fc.bigInt(0n, 10n ** 12n), fc.integer({ min: 0, max: 9 }))
  .map(([negative, units, scale]) => {
    const digits = units.toString().padStart(scale + 1, '0');
    const point = digits.length - scale;
    const text = scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
    return negative && units !== 0n ? `-${text}` : text;
  });

const metadata: fc.Arbitrary<JsonObject> = fc.dictionary(
  fc.string({ maxLength: 8 }),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value))),
  { maxKeys: 4 },
);

function optional<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}

/** A raw transaction in its plain form, with the instants as nanoseconds so that a wire form can be chosen for them. */
export const plainTransaction = fc.record({
  id: fc.oneof(fc.uuid(), anyText),
  revision: optional(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map(String)),
  createdDate: epochNanoseconds,
  updatedDate: optional(epochNanoseconds),
  credits: fc.oneof(
    fc.integer({ min: 0, max: 5000 }),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-7, max: 1e12 }),
    fc.integer({ min: -500, max: 500 }).map((hundredths) => hundredths / 100),
  ),
  cost: optional(
    fc.record({
      amount: decimalText,
      currencyCode: fc.constantFrom('USD', 'EUR', 'JPY'),
      formattedValue: optional(anyText),
    }),
  ),
  description: optional(anyText),
  callerAppId: optional(fc.uuid()),
  externalRefId: optional(anyText),
  metadata: optional(metadata),
  idempotencyKey: optional(anyText),
});

/** What `plainTransaction` makes. */
export type PlainTransaction = typeof plainTransaction extends fc.Arbitrary<infer Plain> ? Plain : never;

/** The raw transaction as Wix documents it. */
export function plainForm(plain: PlainTransaction): Record<string, unknown> {
  const { credits, cost, createdDate, updatedDate, ...rest } = plain;
  return {
    ...rest,
    createdDate: instantText(createdDate),
    updatedDate: updatedDate === undefined ? undefined : instantText(updatedDate),
    amount: { credits, cost },
  };
}

/** A protobuf Struct value. */
function structValue(value: unknown): unknown {
  if (value === null) return { nullValue: null };
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'number') return { numberValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (Array.isArray(value)) return { listValue: { values: value.map(structValue) } };
  return { structValue: struct(Object(value)) };
}

function struct(value: object): unknown {
  return { fields: Object.fromEntries(Object.entries(value).map(([key, item]) => [key, structValue(item)])) };
}

/** The same transaction in the form of protobuf JSON without the well-known types' own JSON. */
export function protobufForm(plain: PlainTransaction): Record<string, unknown> {
  const timestamp = (nanoseconds: bigint) => ({
    seconds: String(nanoseconds / 1_000_000_000n),
    nanos: Number(nanoseconds % 1_000_000_000n),
  });
  const wrap = (value: unknown) => (value === undefined ? null : { value });
  return {
    id: { value: plain.id },
    revision: wrap(plain.revision),
    createdDate: timestamp(plain.createdDate),
    updatedDate: plain.updatedDate === undefined ? null : timestamp(plain.updatedDate),
    amount: { credits: { value: plain.credits }, cost: plain.cost ?? null },
    description: wrap(plain.description),
    callerAppId: wrap(plain.callerAppId),
    externalRefId: wrap(plain.externalRefId),
    metadata: plain.metadata === undefined ? null : struct(plain.metadata),
    idempotencyKey: wrap(plain.idempotencyKey),
    aFieldOfTomorrow: { anything: [1] },
  };
}

/** Normalised rows. */
export const anyRow: fc.Arbitrary<Row> = plainTransaction.map((plain) => normalise(plainForm(plain)));

/** Several rows with different ids. */
export const anyRows: fc.Arbitrary<Row[]> = fc.uniqueArray(anyRow, {
  maxLength: 12,
  selector: (row) => row.record.id,
});
