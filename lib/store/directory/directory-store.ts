// The store in a directory: every object is a plain file that other programs can read in place.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { StoreHalf } from '../checked-store.ts';
import type { PutOptions, PutOutcome, StoredObject } from '../store.ts';
import { orFailure, orMissing } from './directory-errors.ts';
import { DirectoryWriter } from './directory-writer.ts';
import { type Files, machineFiles } from './files.ts';
import { syncFolder } from './folders.ts';
import { listFiles } from './list-files.ts';
import { withLock } from './lock.ts';
import { etagOf, publishNew, publishOver } from './publish.ts';
import { readChunks } from './read-chunks.ts';
import { Workshop } from './workshop.ts';

/** The store in the directory `path`. Keys are checked by the caller. */
export function openDirectory(path: string, files: Files = machineFiles): StoreHalf {
  const workshop = new Workshop(path, files);
  const pathOf = (key: string): string => join(path, ...key.split('/'));

  const get = async (key: string): Promise<StoredObject | undefined> => {
    const body = await orMissing(() => files.readFile(pathOf(key)));
    return body === undefined ? undefined : { body, etag: etagOf(body) };
  };

  const put = async (key: string, body: Uint8Array, { condition }: PutOptions): Promise<PutOutcome> => {
    const file = await workshop.newFile();
    try {
      await file.append(body);
      await file.seal();
      const outcome =
        condition === 'create-only'
          ? await publishNew(files, file.path, pathOf(key))
          : await publishOver(files, workshop.lockPath, file.path, pathOf(key), condition?.ifMatch);
      return outcome === 'stored' ? { outcome, etag: etagOf(body) } : { outcome };
    } finally {
      await file.discard();
    }
  };

  const remove = async (key: string): Promise<void> => {
    const target = pathOf(key);
    const present = await orMissing(() => files.lstat(target));
    if (present === undefined || present.isDirectory()) return;
    await workshop.open();
    await withLock(workshop.lockPath, async () => {
      await files.rm(target, { force: true });
      await syncFolder(files, join(target, '..'));
    });
  };

  return {
    get: (key) => orFailure(() => get(key)),
    put: (key, body, options = {}) => orFailure(() => put(key, body, options)),
    list: (prefix, options) => listFiles(files, path, prefix, options?.after ?? ''),
    stream: (key) => orFailure(() => readChunks(files, pathOf(key))),
    write: (key) =>
      orFailure(
        async () =>
          new DirectoryWriter(await workshop.newFile(), (source) => publishNew(files, source, pathOf(key))),
      ),
    delete: (key) => orFailure(() => remove(key)),
    presign: async (key) => pathToFileURL(pathOf(key)).href,
  };
}
