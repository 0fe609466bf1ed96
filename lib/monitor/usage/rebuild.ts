// Makes the daily usage anew, from nothing but the snapshots.
import pMap from 'p-map';
import { ZERO } from '../../credits/decimal.ts';
import { accountDaily } from '../../credits/usage/account-daily.ts';
import { type DailyUsage, dailyUsage } from '../../credits/usage/daily.ts';
import { DAY_MS, dayOf } from '../../credits/usage/days.ts';
import { type Followed, follow, type Usage } from '../../credits/usage/follow.ts';
import { type Reading, readingSchema, seriesOf } from '../../credits/usage/reading.ts';
import type { Store } from '../../store/store.ts';
import { ACCOUNT, snapshotsOf, usageKey, usageOf, WALLETS } from '../layout.ts';
import { loadRoster } from '../roster-store.ts';
import { append, type OpenHistory, usagesIn } from '../state/history.ts';
import { shareName, sharesBySite } from '../state/roster.ts';
import { decodeLines } from '../state/stored-json.ts';
import { writeRows } from './usage-file.ts';
import { type DayWindow, daysIn } from './window.ts';

type Place = Pick<Store, 'get' | 'put' | 'list'>;

/** So many days around the window are read: an interval may begin before it, and end after it. */
const AROUND_DAYS = 7;
/** EventBridge gives up on an event after a day: a reading that is later has a wrong clock. */
const LATEST_MS = 2 * DAY_MS;
const READS_AT_ONCE = 8;
const WRITES_AT_ONCE = 8;

/** A series on the way through the snapshots. */
interface Trail {
  followed: Followed | undefined;
  history: OpenHistory | undefined;
}

async function* snapshotsIn(store: Place, window: DayWindow): AsyncGenerator<readonly Reading[]> {
  for (const day of daysIn(window)) {
    const keys: string[] = [];
    for await (const { key } of store.list(snapshotsOf(day))) keys.push(key);
    for (let at = 0; at < keys.length; at += READS_AT_ONCE) {
      const read = async (key: string) => {
        const object = await store.get(key);
        // Stryker disable next-line ArrayDeclaration: what has no time is no reading, and left out below.
        return object === undefined ? [] : decodeLines(readingSchema, key, object.body);
      };
      const limit = Date.parse(day) + LATEST_MS;
      for (const readings of await pMap(keys.slice(at, at + READS_AT_ONCE), read)) {
        yield readings.filter(({ readAt }) => Date.parse(readAt) < limit);
      }
    }
  }
}

/** Follows every series through the snapshots, in the order of their events. */
async function followAll(store: Place, window: DayWindow): Promise<Map<string, Trail>> {
  const trails = new Map<string, Trail>();
  for await (const readings of snapshotsIn(store, window)) {
    for (const reading of readings) {
      const name = seriesOf(reading);
      const trail = trails.get(name) ?? { followed: undefined, history: undefined };
      trails.set(name, trail);
      const { state, usage } = follow(trail.followed, reading);
      trail.followed = state;
      if (usage !== undefined) trail.history = append(trail.history, usage);
    }
  }
  return trails;
}

function rowsOf(trails: ReadonlyMap<string, Trail>): DailyUsage[] {
  return [...trails.values()].flatMap(({ followed, history }) => {
    // Stryker disable next-line ArrayDeclaration: a row of no day is written nowhere.
    if (followed === undefined || history === undefined) return [];
    const { kind, siteId } = followed.last;
    const series: Pick<Usage, 'kind' | 'siteId'> = siteId === undefined ? { kind } : { kind, siteId };
    return dailyUsage([...usagesIn(history, series)]);
  });
}

const around = ({ from, to }: DayWindow): DayWindow => ({
  from: dayOf(Date.parse(from) - AROUND_DAYS * DAY_MS),
  to: dayOf(Date.parse(to) + AROUND_DAYS * DAY_MS),
});

/**
 * Writes the daily usage of a window anew and answers how many rows there are. What it writes depends on the snapshots
 * alone. A site that the monitor has forgotten keeps its rows: they go into the last share.
 */
export async function rebuildUsage(store: Place, window: DayWindow): Promise<number> {
  const rows = rowsOf(await followAll(store, around(window)));
  const roster = await loadRoster(store);
  const shares = sharesBySite(roster);
  const last = shareName(Math.max(0, roster.shares.length - 1));
  const shareOf = ({ kind, siteId = '' }: DailyUsage) =>
    kind === 'wallet' ? WALLETS : (shares.get(siteId) ?? last);
  const byDay = Map.groupBy(rows, ({ day }) => day);
  const rebuild = async (day: string) => {
    const ofDay = byDay.get(day) ?? [];
    const files = new Map<string, DailyUsage[]>();
    for await (const { key } of store.list(usageOf(day))) files.set(key, []);
    for (const [share, part] of Map.groupBy(ofDay, shareOf)) files.set(usageKey(day, share), part);
    const words = accountDaily(ofDay.filter(({ kind }) => kind === 'words'));
    if (words.length > 0) files.set(usageKey(day, ACCOUNT), words);
    for (const [key, part] of files) await writeRows(store, key, part, () => ZERO);
    return ofDay.length;
  };
  const counts = await pMap(daysIn(window), rebuild, { concurrency: WRITES_AT_ONCE });
  return counts.reduce((total, count) => total + count, 0);
}
