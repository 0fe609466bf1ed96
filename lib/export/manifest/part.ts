// One part file on its way out: its bytes, and once they have passed, its figures.
import { createHash } from 'node:crypto';
import type { Batches, Format } from '../format/format.ts';
import type { Row } from '../record/transaction.ts';
import type { RowFigures } from './figures.ts';
import { createTally, type Tally } from './tally.ts';

/** The figures of a file: those of its rows, its size in bytes, and the SHA-256 of those bytes in hexadecimal. */
export interface FileFigures extends RowFigures {
  readonly bytes: number;
  readonly sha256: string;
}

/** A part that is being written. */
export interface EncodedPart {
  /** The file's bytes; to be read once, to the end. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** @throws Error when `bytes` was not read to its end: figures of half a file must never reach a manifest. */
  figures(): FileFigures;
}

async function* counted(batches: Batches, tally: Tally): AsyncGenerator<readonly Row[]> {
  for await (const batch of batches) {
    for (const row of batch) tally.add(row);
    yield batch;
  }
}

/** Encodes rows as one file of the format and takes its figures on the way. */
export function encodePart(format: Format, batches: Batches): EncodedPart {
  const tally = createTally();
  const sha256 = createHash('sha256');
  let bytes = 0;
  let done: FileFigures | undefined;
  async function* measured(): AsyncGenerator<Uint8Array> {
    for await (const chunk of format.encode(counted(batches, tally))) {
      bytes += chunk.length;
      sha256.update(chunk);
      yield chunk;
    }
    done = { ...tally.figures(), bytes, sha256: sha256.digest('hex') };
  }
  return {
    bytes: measured(),
    figures() {
      if (done === undefined) throw new Error('The part was not written to its end.');
      return done;
    },
  };
}
