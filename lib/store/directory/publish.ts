// The one step in which a finished file becomes an object: a link that must be new, or a rename under the lock.
import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { storeFailure, textOf } from '../store-failure.ts';
import { orMissing } from './directory-errors.ts';
import type { Files } from './files.ts';
import { ensureFolder, syncFolder } from './folders.ts';
import { withLock } from './lock.ts';

/** What a file system without hard links answers; EPERM on Linux, where the source is our own new file. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/** The etag of an object in a directory: the SHA-256 of its content. */
export function etagOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}

/** Publishes a sealed file as a new object: a hard link fails where the name exists, whoever made it. */
export async function publishNew(files: Files, source: string, target: string): Promise<'stored' | 'exists'> {
  const folder = dirname(target);
  await ensureFolder(files, folder);
  try {
    await files.link(source, target);
  } catch (thrown) {
    const code = textOf(thrown, 'code');
    if (NO_LINKS.has(code)) throw storeFailure('links', thrown);
    if (code !== 'EEXIST') throw thrown;
    const present = await orMissing(() => files.lstat(target));
    if (present?.isDirectory()) throw storeFailure('clash', thrown);
    return 'exists';
  }
  await syncFolder(files, folder);
  return 'stored';
}

/**
 * Publishes a sealed file in place of the object, if `ifMatch` is still its etag. Whatever replaces or removes an object
 * holds the lock, so nothing comes between looking and renaming; a new object needs none, since it cannot appear
 * where one is.
 */
export async function publishOver(
  files: Files,
  lockPath: string,
  source: string,
  target: string,
  ifMatch?: string,
): Promise<'stored' | 'changed'> {
  const folder = dirname(target);
  await ensureFolder(files, folder);
  return withLock(lockPath, async () => {
    if (ifMatch !== undefined) {
      const present = await orMissing(() => files.readFile(target));
      if (present === undefined || etagOf(present) !== ifMatch) return 'changed';
    }
    await files.rename(source, target);
    await syncFolder(files, folder);
    return 'stored';
  });
}
