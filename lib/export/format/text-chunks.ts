// Rows → text → bytes in chunks whose edges depend on the rows alone, not on how the rows arrived.
import type { Row } from '../record/transaction.ts';
import type { Batches } from './format.ts';

/** Characters that are gathered before a chunk is passed on: few enough to stay small, enough to keep calls rare. */
const chunkLength = 65_536;

/** The bytes of `head` and of one text a row. */
export async function* textChunks(
  batches: Batches,
  head: string,
  textOf: (row: Row) => string,
): AsyncGenerator<Uint8Array> {
  let text = head;
  for await (const batch of batches) {
    for (const row of batch) {
      text += textOf(row);
      if (text.length >= chunkLength) {
        yield Buffer.from(text);
        text = '';
      }
    }
  }
  if (text !== '') yield Buffer.from(text);
}
