// From the error codes of a file system to what a store can fail of.
import { Failure } from '../../failure.ts';
import { type StoreTrouble, storeFailure, textOf } from '../store-failure.ts';

const TROUBLES: Readonly<Record<string, StoreTrouble>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EIO: 'damaged',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  ENOTDIR: 'clash',
  EISDIR: 'clash',
  EEXIST: 'clash',
  EMFILE: 'busy',
  ENFILE: 'busy',
  EBUSY: 'busy',
};

/** No such path; or a name on the way is a file, or the path a folder: in each case there is no object. */
const MISSING = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);

/** The failure for what a file system call threw; a `Failure` stays itself. */
export function directoryFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  return storeFailure(TROUBLES[textOf(thrown, 'code')] ?? 'unusable', thrown);
}

/** Runs file system calls; what they throw becomes a failure of the store. */
export async function orFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw directoryFailure(thrown);
  }
}

/** What the calls answer, or undefined where there is no object at the path. */
export async function orMissing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (thrown) {
    if (MISSING.has(textOf(thrown, 'code'))) return undefined;
    throw thrown;
  }
}
