// What one run of the monitor and one export do, counted while they run on this machine.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseConfig } from '../../lib/config.ts';
import { identityOf } from '../../lib/export/run/identity.ts';
import { runExport } from '../../lib/export/run/run-export.ts';
import { createWixSource } from '../../lib/export/source/wix.ts';
import { endRun, planRun, runOnce, runShare } from '../../lib/monitor/run.ts';
import { monitorSettings } from '../../lib/monitor/settings.ts';
import { openStore } from '../../lib/store/open-store.ts';
import { createWixTransport } from '../../lib/wix/create-transport.ts';
import { createLocalWix, type LocalWixOptions } from '../../local/wix/server.ts';
import { commandCall } from '../command-line/call.ts';
import { countedStore, type StoreCounts } from './counted-store.ts';

/** The counts of one run. */
export interface RunCounts extends StoreCounts {
  wixRequests: number;
  cpuSeconds: number;
  /** Calls of the function, where a state machine runs it in several. */
  calls: number;
}

const config = parseConfig({ WIX_REQUESTS_PER_MINUTE: '1000000' });
const NOTHING: StoreCounts = { puts: 0, gets: 0, bytesKept: 0, bytesReplaced: 0 };
const AN_HOUR = 3_600_000;
const DAY_END = '2026-11-01T00:00:00.000Z';
const DAY_START = '2026-10-31T00:00:00.000Z';

const aCall = () => commandCall({ deadline: { inMs: AN_HOUR } });

/** A local Wix, a store of its own, and counts that begin at zero with each `count`. */
async function withWorld<T>(
  options: LocalWixOptions,
  use: (
    world: ReturnType<typeof worldOf>,
    count: (work: () => Promise<number>) => Promise<RunCounts>,
  ) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'cost-'));
  const local = createLocalWix({ rate: 0, seed: 1, startAt: DAY_END, ...options });
  const { url } = await local.listen();
  const stored: StoreCounts = { ...NOTHING };
  const count = async (work: () => Promise<number>): Promise<RunCounts> => {
    Object.assign(stored, NOTHING);
    local.journal.clear();
    const before = process.cpuUsage();
    const calls = await work();
    const { user, system } = process.cpuUsage(before);
    return { ...stored, wixRequests: local.journal.count(), cpuSeconds: (user + system) / 1e6, calls };
  };
  try {
    return await use(worldOf(url, local, directory, stored), count);
  } finally {
    await local.close();
    await rm(directory, { recursive: true });
  }
}

function worldOf(
  url: string,
  { apiKey, accountId }: { apiKey: string; accountId: string },
  directory: string,
  stored: StoreCounts,
) {
  const known = async () => ({ apiKey, accountId });
  const wix = createWixTransport({
    baseUrl: url,
    credentials: { get: known, renew: known },
    requestsPerMinute: config.WIX_REQUESTS_PER_MINUTE,
  });
  return { wix, accountId, store: countedStore(openStore(pathToFileURL(directory).href), stored) };
}

/**
 * A run of the monitor over so many sites that knows them from the run before; in shares where `inShares` says so.
 */
export function countMonitorRun(sites: number, inShares: boolean): Promise<RunCounts> {
  return withWorld({ sites, transactions: 10 }, ({ wix, store }, count) => {
    const services = { wix, store, settings: monitorSettings(config), channels: [] };
    const runAt = async (at: string) => {
      const call = aCall();
      if (!inShares) {
        await runOnce(services, { at, siteIds: undefined }, call);
        return 1;
      }
      const { shares } = await planRun(services, at, call);
      for (const share of shares) await runShare(services, { at, share }, call);
      await endRun(services, at, call);
      return shares.length + 2;
    };
    return runAt('2026-10-31T12:00:00.000Z').then(() => count(() => runAt('2026-10-31T13:00:00.000Z')));
  });
}

/** The export of a day with so many transactions, in one call. */
export function countExport(transactions: number): Promise<RunCounts> {
  const options = { transactions, historyDays: 1, preparedPages: true };
  return withWorld(options, ({ wix, store, accountId }, count) =>
    count(async () => {
      const identity = identityOf({
        source: 'wix',
        account: accountId,
        window: { from: DAY_START, to: DAY_END },
        format: 'ndjson',
        rowsPerPart: config.EXPORT_ROWS_PER_PART,
      });
      const source = createWixSource(wix, config.WIX_TRANSACTIONS_PATH);
      const outcome = await runExport(identity, { store, source }, aCall(), false);
      if (!('manifest' in outcome)) throw new Error('The export did not come to its end');
      return 1;
    }),
  );
}
