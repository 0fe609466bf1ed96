// The file system calls that a directory store makes: one list, so that a test can fail each of them in turn.
import * as promises from 'node:fs/promises';

/** The calls of `node:fs/promises` that a directory store makes. */
export type Files = Pick<
  typeof promises,
  'link' | 'lstat' | 'mkdir' | 'open' | 'opendir' | 'readFile' | 'rename' | 'rm'
>;

/** The machine's own file system. */
export const machineFiles: Files = promises;
