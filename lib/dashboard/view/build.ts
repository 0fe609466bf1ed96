// The data of the dashboard, from what the monitor and the exports have stored.
import type { DailyUsage } from '../../credits/usage/daily.ts';
import type { Latest } from '../../monitor/state/latest.ts';
import { COLUMNS, rowOf } from './columns.ts';
import type { Data, DayView, ExportView, WalletView } from './data.ts';
import { isFailing } from './select.ts';
import { siteView } from './site.ts';
import type { SiteState, SiteView } from './site-view.ts';
import { byUrgency } from './urgency.ts';
import { walletView } from './wallet.ts';

const HOUR_MS = 3_600_000;
const DAYS = 30;

/** What the data is made from. */
export interface Sources {
  /** Undefined before the first run of the monitor. */
  readonly latest: Latest | undefined;
  readonly exports: readonly ExportView[];
  readonly balances: Data['balances'];
  /** ms since 1970. */
  readonly now: number;
  readonly staleAfterHours: number;
}

/** The data, with its sites as they are shown. */
export interface Overview extends Omit<Data, 'sites'> {
  /** By urgency. */
  readonly sites: readonly SiteView[];
}

const dayView = ({ day, used, certainty, bought, observedSeconds }: DailyUsage): DayView => ({
  day,
  used,
  certainty,
  bought: bought ?? null,
  watchedHours: Math.round(observedSeconds / 360) / 10,
});

/** The last day that any site was watched on. */
function lastDayOf({ sites }: Latest): string | undefined {
  let last: string | undefined;
  for (const { trend } of sites) {
    if (trend !== undefined && (last === undefined || trend.to > last)) last = trend.to;
  }
  return last;
}

/** The balances up to now: the newest reading may be newer than the newest snapshot among them. */
function upToNow(balances: Data['balances'], wallets: readonly WalletView[]): Data['balances'] {
  const { readAt, periodic, topUp } = wallets.find(({ siteId }) => siteId === null) ?? {};
  const bought = topUp === null ? '0' : topUp?.balance;
  if (readAt == null || periodic?.balance == null || bought == null) return balances;
  const at = Math.round(Date.parse(readAt) / 1000);
  if (at <= (balances.at(-1)?.[0] ?? 0)) return balances;
  return [...balances, [at, Number(periodic.balance), Number(bought)]];
}

function summaryOf(sites: readonly SiteView[]): Data['summary'] {
  const summary = { sites: sites.length, ...NONE };
  for (const { state } of sites) summary[state] += 1;
  return summary;
}

const NONE = {
  exhausted: 0,
  low: 0,
  failed: 0,
  unknown: 0,
  ok: 0,
  unavailable: 0,
  unlimited: 0,
  gone: 0,
} satisfies Record<SiteState, number>;

const EMPTY: Latest = {
  version: 1,
  at: '',
  writtenAt: '',
  wallets: [],
  sites: [],
  days: [],
  stale: {},
  alertsWaiting: 0,
};

/** Everything that the dashboard shows. */
export function overviewOf({ latest, exports, balances, now, staleAfterHours }: Sources): Overview {
  const known = latest ?? EMPTY;
  const lastDay = lastDayOf(known);
  const sites = byUrgency(known.sites.map((standing) => siteView(standing, lastDay)));
  const names = new Map(sites.map(({ siteId, name }) => [siteId, name ?? undefined]));
  const wallets = known.wallets.map((standing) => walletView(standing, (siteId) => names.get(siteId)));
  const stale = now - Date.parse(known.at) > staleAfterHours * HOUR_MS;
  const daysOf = (kind: DailyUsage['kind']) =>
    known.days
      .filter((row) => row.kind === kind)
      .slice(-DAYS)
      .map(dayView);
  return {
    version: 1,
    generatedAt: new Date(now).toISOString(),
    monitor: {
      state: latest === undefined ? 'never' : stale ? 'stale' : 'fresh',
      readAt: latest?.at ?? null,
      staleAfterHours,
      failing: sites.filter(isFailing).length + wallets.filter(({ failure }) => failure !== null).length,
      alertsWaiting: known.alertsWaiting,
    },
    wallets,
    walletDays: daysOf('wallet'),
    balances: upToNow(balances, wallets),
    wordDays: daysOf('words'),
    summary: summaryOf(sites),
    lastDay: lastDay ?? null,
    sites,
    exports: [...exports],
  };
}

/** The data as it travels. */
export const dataOf = (overview: Overview): Data => ({
  ...overview,
  sites: { columns: [...COLUMNS], rows: overview.sites.map(rowOf) },
});
