// Parquet as an independent reader sees it.
import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects, type SchemaElement } from 'hyparquet';
import { normalise } from '../../../../lib/export/record/normalise.ts';
import type { Row } from '../../../../lib/export/record/transaction.ts';
import { anyRows } from '../record/arbitraries.ts';
import { arrayBuffer, fileOf } from './files.ts';

/** hyparquet gives a DECIMAL as a double, which is not exact; without the logical type it gives the 16 bytes. */
function bare(element: SchemaElement): SchemaElement {
  if (element.converted_type !== 'DECIMAL') return element;
  const { name, type = 'FIXED_LEN_BYTE_ARRAY', type_length = 16, repetition_type = 'OPTIONAL' } = element;
  return { name, type, type_length, repetition_type };
}

async function read(rows: readonly Row[]): Promise<Record<string, unknown>[]> {
  const file = arrayBuffer(await fileOf('parquet', [rows]));
  const metadata = parquetMetadata(file);
  return parquetReadObjects({ file, metadata: { ...metadata, schema: metadata.schema.map(bare) } });
}

/** Decimal text as 10^-24ths in 16 bytes, by arithmetic of the test's own. */
function decimalBytes(text: string): Uint8Array {
  const [whole = '', fraction = ''] = text.split('.');
  const units = BigInt(whole + fraction.padEnd(24, '0'));
  const hex = BigInt.asUintN(128, units).toString(16).padStart(32, '0');
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

it('hyparquet reads every value: texts, instants, numbers, parsed metadata, null where there is none', async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, async (rows) => {
      const records = await read(rows);
      expect(records).toEqual(
        rows.map(({ record }) => ({
          id: record.id,
          revision: record.revision === undefined ? null : BigInt(record.revision),
          createdDate: new Date(record.createdDate),
          createdDateNanos: Number(record.createdDate.slice(20, -1).padEnd(9, '0').slice(6)),
          updatedDate: record.updatedDate === undefined ? null : new Date(record.updatedDate),
          updatedDateNanos:
            record.updatedDate === undefined
              ? null
              : Number(record.updatedDate.slice(20, -1).padEnd(9, '0').slice(6)),
          amount_credits: decimalBytes(record.amount.credits),
          amount_cost_amount:
            record.amount.cost === undefined ? null : decimalBytes(record.amount.cost.amount),
          amount_cost_decimals:
            record.amount.cost === undefined ? null : (record.amount.cost.amount.split('.')[1] ?? '').length,
          amount_cost_currencyCode: record.amount.cost?.currencyCode ?? null,
          amount_cost_formattedValue: record.amount.cost?.formattedValue ?? null,
          description: record.description ?? null,
          callerAppId: record.callerAppId ?? null,
          externalRefId: record.externalRefId ?? null,
          metadata: record.metadata ?? null,
          idempotencyKey: record.idempotencyKey ?? null,
        })),
      );
    }),
  );
});

it('a reader can skip by date: row groups of 5,000 rows carry the range of createdDate', async () => {
  const rows = Array.from({ length: 10_001 }, (_, i) =>
    normalise({
      id: `t${i}`,
      createdDate: new Date(1_790_812_800_000 + i).toISOString(),
      amount: { credits: 1 },
    }),
  );
  const { row_groups } = parquetMetadata(arrayBuffer(await fileOf('parquet', [rows])));
  expect(row_groups.map((group) => group.num_rows)).toEqual([5000n, 5000n, 1n]);
  const ranges = row_groups.map((group) => {
    const column = group.columns.find((chunk) => chunk.meta_data?.path_in_schema[0] === 'createdDate');
    return [column?.meta_data?.statistics?.min_value, column?.meta_data?.statistics?.max_value];
  });
  expect(ranges).toEqual([
    [new Date(1_790_812_800_000), new Date(1_790_812_804_999)],
    [new Date(1_790_812_805_000), new Date(1_790_812_809_999)],
    [new Date(1_790_812_810_000), new Date(1_790_812_810_000)],
  ]);
});

it.each([
  [0, []],
  [5_000, [5000n]],
])('a file of %i rows has no row group without rows', async (count, expected) => {
  const rows = Array.from({ length: count }, (_, i) =>
    normalise({ id: `t${i}`, createdDate: '2026-10-01T00:00:00Z', amount: { credits: 1 } }),
  );
  const { row_groups } = parquetMetadata(arrayBuffer(await fileOf('parquet', [rows])));
  expect(row_groups.map((group) => group.num_rows)).toEqual(expected);
});

it('texts of which no two are the same are written as they come: a dictionary of them would only take time', async () => {
  const rows = Array.from({ length: 200 }, (_, i) =>
    normalise({
      ...{ id: `t${i}`, createdDate: '2026-10-01T00:00:00Z', amount: { credits: 1 } },
      ...{ description: 'x', externalRefId: 'x', idempotencyKey: 'x' },
    }),
  );
  const [group] = parquetMetadata(arrayBuffer(await fileOf('parquet', [rows]))).row_groups;
  const withDictionary = group?.columns
    .filter(({ meta_data }) => meta_data?.dictionary_page_offset !== undefined)
    .map(({ meta_data }) => meta_data?.path_in_schema[0]);
  expect(withDictionary).toContain('description');
  for (const name of ['id', 'externalRefId', 'idempotencyKey']) expect(withDictionary).not.toContain(name);
});

it('keeps 10,000 different amounts and more, each its own', async () => {
  const rows = Array.from({ length: 10_050 }, (_, i) =>
    normalise({ id: `t${i}`, createdDate: '2026-10-01T00:00:00Z', amount: { credits: i + 0.25 } }),
  );
  const records = await read(rows);
  const credits = records.map((record) => Buffer.from(Object(record.amount_credits)).toString('hex'));
  expect(credits).toEqual(rows.map((_, i) => Buffer.from(decimalBytes(`${i}.25`)).toString('hex')));
});
