// What our reader of Parquet gives back, and what it refuses.
import { parquetMetadata, parquetReadObjects, type SchemaElement } from 'hyparquet';
import { ByteWriter, parquetWrite } from 'hyparquet-writer';
import { normalise } from '../../../../lib/export/record/normalise.ts';
import { arrayBuffer, fileOf, rowsOf } from './files.ts';

const priced = (amount: string, id = 't1') =>
  normalise({
    id,
    createdDate: '2026-10-01T00:00:00Z',
    amount: { credits: 1, cost: { amount, currencyCode: 'USD' } },
  });

it.each([
  ['without a point', '100'],
  ['of as many decimals as the column holds', `1.${'5'.padEnd(24, '0')}`],
  ['of one more', `1.${'5'.padEnd(25, '0')}`],
  ['of zeros far beyond them', `-12.${'0'.repeat(60)}`],
  ['of the most decimals that any amount has', `0.${'0'.repeat(398)}`],
])('money %s comes back with the decimals that Wix wrote', async (_, amount) => {
  const row = priced(amount);
  expect(row.record.amount.cost?.amount).toBe(amount);
  expect(await rowsOf('parquet', await fileOf('parquet', [[row]]))).toEqual([row]);
});

it('every field of a record comes back', async () => {
  const { record } = priced('0.15');
  const texts = { description: 'a', callerAppId: 'b', externalRefId: 'c', idempotencyKey: 'd' };
  const cost = { amount: '0.15', currencyCode: 'USD', formattedValue: '$0.15' };
  const row = normalise({
    ...{ ...record, ...texts, revision: '7', metadata: { site: { words: 3 } } },
    ...{ updatedDate: '2026-10-01T00:00:01Z', amount: { credits: 1.5, cost } },
  });
  expect(await rowsOf('parquet', await fileOf('parquet', [[row]]))).toEqual([row]);
});

it('instants come back to the nanosecond, up to the last one of a microsecond', async () => {
  const row = normalise({
    ...{
      id: 't1',
      createdDate: '2026-10-01T00:00:00.000000999Z',
      updatedDate: '2026-10-01T00:00:01.000001Z',
    },
    amount: { credits: 1 },
  });
  expect(await rowsOf('parquet', await fileOf('parquet', [[row]]))).toEqual([row]);
});

it('what has neither money nor metadata comes back without', async () => {
  const row = normalise({ id: 't1', createdDate: '2026-10-01T00:00:00Z', amount: { credits: 1 } });
  const [read] = await rowsOf('parquet', await fileOf('parquet', [[row]]));
  expect(read?.line).toBe(row.line);
});

describe('a file of several row groups', () => {
  const rows = Array.from({ length: 5_002 }, (_, index) => priced('0.15', `t${index}`));

  it('is read to its last row', async () => {
    const read = await rowsOf('parquet', await fileOf('parquet', [rows]), 100_000);
    expect(read.map(({ line }) => line)).toEqual(rows.map(({ line }) => line));
  });

  it('is refused with the number of the row in the file, not in its group', async () => {
    const file = arrayBuffer(await fileOf('parquet', [rows]));
    const { schema } = parquetMetadata(file);
    const records = await parquetReadObjects({ file });
    const columnData = schema.slice(1).map(({ name }) => ({
      name,
      data: records.map((record, index) => {
        if (name === 'amount_credits') return 10n ** 24n;
        if (name === 'amount_cost_amount') return 15n * 10n ** 22n;
        return name === 'amount_cost_decimals' && index === 5_001 ? 1 : record[name];
      }),
    }));
    const writer = new ByteWriter();
    await parquetWrite({ writer, schema, columnData, rowGroupSize: 5_000 });
    await expect(rowsOf('parquet', writer.getBytes(), 100_000)).rejects.toThrow(
      'row 5002: amount.cost.amount is not',
    );
  });
});

describe('the reader refuses', () => {
  const row = priced('0.15');

  /** The same columns, written by the library’s own conversions from whatever values are given. */
  async function forged(
    change: Record<string, unknown>,
    alter: (element: SchemaElement) => SchemaElement = (element) => element,
  ): Promise<Uint8Array> {
    const file = arrayBuffer(await fileOf('parquet', [[row]]));
    const schema = parquetMetadata(file).schema.map(alter);
    const [record] = await parquetReadObjects({ file });
    const amounts = { amount_credits: 10n ** 24n, amount_cost_amount: 15n * 10n ** 22n };
    const values: Record<string, unknown> = { ...record, ...amounts, ...change };
    const writer = new ByteWriter();
    const columnData = schema.slice(1).map(({ name }) => ({ name, data: [values[name]] }));
    await parquetWrite({ writer, schema, columnData });
    return writer.getBytes();
  }

  it('nothing when the library writes the same values', async () => {
    expect(await rowsOf('parquet', await forged({}))).toEqual([row]);
  });

  it.each([
    [
      'fewer decimals than the money has digits',
      { amount_cost_decimals: 1 },
      'row 1: amount.cost.amount is not',
    ],
    ['money without its decimals', { amount_cost_decimals: null }, 'row 1: amount.cost.amount is not'],
    [
      'whole money without its decimals',
      { amount_cost_amount: 5n * 10n ** 24n, amount_cost_decimals: null },
      'row 1: amount.cost.amount is not',
    ],
    ['nanoseconds beyond a microsecond', { createdDateNanos: 1000 }, 'row 1: createdDate is not'],
    ['nanoseconds before a microsecond', { createdDateNanos: -1 }, 'row 1: createdDate is not'],
    [
      'an update with half an instant',
      { updatedDate: new Date('2026-10-01T00:00:01Z') },
      'row 1: updatedDate is not',
    ],
    ['an update with the other half', { updatedDateNanos: 1 }, 'row 1: updatedDate is not'],
    [
      'one decimal more than any amount has',
      { amount_cost_amount: 0n, amount_cost_decimals: 399 },
      'row 1: amount.cost.amount is not',
    ],
    ['decimals below none', { amount_cost_decimals: -1 }, 'row 1: amount.cost.amount is not'],
    ['decimals far below', { amount_cost_decimals: -3 }, 'row 1: amount.cost.amount is not'],
    ['a cost without its money', { amount_cost_amount: null }, 'row 1: amount.cost.amount is not'],
    [
      'a currency of no money',
      { amount_cost_amount: null, amount_cost_decimals: null },
      'row 1: amount.cost.amount is not',
    ],
    [
      'more decimals than there can be',
      { amount_cost_decimals: 2 ** 31 - 1 },
      'row 1: amount.cost.amount is not',
    ],
    ['a date beyond all dates', { createdDate: 2n ** 63n - 1n }, 'row 1 holds a value that is out of range'],
    ['an empty id', { id: '' }, 'row 1: id is not'],
    ['metadata that is no object', { metadata: [1] }, 'row 1: metadata is not'],
  ])('%s', async (_, change, message) => {
    await expect(rowsOf('parquet', await forged(change))).rejects.toMatchObject({
      name: 'Unreadable',
      message: expect.stringContaining(message),
    });
  });

  it('metadata that is not UTF-8, which would be read as other characters', async () => {
    const file = Buffer.from(await forged({ metadata: { note: 'ü' } }));
    let found = file.indexOf('ü');
    expect(found).toBeGreaterThan(0);
    for (; found >= 0; found = file.indexOf('ü', found + 1)) file[found + 1] = 0x28;
    await expect(rowsOf('parquet', file)).rejects.toThrow('after row 0 cannot be decoded');
  });

  it('an amount of another scale', async () => {
    const file = await forged({}, (element) =>
      element.name === 'amount_credits' ? { ...element, scale: 23 } : element,
    );
    await expect(rowsOf('parquet', file)).rejects.toThrow('the columns are not the ones of this format');
  });

  it('what is no Parquet file, what has other columns, and pages that were damaged', async () => {
    await expect(rowsOf('parquet', Buffer.from('PAR1 no, not at all'))).rejects.toThrow('not a Parquet file');
    const writer = new ByteWriter();
    await parquetWrite({ writer, columnData: [{ name: 'id', data: ['t1'] }] });
    await expect(rowsOf('parquet', writer.getBytes())).rejects.toThrow('the columns are not the ones');
    const damaged = await fileOf('parquet', [[row]]);
    damaged.fill(0, 4, 60);
    await expect(rowsOf('parquet', damaged)).rejects.toThrow('after row 0 cannot be decoded');
  });
});
