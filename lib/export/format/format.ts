// The file formats of an export: one interface, opened by name, so that nobody loads a writer that is not asked for.
import type { Row } from '../record/transaction.ts';

/** The formats of the contract. */
export const FORMAT_NAMES = ['ndjson', 'csv', 'parquet', 'focus'] as const;
/** One of them. */
export type FormatName = (typeof FORMAT_NAMES)[number];

/** Rows in their order, in groups of any size; how they are grouped never shows in the bytes. */
export type Batches = AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>;

/** What a file says beyond its rows. */
export interface FormatContext {
  /** The Wix account id: `BillingAccountId` of a FOCUS file. */
  readonly account: string;
}

/** A streaming, deterministic writer: the same rows in the same order give the same bytes. */
export interface Format {
  readonly name: FormatName;
  /** File name extension, without its leading dot. */
  readonly extension: string;
  /** Media type of a file as it is stored; gzip is part of the file, not a transfer encoding. */
  readonly contentType: string;
  /**
   * The bytes of one file, as chunks. Memory is bound by a chunk or a row group, not by the number of rows.
   * @throws BadRecord from `parquet` when a number does not fit its exact decimal column.
   */
  encode(batches: Batches): AsyncIterable<Uint8Array>;
}

/** Opens a format by name. */
export async function openFormat(name: FormatName, context: FormatContext): Promise<Format> {
  switch (name) {
    case 'ndjson': {
      const { encodeNdjson } = await import('./ndjson.ts');
      return { name, extension: 'ndjson.gz', contentType: 'application/gzip', encode: encodeNdjson };
    }
    case 'csv': {
      const { encodeCsv } = await import('./csv.ts');
      return { name, extension: 'csv', contentType: 'text/csv; charset=utf-8', encode: encodeCsv };
    }
    case 'parquet': {
      const { encodeParquet } = await import('./parquet.ts');
      return {
        name,
        extension: 'parquet',
        contentType: 'application/vnd.apache.parquet',
        encode: encodeParquet,
      };
    }
    case 'focus': {
      const { encodeFocus } = await import('./focus.ts');
      return {
        name,
        extension: 'csv',
        contentType: 'text/csv; charset=utf-8',
        encode: (batches) => encodeFocus(batches, context.account),
      };
    }
  }
}
