// Where the monitor keeps what, under STORE_URI.
import { createHash } from 'node:crypto';
import { dayOf } from '../credits/usage/days.ts';

// | key                                      | holds                                   | schema                    | written             |
// |------------------------------------------|-----------------------------------------|---------------------------|---------------------|
// | latest.json                              | how everything stands now               | state/latest.ts           | compare-and-swap    |
// | snapshots/dt=<day>/<time>-<part>.ndjson  | what one run read, a reading a line     | credits/usage/reading.ts  | create-only         |
// | usage/dt=<day>/<share>.ndjson            | the daily usage of the series of a share | credits/usage/daily.ts   | compare-and-swap    |
// | usage/dt=<day>/account.ndjson            | the word credits of all sites together  | credits/usage/daily.ts    | compare-and-swap    |
// | alerts/dt=<day>/<event id>.json          | an alert                                | credits/alerts/events.ts  | create-only         |
// | monitor/roster.json                      | the sites, and the share of each        | state/roster.ts           | compare-and-swap    |
// | monitor/series/<share>.json              | what is remembered of each series       | state/share-state.ts      | compare-and-swap    |
// | monitor/alerts.json                      | the state of the alerts, and the outbox | alerts/alert-file.ts      | compare-and-swap    |
//
// Days are UTC. A snapshot lies under the day of its event, and is named by the time of the event and the part of the
// account that was read, so that an event that comes again finds it. The daily usage can be made anew from snapshots:
// npm run usage -- --rebuild.

/** The share of all wallets. Those of the sites' word credits are `sites-000` and so on. */
export const WALLETS = 'wallets';

/** The account's own rows among the files of daily usage. */
export const ACCOUNT = 'account';

/** How everything stands. */
export const LATEST_KEY = 'latest.json';

/** The list of sites. */
export const ROSTER_KEY = 'monitor/roster.json';

/** The state of the alerts. */
export const ALERTS_KEY = 'monitor/alerts.json';

/** What is remembered of the series of a share. */
export const seriesKey = (share: string): string => `monitor/series/${share}.json`;

/** The prefix of the snapshots of a day. */
export const snapshotsOf = (day: string): string => `snapshots/dt=${day}/`;

/** The snapshot of a part of the account by the run of an event. */
export function snapshotKey(run: string, part: string): string {
  return `${snapshotsOf(run.slice(0, 10))}${run.slice(11).replaceAll(':', '')}-${part}.ndjson`;
}

/** The prefix of the daily usage of a day. */
export const usageOf = (day: string): string => `usage/dt=${day}/`;

/** The daily usage of a share, or `ACCOUNT`. */
export const usageKey = (day: string, part: string): string => `${usageOf(day)}${part}.ndjson`;

/** The record of an alert that was found at an instant. */
export const alertKey = (instant: string, id: string): string =>
  `alerts/dt=${dayOf(Date.parse(instant))}/${id}.json`;

/** The name of the part that a list of sites is. */
export function partOf(siteIds: readonly string[]): string {
  const digest = createHash('sha256').update(siteIds.toSorted().join()).digest('hex');
  return `some-${digest.slice(0, 16)}`;
}
