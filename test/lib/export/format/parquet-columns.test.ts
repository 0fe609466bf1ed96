// What a Parquet file says of its columns to whoever opens it: the contract with Athena, DuckDB and everyone else.
import { parquetMetadata } from 'hyparquet';
import { normalise } from '../../../../lib/export/record/normalise.ts';
import { arrayBuffer, fileOf, rowsOf } from './files.ts';

const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } };
const json = { type: 'BYTE_ARRAY', converted_type: 'JSON', logical_type: { type: 'JSON' } };
const decimal = {
  ...{ type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, converted_type: 'DECIMAL', precision: 38, scale: 24 },
  logical_type: { type: 'DECIMAL', precision: 38, scale: 24 },
};
const timestamp = {
  ...{ type: 'INT64', converted_type: 'TIMESTAMP_MICROS' },
  logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
};

it('every column of the record, in its order, with its exact type; what every record has is required', async () => {
  const { schema, created_by } = parquetMetadata(arrayBuffer(await fileOf('parquet', [])));
  const told = schema.slice(1).map(({ name, repetition_type, ...type }) => [name, repetition_type, type]);
  expect(told).toEqual([
    ['id', 'REQUIRED', text],
    ['revision', 'OPTIONAL', { type: 'INT64' }],
    ['createdDate', 'REQUIRED', timestamp],
    ['createdDateNanos', 'REQUIRED', { type: 'INT32' }],
    ['updatedDate', 'OPTIONAL', timestamp],
    ['updatedDateNanos', 'OPTIONAL', { type: 'INT32' }],
    ['amount_credits', 'REQUIRED', decimal],
    ['amount_cost_amount', 'OPTIONAL', decimal],
    ['amount_cost_decimals', 'OPTIONAL', { type: 'INT32' }],
    ['amount_cost_currencyCode', 'OPTIONAL', text],
    ['amount_cost_formattedValue', 'OPTIONAL', text],
    ['description', 'OPTIONAL', text],
    ['callerAppId', 'OPTIONAL', text],
    ['externalRefId', 'OPTIONAL', text],
    ['metadata', 'OPTIONAL', json],
    ['idempotencyKey', 'OPTIONAL', text],
  ]);
  expect(created_by).toBe('wix-credits-functions');
});

it.each([
  ['amount.credits', { credits: 1e14 }],
  ['amount.credits', { credits: '0.0000000000000000000000001' }],
  ['amount.cost.amount', { credits: 1, cost: { amount: '123456789012345', currencyCode: 'USD' } }],
])(
  'a number that does not fit %s is an error that names the row, never a rounded one',
  async (path, amount) => {
    const row = normalise({ id: 't1', createdDate: '2026-10-01T00:00:00Z', amount });
    await expect(fileOf('parquet', [[row]])).rejects.toMatchObject({
      ...{ name: 'BadRecord', id: 't1', path },
      expected:
        'a number of at most 14 digits before and 24 after the point for parquet (ndjson and csv hold any)',
    });
    for (const name of ['ndjson', 'csv', 'focus'] as const) {
      expect(await rowsOf(name, await fileOf(name, [[row]]))).toEqual([row]);
    }
  },
);
