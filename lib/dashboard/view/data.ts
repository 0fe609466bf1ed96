// The data of the dashboard: what the page is made from, and what its script and other programs get as JSON.
import * as v from 'valibot';
import { forecastSchema } from '../../credits/forecast/forecast.ts';
import { amountSchema } from '../../credits/usage/amount.ts';
import { codeSchema, instantSchema } from '../../credits/usage/reading.ts';
import { SITE_STATES } from './site-view.ts';

const amount = v.nullable(amountSchema);
const instant = v.nullable(instantSchema);
const count = v.number();

const pool = v.nullable(v.object({ balance: amount, cap: amount }));
const alert = v.nullable(v.object({ level: v.string(), since: instantSchema }));
const day = v.object({
  day: v.string(),
  used: amountSchema,
  certainty: v.picklist(['exact', 'at least', 'estimate']),
  bought: amount,
  watchedHours: v.number(),
});

/** The schema of a wallet. */
const wallet = v.object({
  siteId: v.nullable(v.string()),
  name: v.nullable(v.string()),
  available: amount,
  limit: amount,
  periodic: pool,
  topUp: pool,
  rules: v.array(
    v.object({
      source: v.string(),
      period: v.nullable(v.string()),
      balance: amount,
      cap: amount,
      resetsAt: instant,
    }),
  ),
  nextReset: instant,
  forecast: v.nullable(forecastSchema),
  alert,
  readAt: instant,
  failedAt: instant,
  failure: v.nullable(codeSchema),
});

const exported = v.object({
  exportId: v.string(),
  state: v.picklist(['complete', 'running', 'failing', 'stalled']),
  source: v.string(),
  format: v.string(),
  from: instantSchema,
  to: instantSchema,
  rows: count,
  files: count,
  credits: amount,
  cost: v.record(v.string(), amountSchema),
  newestAt: instant,
  savedAt: instant,
  problem: v.nullable(v.string()),
});

const list = v.pipe(v.array(v.nullable(v.number())), v.readonly());
const cell = v.nullable(v.union([v.string(), v.number(), list]));

/** The schema of the data. */
export const dataSchema = v.object({
  version: v.literal(1),
  generatedAt: instantSchema,
  monitor: v.object({
    state: v.picklist(['never', 'fresh', 'stale']),
    readAt: instant,
    staleAfterHours: v.number(),
    failing: count,
    alertsWaiting: count,
  }),
  wallets: v.array(wallet),
  walletDays: v.array(day),
  balances: v.array(v.tuple([v.number(), v.number(), v.number()])),
  wordDays: v.array(day),
  summary: v.object({ sites: count, ...v.entriesFromList(SITE_STATES, count) }),
  lastDay: v.nullable(v.string()),
  sites: v.object({ columns: v.array(v.string()), rows: v.array(v.pipe(v.array(cell), v.readonly())) }),
  exports: v.array(exported),
});

/**
 * The data.
 * - `monitor`: `readAt`, the last run; `stale` when it is older than `staleAfterHours`; `failing`: how many wallets and sites
 *   it could not read; `alertsWaiting`: alerts that could not be delivered yet.
 * - `wallets`: the account's first, then those of sites. `nextReset`: the first one after the reading.
 * - `walletDays`, `wordDays`: what the account used by UTC day, oldest first; a day that nobody watched is missing.
 * - `balances`: the account's wallet over time: seconds since 1970, periodic credits, top-ups.
 * - `sites`: by urgency, see `COLUMNS`. Their `trend` ends with `lastDay`.
 * - `exports`: what is not complete first, then the newest window. `newestAt`: of its last charge; `savedAt`: of its last
 *   progress. `stalled`: it has not gone on for an hour. `problem`: the code of what it failed of.
 */
export type Data = v.InferOutput<typeof dataSchema>;

/** A wallet. What is null is not known, and never zero. */
export type WalletView = v.InferOutput<typeof wallet>;

/** What was used on a day. */
export type DayView = v.InferOutput<typeof day>;

/** An export. */
export type ExportView = v.InferOutput<typeof exported>;
