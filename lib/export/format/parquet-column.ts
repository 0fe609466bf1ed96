// The kinds of Parquet columns: the types that readers see, and the physical values that are written.
import type { SchemaElement } from 'hyparquet-writer';
import { BadRecord } from '../record/bad-record.ts';
import { microsOf, nanosOf } from '../record/epoch.ts';
import type { Transaction } from '../record/transaction.ts';
import { PRECISION, SCALE, toDecimal128 } from './decimal128.ts';

/** A value in the physical type of its column; undefined is null. */
export type Physical = string | number | bigint | Uint8Array | undefined;

/** One column. */
export interface ParquetColumn {
  /** The element as the footer declares it. */
  readonly element: SchemaElement;
  /** The same element without the logical types whose values are converted here, not in the writer. */
  readonly physical: SchemaElement;
  readonly get: (record: Transaction) => Physical;
  /** True where no two rows have the same text: it is encoded here at once, and no dictionary is tried. */
  readonly isDistinct?: boolean;
}

/** A text value of a record. */
export type Get = (record: Transaction) => string | undefined;
type Need = 'REQUIRED' | 'OPTIONAL';

function column(element: SchemaElement, get: ParquetColumn['get'], physical = element): ParquetColumn {
  return { element, physical, get };
}

/** A UTF-8 text column. */
export function text(name: string, get: Get, need: Need = 'OPTIONAL'): ParquetColumn {
  const element = { name, type: 'BYTE_ARRAY', repetition_type: need, converted_type: 'UTF8' } as const;
  return column({ ...element, logical_type: { type: 'STRING' } }, get, element);
}

/** A UTF-8 text column whose values do not repeat. */
export function distinctText(name: string, get: Get, need: Need = 'OPTIONAL'): ParquetColumn {
  const physical = { name, type: 'BYTE_ARRAY', repetition_type: need } as const;
  return { ...text(name, get, need), physical, isDistinct: true };
}

/** Converts what a record has; what it has not stays undefined. */
export function present(get: Get, convert: (value: string) => Physical): ParquetColumn['get'] {
  return (record) => {
    const value = get(record);
    return value === undefined ? undefined : convert(value);
  };
}

/**
 * A column of JSON text. The writer would stringify it again: it is given the text as text, and the footer says that the
 * text is JSON.
 */
export function json(name: string, get: Get): ParquetColumn {
  const element = { name, type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' } as const;
  return column({ ...element, converted_type: 'JSON', logical_type: { type: 'JSON' } }, get, element);
}

/** A column of integers. */
export function integer(
  name: string,
  type: 'INT32' | 'INT64',
  need: Need,
  get: ParquetColumn['get'],
): ParquetColumn {
  return column({ name, type, repetition_type: need }, get);
}

/**
 * Two columns: the instant in microseconds, which every reader knows, and the 0 to 999 nanoseconds past it. not every
 * engine reads nanosecond timestamps.
 */
export function instant(name: string, need: Need, get: Get): ParquetColumn[] {
  const element = { name, type: 'INT64', repetition_type: need } as const;
  const timestamp = { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' } as const;
  return [
    column(
      { ...element, converted_type: 'TIMESTAMP_MICROS', logical_type: timestamp },
      present(get, microsOf),
      element,
    ),
    integer(`${name}Nanos`, 'INT32', need, present(get, nanosOf)),
  ];
}

// Amounts repeat from row to row; the writer's own conversion of a DECIMAL takes longer than all other columns together.
const known = new Map<string, Uint8Array>();
const knownAtMost = 10_000;

function decimalBytes(value: string, path: string, id: string): Uint8Array {
  const found = known.get(value);
  // Stryker disable next-line ConditionalExpression: to convert it once more takes time, and changes nothing.
  if (found !== undefined) return found;
  const bytes = toDecimal128(value);
  if (bytes === undefined) {
    const expected = `a number of at most ${PRECISION - SCALE} digits before and ${SCALE} after the point for parquet`;
    throw new BadRecord(path, `${expected} (ndjson and csv hold any)`, id);
  }
  // Stryker disable next-line ConditionalExpression,EqualityOperator: it is about memory.
  if (known.size >= knownAtMost) known.clear();
  known.set(value, bytes);
  return bytes;
}

/**
 * A column of exact decimals; `path` is the field that a `BadRecord` names when a value does not fit: none is
 * ever rounded.
 */
export function decimal(name: string, need: Need, path: string, get: Get): ParquetColumn {
  const element = { name, type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, repetition_type: need } as const;
  const logical = { type: 'DECIMAL', precision: PRECISION, scale: SCALE } as const;
  return column(
    { ...element, converted_type: 'DECIMAL', precision: PRECISION, scale: SCALE, logical_type: logical },
    (record) => {
      const value = get(record);
      return value === undefined ? undefined : decimalBytes(value, path, record.id);
    },
    element,
  );
}
