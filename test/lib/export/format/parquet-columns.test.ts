// What a Parquet file says of its columns to whoever opens it: the contract with Athena, DuckDB and everyone else.
import { parquetMetadata } from 'hyparquet';
import { arrayBuffer, fileOf } from './files.ts';

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
