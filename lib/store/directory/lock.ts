// A lock between processes that the kernel lets go of when its holder dies, so that no crash blocks a store.
import { setTimeout as pause } from 'node:timers/promises';
import { propertyOf, storeFailure } from '../store-failure.ts';

/** SQLITE_BUSY, https://sqlite.org/rescode.html; the low byte, as extended codes add to it. */
const BUSY = 5;
const LONGEST_WAIT_MS = 15_000;

/**
 * Runs `work` while holding the lock of the file `path` (made when missing). SQLite takes it by the operating system's
 * own file locks, which end with the process: there is nothing stale to break, and nothing is ever written into the file.
 * @throws Failure `Internal` when others hold it for more than `longestWaitMs`, by default 15 seconds.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  longestWaitMs = LONGEST_WAIT_MS,
): Promise<T> {
  const giveUp = performance.now() + longestWaitMs;
  for (;;) {
    const release = await tryLock(path);
    if (release !== undefined) {
      try {
        return await work();
      } finally {
        release();
      }
    }
    if (performance.now() > giveUp) throw storeFailure('busy');
    await pause(1 + Math.random() * 9);
  }
}

async function tryLock(path: string): Promise<(() => void) | undefined> {
  // Loaded here and not above: most functions never come here, and a bundler moves static imports to its top.
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('BEGIN IMMEDIATE');
    return () => database.close();
  } catch (thrown) {
    database.close();
    if (Number(propertyOf(thrown, 'errcode')) % 256 === BUSY) return undefined;
    throw thrown;
  }
}
