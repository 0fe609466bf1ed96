// A file of unknown length on its way into a directory store.

import type { StoreWriter } from '../store.ts';
import { storeFailure } from '../store-failure.ts';
import { orFailure } from './directory-errors.ts';
import type { TempFile } from './temp-file.ts';

/** Appends to an unfinished file and publishes it at the end. */
export class DirectoryWriter implements StoreWriter {
  readonly #file: TempFile;
  readonly #publish: (source: string) => Promise<'stored' | 'exists'>;
  #open = true;

  constructor(file: TempFile, publish: (source: string) => Promise<'stored' | 'exists'>) {
    this.#file = file;
    this.#publish = publish;
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#mustBeOpen();
    try {
      await orFailure(() => this.#file.append(chunk));
    } catch (failure) {
      await this.abort();
      throw failure;
    }
  }

  async finish(): Promise<'stored' | 'exists'> {
    this.#mustBeOpen();
    try {
      return await orFailure(async () => {
        await this.#file.seal();
        return this.#publish(this.#file.path);
      });
    } finally {
      await this.abort();
    }
  }

  async abort(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#file.discard();
  }

  #mustBeOpen(): void {
    if (!this.#open) throw storeFailure('closed');
  }
}
