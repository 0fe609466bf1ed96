// What the monitor read at one instant: a wallet, a site's word credits, or a failure. Stored as it is, one a line.
import * as v from 'valibot';
import { CODES, type Code } from '../../codes.ts';
import { amountSchema } from './amount.ts';

/** An instant; everything here is written as ISO 8601 in UTC. */
export const instantSchema = v.pipe(v.string(), v.isoTimestamp('an ISO 8601 instant'));

const isCode = (text: string): text is Code => Object.hasOwn(CODES, text);

/** One of the codes of the contract. */
export const codeSchema = v.picklist(Object.keys(CODES).filter(isCode), 'a code of the contract');

const amount = v.optional(amountSchema);
const pool = v.object({ balance: amount, cap: amount });
const rule = v.object({
  source: v.string(),
  period: v.optional(v.string()),
  balance: amount,
  cap: amount,
  resetDate: v.optional(instantSchema),
});

/** The schema of a wallet's reading. */
export const walletReadingSchema = v.object({
  kind: v.literal('wallet'),
  siteId: v.optional(v.string()),
  readAt: instantSchema,
  periodic: v.optional(pool),
  topUp: v.optional(pool),
  rules: v.array(rule),
});

/** The schema of a reading of a site's word credits. */
export const wordReadingSchema = v.object({
  kind: v.literal('words'),
  siteId: v.string(),
  readAt: instantSchema,
  creditsUsed: amount,
  quotaType: v.optional(v.string()),
  quota: amount,
});

/** The schema of a reading that failed. */
export const failedReadingSchema = v.object({
  kind: v.literal('failed'),
  of: v.picklist(['wallet', 'words']),
  siteId: v.optional(v.string()),
  readAt: instantSchema,
  code: codeSchema,
});

/** The schema of any reading: one line of a snapshot. */
export const readingSchema = v.variant('kind', [walletReadingSchema, wordReadingSchema, failedReadingSchema]);

/**
 * An AI credit wallet at `readAt`: the account's, or with `siteId` the part that a site sees. A value that Wix did not
 * send is undefined; no `topUp` at all means that nothing was ever topped up. `rules` describes the same credits again,
 * by `source` (the subscription); it is never added to the balances.
 */
export type WalletReading = v.InferOutput<typeof walletReadingSchema>;

/** A site's word credits at `readAt`; undefined where Wix did not say. */
export type WordReading = v.InferOutput<typeof wordReadingSchema>;

/** A reading that failed, with the code of its failure. It stands for "unknown", never for zero. */
export type FailedReading = v.InferOutput<typeof failedReadingSchema>;

/** One line of a snapshot. */
export type Reading = v.InferOutput<typeof readingSchema>;

/** The name of what a reading is a reading of: `wallet`, `wallet:<siteId>` or `words:<siteId>`. */
export function seriesOf(reading: Reading): string {
  const kind = reading.kind === 'failed' ? reading.of : reading.kind;
  return reading.siteId === undefined ? kind : `${kind}:${reading.siteId}`;
}
