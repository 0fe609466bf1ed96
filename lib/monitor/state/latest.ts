// How everything stands: the one object that a page or a report needs to read.
import * as v from 'valibot';
import { forecastSchema } from '../../credits/forecast/forecast.ts';
import { amountSchema } from '../../credits/usage/amount.ts';
import { dailyUsageSchema } from '../../credits/usage/daily.ts';
import { instantSchema } from '../../credits/usage/reading.ts';
import { LATEST_KEY } from '../layout.ts';
import { seriesSchema } from './series.ts';
import { decode, encode } from './stored-json.ts';

const { scope, run: _, followed: __, history: ___, ...kept } = seriesSchema.entries;
const amount = v.optional(amountSchema);

/** The schema of one wallet or site. */
export const standingSchema = v.object({
  ...scope.entries,
  ...kept,
  name: v.optional(v.string()),
  gone: v.optional(v.boolean()),
  remaining: v.optional(v.union([amountSchema, v.literal('unlimited')])),
  limit: amount,
  reset: v.optional(instantSchema),
  forecast: v.optional(forecastSchema),
  alert: v.optional(v.object({ level: v.string(), since: instantSchema })),
});

/**
 * A wallet (`kind` `wallet`; the account's has no `siteId`) or the word credits of a site (`words`).
 * - `reading`: the newest good one, with its `readAt`; absent when there never was one. `attemptedAt`: the last try, and
 *   `failure`, its code when it failed: then the figures are those of `reading`, as old as that.
 * - `remaining`, `limit`, `reset`: what the reading says of credits left, what they are a share of, and when everything is
 *   filled again; absent where it does not say. `forecast`: from that reading.
 * - `usage`: since the reading before. `trend`: by day. `alert`: the level that is held.
 * - `gone`: a site that Wix no longer lists.
 */
export type StandingNow = v.InferOutput<typeof standingSchema>;

/** The schema of `latest.json`. */
export const latestSchema = v.object({
  version: v.literal(1),
  at: instantSchema,
  writtenAt: instantSchema,
  stale: v.object({ some: v.optional(instantSchema), all: v.optional(instantSchema) }),
  alertsWaiting: v.number(),
  days: v.array(dailyUsageSchema),
  wallets: v.array(standingSchema),
  sites: v.array(standingSchema),
});

/**
 * How everything stands. `at`: the run, by the time of its event; `writtenAt`: by the clock. `wallets`: the account's first.
 * `days`: the daily usage of the account's wallet and of all sites' word credits together, in the weeks that are remembered,
 * oldest first. `stale`: when the last `Monitor Stale` was sent. `alertsWaiting`: alerts that could not be delivered yet.
 */
export type Latest = v.InferOutput<typeof latestSchema>;

const headSchema = v.omit(latestSchema, ['wallets', 'sites']);

/** All of it but the wallets and sites. */
export type LatestHead = v.InferOutput<typeof headSchema>;

/** The fields of the head are written first, so that the megabytes behind them need not be parsed. */
const BEHIND_HEAD = ',"wallets":[';

/**
 * The head of the stored object.
 * @throws Failure `Internal` when it cannot be read.
 */
export function latestHead(body: Uint8Array): LatestHead {
  const end = Buffer.from(body.buffer, body.byteOffset, body.byteLength).indexOf(BEHIND_HEAD);
  return decode(
    headSchema,
    LATEST_KEY,
    Buffer.concat([body.subarray(0, Math.max(0, end)), Buffer.from('}')]),
  );
}

/** The bytes to store. */
export function encodeLatest({ wallets, sites, ...head }: Latest): Uint8Array {
  return encode({ ...head, wallets, sites });
}
