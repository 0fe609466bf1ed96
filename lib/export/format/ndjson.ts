// ndjson, gzip: one canonical line a row, the form that every digest is taken of.
import type { Batches } from './format.ts';
import { gzip } from './gzip.ts';
import { textChunks } from './text-chunks.ts';

/** The bytes of an `.ndjson.gz` file: each row's `line` and a line feed. */
export function encodeNdjson(batches: Batches): AsyncIterable<Uint8Array> {
  return gzip(textChunks(batches, '', (row) => `${row.line}\n`));
}
