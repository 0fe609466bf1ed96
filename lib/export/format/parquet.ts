// Parquet for Athena, DuckDB and Spark: typed columns, exact decimals, a row group at a time.
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { Transaction } from '../record/transaction.ts';
import type { Batches } from './format.ts';
import type { Physical } from './parquet-column.ts';
import { PARQUET_COLUMNS } from './parquet-columns.ts';

/** Rows in a row group: all that is held in memory at once, and the unit that a reader can skip by date. */
const rowsPerGroup = 5_000;

function schemaOf(elements: readonly SchemaElement[]): SchemaElement[] {
  return [{ name: 'root', num_children: elements.length }, ...elements];
}

const physicalSchema = schemaOf(PARQUET_COLUMNS.map((column) => column.physical));
const declaredSchema = schemaOf(PARQUET_COLUMNS.map((column) => column.element));

/** The most bytes that a UTF-16 code unit takes in UTF-8. */
const widest = 3;

/** Texts as bytes, all in one buffer: one by one they cost the writer more than the rest of their column. */
function encoded(values: readonly Physical[]): Physical[] {
  const room = values.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 0), 0);
  const bytes = Buffer.allocUnsafeSlow(room * widest);
  let end = 0;
  return values.map((value) => {
    // Stryker disable next-line StringLiteral: the writer makes bytes of text itself, slowly.
    if (typeof value !== 'string') return value;
    const start = end;
    end += bytes.write(value, start);
    return bytes.subarray(start, end);
  });
}

function writeGroup(file: ParquetWriter, records: readonly Transaction[]): void {
  const columnData = PARQUET_COLUMNS.map(({ physical, get, isDistinct }) => ({
    name: physical.name,
    data: isDistinct ? encoded(records.map(get)) : records.map(get),
    ...(isDistinct ? ({ encoding: 'PLAIN' } as const) : {}),
    // Rows are sorted by date and read by date: no other column's range would let a reader skip a group.
    statistics: physical.name === 'createdDate',
  }));
  file.write({ columnData, rowGroupSize: records.length });
}

/** Empties the writer's buffer: a copy of its bytes, because the buffer is written over. */
function take(sink: ByteWriter): Uint8Array {
  const bytes = sink.getBytes().slice();
  sink.index = 0;
  return bytes;
}

/** The bytes of a `.parquet` file. Its DECIMAL and TIMESTAMP values are written as they are stored, see `PARQUET_COLUMNS`. */
export async function* encodeParquet(batches: Batches): AsyncGenerator<Uint8Array> {
  const sink = new ByteWriter();
  const file = new ParquetWriter({
    writer: sink,
    schema: physicalSchema,
    createdBy: 'wix-credits-functions',
  });
  let group: Transaction[] = [];
  for await (const batch of batches) {
    for (const row of batch) {
      group.push(row.record);
      if (group.length < rowsPerGroup) continue;
      writeGroup(file, group);
      group = [];
      yield take(sink);
    }
  }
  // The writer makes no row group of no rows.
  writeGroup(file, group);
  file.schema = declaredSchema;
  file.finish();
  yield take(sink);
}
