// Folders that are still there after the power failed: made, and their names flushed to the disk.
import { dirname } from 'node:path';
import type { Files } from './files.ts';

/** Makes a folder and what is missing above it; each new name is on the disk when it answers. */
export async function ensureFolder(files: Files, folder: string): Promise<void> {
  const topmost = await files.mkdir(folder, { recursive: true });
  if (topmost === undefined) return;
  const highest = dirname(topmost);
  for (let parent = dirname(folder); parent.length >= highest.length; parent = dirname(parent)) {
    await syncFolder(files, parent);
    if (parent === highest) return;
  }
}

/** Flushes the names in a folder to the disk. Windows flushes them by itself and cannot open a folder. */
export async function syncFolder(files: Files, folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await files.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
