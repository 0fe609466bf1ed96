// The private folder of a directory store: unfinished files, which no listing shows, and the lock.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { orMissing } from './directory-errors.ts';
import type { Files } from './files.ts';
import { ensureFolder } from './folders.ts';
import { TempFile } from './temp-file.ts';

/** No key begins with a dot, so nothing in here can be taken for an object. */
const FOLDER = '.store';
const SUFFIX = '.part';
/** A file that nobody has written to for a day belongs to a process that is gone. */
const ABANDONED_MS = 24 * 60 * 60 * 1000;

/** Where a directory store makes its files before it publishes them. */
export class Workshop {
  readonly lockPath: string;
  readonly #folder: string;
  readonly #files: Files;
  #swept = false;

  constructor(root: string, files: Files) {
    this.#folder = join(root, FOLDER);
    this.#files = files;
    this.lockPath = join(this.#folder, 'lock');
  }

  /** A new unfinished file. Makes the store's directory when it is missing. */
  async newFile(): Promise<TempFile> {
    await this.open();
    const path = join(this.#folder, `${randomUUID()}${SUFFIX}`);
    return new TempFile(this.#files, path, await this.#files.open(path, 'wx'));
  }

  /** Makes the folder; the first time it also removes what crashed processes left behind. */
  async open(): Promise<void> {
    await ensureFolder(this.#files, this.#folder);
    if (this.#swept) return;
    this.#swept = true;
    // Best effort: what cannot be removed is invisible, and is no reason to refuse a write.
    await Promise.allSettled([this.#sweep()]);
  }

  async #sweep(): Promise<void> {
    for await (const entry of await this.#files.opendir(this.#folder)) {
      if (!entry.name.endsWith(SUFFIX)) continue;
      const path = join(this.#folder, entry.name);
      const facts = await orMissing(() => this.#files.lstat(path));
      if (facts !== undefined && Date.now() - facts.mtimeMs > ABANDONED_MS) {
        await this.#files.rm(path, { force: true });
      }
    }
  }
}
