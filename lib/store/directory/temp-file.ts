// An unfinished file: written and flushed here, under a name of its own, before it becomes an object.
import type { FileHandle } from 'node:fs/promises';
import type { Files } from './files.ts';

/** A file that only its maker knows. */
export class TempFile {
  readonly path: string;
  readonly #files: Files;
  readonly #handle: FileHandle;

  constructor(files: Files, path: string, handle: FileHandle) {
    this.#files = files;
    this.path = path;
    this.#handle = handle;
  }

  /** Writes all of the bytes behind those before. */
  async append(bytes: Uint8Array): Promise<void> {
    // writeFile goes on from where the file is, and unlike write it never stops half-way.
    await this.#handle.writeFile(bytes);
  }

  /** Flushes the file to the disk and closes it. */
  async seal(): Promise<void> {
    await this.#handle.sync();
    await this.#handle.close();
  }

  /**
   * Closes the file and removes its name. An object that it was published as stays. Never throws: a name that could
   * not be removed is invisible and is swept a day later.
   */
  async discard(): Promise<void> {
    await Promise.allSettled([this.#handle.close()]);
    await Promise.allSettled([this.#files.rm(this.path, { force: true })]);
  }
}
