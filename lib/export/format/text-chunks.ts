// Rows → text → bytes in chunks whose edges depend on the rows alone, not on how the rows arrived.
import type { Row } from '../record/transaction.ts';
import type { Batches } from './format.ts';

/** Bytes that are gathered before a chunk is passed on: few enough to stay small, enough to keep calls rare. */
const chunkBytes = 262_144;
/** Characters that are gathered before they are made bytes: row by row is slower, and so is much at once. */
const textLength = 16_384;
/** The most bytes that a UTF-16 code unit takes in UTF-8. */
const widest = 3;

/** The bytes of `head` and of one text a row. */
export async function* textChunks(
  batches: Batches,
  head: string,
  textOf: (row: Row) => string,
): AsyncGenerator<Uint8Array> {
  let text = head;
  let chunk = Buffer.allocUnsafeSlow(chunkBytes);
  let end = 0;
  for await (const batch of batches) {
    for (const row of batch) {
      text += textOf(row);
      if (text.length < textLength) continue;
      if (end + text.length * widest > chunk.length) {
        if (end > 0) yield chunk.subarray(0, end);
        chunk = Buffer.allocUnsafeSlow(Math.max(chunkBytes, text.length * widest));
        end = 0;
      }
      end += chunk.write(text, end);
      text = '';
    }
  }
  if (end > 0) yield chunk.subarray(0, end);
  if (text !== '') yield Buffer.from(text);
}
