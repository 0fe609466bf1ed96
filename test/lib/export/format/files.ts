// Helpers for files in tests: write rows in a format, read a file back with our reader.
import type { Batches, FormatName } from '../../../../lib/export/format/format.ts';
import { openFormat } from '../../../../lib/export/format/format.ts';
import { openReader } from '../../../../lib/export/format/reader.ts';
import type { Row } from '../../../../lib/export/record/transaction.ts';

/** The account of every test file. */
export const ACCOUNT = '8d3f0a52-77aa-4f5b-9c1e-0a5e1d9f2b11';

/** All chunks as one. */
export async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

/** The file of the rows. */
export async function fileOf(name: FormatName, batches: Batches): Promise<Buffer> {
  const format = await openFormat(name, { account: ACCOUNT });
  return collect(format.encode(batches));
}

/** Bytes in chunks of a given size. */
export async function* chunked(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** The rows of a file, by our own reader. */
export async function rowsOf(name: FormatName, bytes: Uint8Array, size?: number): Promise<Row[]> {
  const read = await openReader(name, { account: ACCOUNT });
  const rows: Row[] = [];
  for await (const batch of read(chunked(bytes, size))) rows.push(...batch);
  return rows;
}

/** The same bytes as hyparquet takes them. */
export function arrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
