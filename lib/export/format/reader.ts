// The way back from a file of any format to its rows: for verification, not for the export itself.
import type { Row } from '../record/transaction.ts';
import type { FormatContext, FormatName } from './format.ts';

/**
 * The rows of one file, in groups and in the file's order, exactly as they were given to the writer.
 * @throws Unreadable naming what is off.
 */
export type Reader = (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<readonly Row[]>;

/** Opens the reader of a format. */
export async function openReader(name: FormatName, context: FormatContext): Promise<Reader> {
  switch (name) {
    case 'ndjson':
      return (await import('./read-ndjson.ts')).readNdjson;
    case 'csv':
      return (await import('./read-csv.ts')).readCsv;
    case 'parquet':
      return (await import('./read-parquet.ts')).readParquet;
    case 'focus': {
      const { readFocus } = await import('./read-csv.ts');
      return (bytes) => readFocus(bytes, context.account);
    }
  }
}
