// Reads a Parquet file back, exactly: decimals as bytes, timestamps as integers, never through a double.
import { type FileMetaData, parquetMetadataAsync, parquetReadObjects, type SchemaElement } from 'hyparquet';
import { fromEpoch } from '../record/epoch.ts';
import type { Row } from '../record/transaction.ts';
import { fromDecimal128, SCALE } from './decimal128.ts';
import { PARQUET_COLUMNS } from './parquet-columns.ts';
import { readRow } from './read-row.ts';
import { Unreadable } from './unreadable.ts';

/** As many as an amount has at most: `0.` and they are the longest text that is one. */
const mostDecimals = 398;

const costColumns = PARQUET_COLUMNS.map(({ element: { name } }) => name).filter((name) =>
  name.startsWith('amount_cost_'),
);

type Cells = Readonly<Record<string, unknown>>;

const decoder = new TextDecoder('utf-8', { fatal: true });
const parsers = {
  timestampFromMicroseconds: (micros: bigint) => micros,
  jsonFromBytes: (bytes: Uint8Array) => bytes && decoder.decode(bytes),
};

/** The reader turns a DECIMAL into a double; without its logical type it leaves the bytes as they are. */
function withoutDecimals(metadata: FileMetaData): FileMetaData {
  const schema = metadata.schema.map((element) => {
    if (element.converted_type !== 'DECIMAL') return element;
    const { converted_type: _converted, logical_type: _logical, ...bare } = element;
    return bare;
  });
  return { ...metadata, schema };
}

/** What the columns are: an altered scale would be as wrong as an altered number. */
function signature(columns: readonly SchemaElement[]): string {
  return JSON.stringify(
    columns.map((of) => [of.name, of.type, of.type_length, of.repetition_type, of.converted_type, of.scale]),
  );
}

async function collect(bytes: AsyncIterable<Uint8Array>): Promise<ArrayBuffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole.buffer;
}

/** The instant of two columns, undefined where both are empty; what is none comes as it is, and the record refuses it. */
function instant(cells: Cells, name: string): unknown {
  const micros = cells[name] ?? undefined;
  const nanos = cells[`${name}Nanos`] ?? undefined;
  if (micros === undefined && nanos === undefined) return undefined;
  // Below 0, or not there, they give text that is no instant either.
  if (typeof micros !== 'bigint' || Number(nanos) > 999) return { micros, nanos };
  return fromEpoch(micros, Number(nanos));
}

function decimal(value: unknown): string | undefined {
  return value instanceof Uint8Array ? fromDecimal128(value) : undefined;
}

/** Decimal text with the decimals that Wix wrote; undefined when that would drop a digit. */
function money(cells: Cells): string | undefined {
  const text = decimal(cells.amount_cost_amount);
  const decimals = cells.amount_cost_decimals;
  if (text === undefined || typeof decimals !== 'number') return undefined;
  if (decimals < 0 || decimals > mostDecimals) return undefined;
  // Without decimals the point stays at the end, where parsing drops it.
  const end = text.length - SCALE + decimals;
  return /^0*$/.test(text.slice(end)) ? text.slice(0, end).padEnd(end, '0') : undefined;
}

/** The cost, undefined where all of its columns are empty; what is none comes as it is, and the record refuses it. */
function costOf(cells: Cells): unknown {
  if (costColumns.every((name) => cells[name] === null)) return undefined;
  return {
    amount: money(cells),
    currencyCode: cells.amount_cost_currencyCode,
    formattedValue: cells.amount_cost_formattedValue,
  };
}

function rawOf(cells: Cells): unknown {
  return {
    ...cells,
    revision: typeof cells.revision === 'bigint' ? cells.revision.toString() : undefined,
    createdDate: instant(cells, 'createdDate'),
    updatedDate: instant(cells, 'updatedDate'),
    amount: { credits: decimal(cells.amount_credits), cost: costOf(cells) },
    // Stryker disable next-line ConditionalExpression: `JSON.parse` gives back what is null as it is.
    metadata: typeof cells.metadata === 'string' ? JSON.parse(cells.metadata) : undefined,
  };
}

/**
 * The rows of a `.parquet` file, a row group at a time. The file itself is held in memory.
 * @throws Unreadable when it is no Parquet file with our columns, naming the first row that is off.
 */
export async function* readParquet(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Row[]> {
  const file = await collect(bytes);
  const metadata = await parquetMetadataAsync(file).catch((error: unknown) => {
    throw new Unreadable('the file is not a Parquet file', error);
  });
  if (signature(metadata.schema.slice(1)) !== signature(PARQUET_COLUMNS.map(({ element }) => element))) {
    throw new Unreadable('the columns are not the ones of this format');
  }
  const exact = withoutDecimals(metadata);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const first = rowStart + 1;
    const rowEnd = rowStart + Number(group.num_rows);
    const options = { file, metadata: exact, parsers, rowStart, rowEnd };
    const rows: readonly Cells[] = await parquetReadObjects(options).catch((error: unknown) => {
      throw new Unreadable(`the row group after row ${first - 1} cannot be decoded`, error);
    });
    yield rows.map((cells, index) => readRow(() => rawOf(cells), `row ${first + index}`));
    rowStart = rowEnd;
  }
}
