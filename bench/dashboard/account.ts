// An account of many sites in a directory, as the monitor leaves it: how everything stands, and thirty days of snapshots.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { latestWith, NOW } from '../../test/lib/dashboard/fleet.ts';
import { keyOfRun, snapshotAt, storedAccount } from '../../test/lib/dashboard/stored-account.ts';

const QUARTER_MS = 900_000;
const DAYS = 30;

/** Writes it; the monitor has run every 15 minutes. */
export async function writeAccount(directory: string, sites: number): Promise<void> {
  const { objects } = storedAccount(0);
  objects.set('latest.json', Buffer.from(JSON.stringify(latestWith(sites))));
  for (let at = NOW - DAYS * 86_400_000; at <= NOW; at += QUARTER_MS) {
    const key = keyOfRun(at);
    if (!objects.has(key)) objects.set(key, snapshotAt(at, '200', '65'));
  }
  for (const [key, body] of objects) {
    const file = join(directory, key);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, body);
  }
}
