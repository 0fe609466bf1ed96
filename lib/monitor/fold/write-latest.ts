// Writes how everything stands, and what the account used by day; never back to an older run.
import pMap from 'p-map';
import { scopeName } from '../../credits/alerts/scope.ts';
import type { AlertState } from '../../credits/alerts/state.ts';
import { ageOf } from '../../credits/alerts/time.ts';
import type { DailyUsage } from '../../credits/usage/daily.ts';
import type { Store } from '../../store/store.ts';
import { update } from '../../store/update.ts';
import { ACCOUNT, LATEST_KEY, usageKey } from '../layout.ts';
import { encodeLatest, type Latest, latestHead, type StandingNow } from '../state/latest.ts';
import { usedCredits, writeRows } from '../usage/usage-file.ts';
import type { Survey, Surveyed } from './survey.ts';

/** What is known of the sites. */
export interface SiteFacts {
  readonly nameOf: (siteId: string) => string | undefined;
  readonly isGone: (siteId: string) => boolean;
}

const WRITES_AT_ONCE = 4;

function standingNow(
  { series: { scope, run: _, ...series }, assessed }: Surveyed,
  { nameOf, isGone }: SiteFacts,
  { scopes }: AlertState,
): StandingNow {
  const { siteId } = scope;
  const active = scopes[scopeName(scope)]?.ladder?.active;
  return {
    ...scope,
    ...series,
    name: siteId === undefined ? undefined : nameOf(siteId),
    gone: siteId !== undefined && isGone(siteId) ? true : undefined,
    remaining: assessed?.remaining,
    limit: assessed?.limit,
    reset: assessed?.reset,
    forecast: assessed?.forecast,
    alert: active && { level: active.level, since: active.since },
  };
}

/** How everything stands at the run `at`; `now` is the clock. */
export function latestOf(
  { all, days }: Survey,
  facts: SiteFacts,
  state: AlertState,
  { at, now }: { readonly at: string; readonly now: number },
): Latest {
  const standings = all.map((surveyed) => standingNow(surveyed, facts, state));
  const byName = (a: StandingNow, b: StandingNow) => (scopeName(a) < scopeName(b) ? -1 : 1);
  return {
    version: 1,
    at,
    writtenAt: new Date(now).toISOString(),
    wallets: standings.filter(({ kind }) => kind === 'wallet').sort(byName),
    sites: standings.filter(({ kind }) => kind === 'words').sort(byName),
    days: [...days],
    stale: state.stale,
    alertsWaiting: state.outbox.length,
  };
}

/** What a clock of the future wrote does not count, unless the run at hand comes from there too. */
function isNewer(there: string, at: string, now: number): boolean {
  return there > at && (ageOf(there, now) !== undefined || ageOf(at, now) === undefined);
}

const sameRow = (row: DailyUsage) => JSON.stringify(row);

/**
 * Writes `latest.json` by compare-and-swap, unless a newer run has; then nothing is written. Before that the account's
 * rows of each day that is not as it was are written to the daily usage.
 * @throws Failure `Internal` when the store fails.
 */
export async function writeLatest(
  store: Pick<Store, 'get' | 'put'>,
  latest: Latest,
  now: number,
): Promise<void> {
  const before = await store.get(LATEST_KEY);
  const known = new Set(before && latestHead(before.body).days.map(sameRow));
  const changed = latest.days.filter((row) => row.kind === 'words' && !known.has(sameRow(row)));
  await pMap(changed, (row) => writeRows(store, usageKey(row.day, ACCOUNT), [row], usedCredits), {
    concurrency: WRITES_AT_ONCE,
  });
  const change = (current: Uint8Array | undefined) => {
    const overtaken = current !== undefined && isNewer(latestHead(current).at, latest.at, now);
    return overtaken ? undefined : encodeLatest(latest);
  };
  await update(store, LATEST_KEY, change, { contentType: 'application/json' });
}
