// An account as the monitor and the exports have stored it, on a disk in memory.
import { DAY_MS, dayOf } from '../../../lib/credits/usage/days.ts';
import { EMPTY_DIGEST } from '../../../lib/export/manifest/digest.ts';
import { checkpointKey, manifestKey } from '../../../lib/export/run/keys.ts';
import { LATEST_KEY, snapshotKey } from '../../../lib/monitor/layout.ts';
import { MemoryDisk } from '../../support/memory-store.ts';
import { latestWith, NOW, siteIdOf } from './fleet.ts';

const HOUR_MS = 3_600_000;
const encode = (...lines: readonly unknown[]) =>
  Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));

/** The snapshot of a run: the account's wallet, and a site. */
export function snapshotAt(instant: number, periodic: string, topUp: string | undefined): Uint8Array {
  const readAt = new Date(instant + 2000).toISOString();
  const wallet = {
    kind: 'wallet',
    readAt,
    periodic: { balance: periodic, cap: '450' },
    ...(topUp === undefined ? {} : { topUp: { balance: topUp } }),
    rules: [],
  };
  return encode(wallet, { kind: 'words', siteId: siteIdOf(1), readAt, creditsUsed: '1' });
}

/** The key of the snapshot of a run at an instant. */
export const keyOfRun = (instant: number, part = 'all'): string =>
  snapshotKey(new Date(instant).toISOString(), part);

/** Four runs a day for thirty days, that end with the wallet of `latestWith`. */
function keepSnapshots(disk: MemoryDisk): void {
  const reset = Date.parse('2026-11-01');
  const bought = Date.parse('2026-11-04T12:00Z');
  for (let at = NOW - 30 * DAY_MS; at <= NOW; at += 6 * HOUR_MS) {
    const past = at < reset;
    const days = (at - (past ? NOW - 30 * DAY_MS : reset)) / DAY_MS;
    const wave = 6 * Math.sin((at / DAY_MS) * 0.9);
    const periodic = past ? 243 - 14 * days + wave : 450 - (292.25 / 21.5) * days + (at === NOW ? 0 : wave);
    disk.objects.set(keyOfRun(at), snapshotAt(at, periodic.toFixed(2), at < bought ? '25' : '65'));
  }
}

/** An export of one day. */
export const identityOf = (exportId: string, day: string, format = 'ndjson') => ({
  exportId,
  source: 'recorded',
  account: 'account',
  from: `${day}T00:00:00Z`,
  to: new Date(Date.parse(day) + DAY_MS).toISOString().replace('.000', ''),
  format,
  filter: {},
  rowsPerPart: 10_000,
});

/** The figures of some rows. */
export const figuresOf = (rows: number, day: string) => ({
  rows,
  credits: String(rows * 1.5),
  cost: rows === 0 ? {} : { USD: (rows * 0.015).toFixed(2) },
  firstCreatedDate: rows === 0 ? null : `${day}T00:10:00Z`,
  lastCreatedDate: rows === 0 ? null : `${day}T23:41:00Z`,
  digest: EMPTY_DIGEST,
});

const fileOf = (rows: number, day: string) => ({
  key: `exports/ndjson/x/dt=${day}/part-00000.ndjson.gz`,
  day,
  bytes: rows * 80,
  sha256: '0'.repeat(64),
  ...figuresOf(rows, day),
});

/** The manifest of an export of one day. */
export const manifestOf = (exportId: string, day: string, rows: number, format = 'ndjson'): Uint8Array =>
  encode({
    schemaVersion: 1,
    ...identityOf(exportId, day, format),
    ...figuresOf(rows, day),
    superseded: { count: 0, listed: [] },
    files: rows === 0 ? [] : [fileOf(rows, day)],
    previous: null,
  });

/** The checkpoint of an export that is under way. */
export const checkpointOf = (
  exportId: string,
  day: string,
  savedAt: number,
  problem: { code: string; detail: string } | null = null,
): Uint8Array =>
  encode(
    {
      version: 1,
      identity: identityOf(exportId, day),
      files: [fileOf(10_000, day)],
      pages: 120,
      problem,
      savedAt: new Date(savedAt).toISOString(),
    },
    { id: 'a row in hand' },
  );

/** The line of exports. */
export const chainOf = (...exportIds: readonly string[]): Uint8Array =>
  encode({ entries: exportIds.map((exportId) => ({ exportId, sha256: '0'.repeat(64) })) });

function keepExports(disk: MemoryDisk): void {
  const days = [1, 2, 3, 4, 5].map((ago) => dayOf(NOW - ago * DAY_MS)).reverse();
  for (const [place, day] of days.entries()) {
    disk.objects.set(manifestKey(`daily-${day}`), manifestOf(`daily-${day}`, day, place * 1387 + 212));
    disk.objects.set(checkpointKey(`daily-${day}`), checkpointOf(`daily-${day}`, day, NOW));
  }
  disk.objects.set('exports/chains/recorded-ndjson-0.json', chainOf(...days.map((day) => `daily-${day}`)));
  const today = dayOf(NOW);
  disk.objects.set(checkpointKey('running'), checkpointOf('running', today, NOW - 90_000));
  disk.objects.set(
    checkpointKey('failing'),
    checkpointOf('failing', '2026-11-02', NOW - 7_200_000, { code: 'WixUnavailable', detail: '' }),
  );
}

/** A disk with an account of so many sites, thirty days of snapshots, and some exports. */
export function storedAccount(sites: number): MemoryDisk {
  const disk = new MemoryDisk();
  disk.objects.set(LATEST_KEY, encode(latestWith(sites)));
  keepSnapshots(disk);
  keepExports(disk);
  return disk;
}
