// Reads an object of a directory store piece by piece.
import type { FileHandle } from 'node:fs/promises';
import { directoryFailure, orMissing } from './directory-errors.ts';
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
      const { bytesRead, buffer } = await handle.read({ buffer: new Uint8Array(CHUNK_BYTES) });
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (thrown) {
    throw directoryFailure(thrown);
  } finally {
    await handle.close();
  }
}
