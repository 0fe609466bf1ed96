// Reads the daily usage back: the account's rows, and those of sites.
import pMap from 'p-map';
import type { DailyUsage } from '../../credits/usage/daily.ts';
import type { Store } from '../../store/store.ts';
import { ACCOUNT, usageKey, usageOf, WALLETS } from '../layout.ts';
import { loadRoster } from '../roster-store.ts';
import { sharesBySite } from '../state/roster.ts';
import { readRows } from './usage-file.ts';
import { type DayWindow, daysIn } from './window.ts';

type Place = Pick<Store, 'get' | 'list'>;

const READS_AT_ONCE = 16;

/** The rows of the account, day by day: its wallet, and the word credits of all its sites together. */
export async function readAccountUsage(store: Place, window: DayWindow): Promise<DailyUsage[]> {
  const ofAccount = (rows: readonly DailyUsage[]) => rows.filter(({ siteId }) => siteId === undefined);
  const rows = await pMap(
    daysIn(window).flatMap((day) => [usageKey(day, WALLETS), usageKey(day, ACCOUNT)]),
    async (key) => ofAccount(await readRows(store, key)),
    { concurrency: READS_AT_ONCE },
  );
  return rows.flat();
}

/** The files of a day in which there may be rows of sites. */
async function filesOf(store: Place, day: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(usageOf(day))) if (key !== usageKey(day, ACCOUNT)) keys.push(key);
  return keys;
}

/** The share of each site that has one. */
async function sharesOf(store: Place, siteIds: ReadonlySet<string>): Promise<string[]> {
  const shares = sharesBySite(await loadRoster(store));
  return Array.from(siteIds).flatMap((siteId) => shares.get(siteId) ?? []);
}

/**
 * The rows of sites, day by day: of the named ones, or of all. A named site that was never seen, or that is forgotten, is
 * looked for in every file.
 */
export async function readSiteUsage(
  store: Place,
  window: DayWindow,
  siteIds: readonly string[] | undefined,
): Promise<DailyUsage[]> {
  const wanted = new Set(siteIds);
  const known = siteIds && (await sharesOf(store, wanted));
  const inEveryFile = known === undefined || known.length < wanted.size;
  const takes = (row: DailyUsage) =>
    row.siteId !== undefined && (wanted.size === 0 || wanted.has(row.siteId));
  const mayHold = (line: string) =>
    wanted.size === 0 || siteIds?.some((siteId) => line.includes(siteId)) === true;
  const ofDay = async (day: string) => {
    const keys = inEveryFile
      ? await filesOf(store, day)
      : [...new Set([WALLETS, ...known])].map((share) => usageKey(day, share));
    const rows: DailyUsage[] = [];
    for (const key of keys) rows.push(...(await readRows(store, key, mayHold)).filter(takes));
    return rows;
  };
  return (await pMap(daysIn(window), ofDay, { concurrency: READS_AT_ONCE })).flat();
}
