// Reads an object of a directory store piece by piece.
import type { FileHandle } from 'node:fs/promises';
import { orFailure, orMissing } from './directory-errors.ts';
import type { Files } from './files.ts';

const CHUNK_BYTES = 64 * 1024;

/** The bytes of the file at `path`, or undefined when there is none. */
export async function readChunks(files: Files, path: string): Promise<AsyncIterable<Uint8Array> | undefined> {
  const handle = await orMissing(() => files.open(path, 'r'));
  if (handle === undefined) return undefined;
  try {
    if ((await handle.stat()).isFile()) return chunksOf(handle);
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
  await handle.close();
  return undefined;
}

async function* chunksOf(handle: FileHandle): AsyncGenerator<Uint8Array> {
  try {
    for (;;) {
      const target = { buffer: new Uint8Array(CHUNK_BYTES) };
      const { bytesRead, buffer } = await orFailure(() => handle.read(target));
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await orFailure(() => handle.close());
  }
}
