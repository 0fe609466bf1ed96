// Reads an .ndjson.gz file back.
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Row } from '../record/transaction.ts';
import { readLines } from './read-lines.ts';
import { readLine } from './read-row.ts';
import { hasCode, Unreadable } from './unreadable.ts';

async function* gunzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  // The callback is required; the same error ends the loop, where it is thrown.
  const plain = pipeline(bytes, createGunzip(), () => {});
  try {
    yield* plain;
  } catch (error) {
    throw hasCode(error, 'Z_') ? new Unreadable('the file is not a whole gzip file', error) : error;
  }
}

/**
 * The rows of an `.ndjson.gz` file, in groups.
 * @throws Unreadable naming the first line that is off.
 */
export async function* readNdjson(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Row[]> {
  let number = 0;
  for await (const lines of readLines(gunzip(bytes), '\n')) {
    yield lines.map((line) => {
      number++;
      return readLine(
        line,
        () => JSON.parse(line),
        (row) => row.line,
        `line ${number}`,
      );
    });
  }
}
