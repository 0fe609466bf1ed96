// The floors of Parquet: bare loops into the very writer of the exporter, with its columns and its row groups.
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { encodeParquet } from '../../lib/export/format/parquet.ts';
import { PARQUET_COLUMNS } from '../../lib/export/format/parquet-columns.ts';
import type { Transaction } from '../../lib/export/record/transaction.ts';
import { bareList, type Raw } from './bare-client.ts';
import { type Loop, put } from './loops.ts';

/** As the exporter has it. */
const ROWS_PER_GROUP = 5_000;

/** What the columns read; nothing is checked. */
const recordOf = (row: Raw): Transaction => ({
  ...row,
  amount: { credits: String(row.amount.credits), cost: row.amount.cost },
});

/** The floor: the values of the columns to the writer, group by group; it encodes them as it does by itself. */
export const parquetFloor: Loop = async (world, window, file) => {
  const out = createWriteStream(file);
  const sink = new ByteWriter();
  const columns = PARQUET_COLUMNS.map(({ element, physical, isDistinct, get }) => ({
    element: isDistinct ? element : physical,
    get,
  }));
  const root = { name: 'root', num_children: columns.length };
  const writer = new ParquetWriter({
    writer: sink,
    schema: [root, ...columns.map(({ element }) => element)],
  });
  const flush = async () => {
    await put(out, sink.getBytes().slice());
    sink.index = 0;
  };
  let group: Transaction[] = [];
  const write = async () => {
    const columnData = columns.map(({ element, get }) => ({ name: element.name, data: group.map(get) }));
    writer.write({ columnData, rowGroupSize: group.length });
    group = [];
    await flush();
  };
  let rows = 0;
  for await (const page of bareList(world, window)) {
    for (const row of page) group.push(recordOf(row));
    rows += page.length;
    if (group.length >= ROWS_PER_GROUP) await write();
  }
  if (group.length > 0) await write();
  writer.finish();
  await flush();
  out.end();
  await finished(out);
  return rows;
};

/** The same with the exporter's own encodings: what its work on them is worth. */
export const tunedParquetFloor: Loop = async (world, window, file) => {
  const out = createWriteStream(file);
  let rows = 0;
  async function* batches() {
    for await (const page of bareList(world, window)) {
      rows += page.length;
      yield page.map((row) => ({ record: recordOf(row), line: '' }));
    }
  }
  for await (const chunk of encodeParquet(batches())) await put(out, chunk);
  out.end();
  await finished(out);
  return rows;
};
