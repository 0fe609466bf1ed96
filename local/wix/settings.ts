// What can be set, at the start and while it runs: how this Wix answers where the real one may answer in several ways.
import * as v from 'valibot';

/** The schema of the settings; a control call may give some of them. */
export const settingsSchema = v.strictObject({
  /** Requests a minute and instance; 0: no limit. */
  rate: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Assumption: what an instance is for an API key: all that the key does, or each site and the account on their own. */
  rateScope: v.picklist(['key', 'context']),
  /** Whether a 429 carries Retry-After. */
  retryAfter: v.boolean(),
  /** How transactions look: as plain JSON, or with the wrappers that the documented schema shows. */
  wireForm: v.picklist(['plain', 'wrapped']),
  /** Status of the transaction query, which Wix documents nowhere. */
  transactionQuery: v.picklist([200, 403, 404, 501]),
  /** Pages of transactions as they should be; or each beginning with the last row before it; or one without end. */
  paging: v.picklist(['exact', 'overlapping', 'looping']),
  /** What Get Credit Data says of a site without the Multilingual app. */
  missingApp: v.picklist(['FEATURE_NOT_FOUND', 'MULTILINGUAL_NOT_INSTALLED']),
  /** Keeps every page of transactions once served, for benchmarks: the next time it is sent as it is. */
  preparedPages: v.boolean(),
});

/** The settings; see the schema for each. */
export type Settings = v.InferOutput<typeof settingsSchema>;

/** What holds when nothing is said. */
export const DEFAULT_SETTINGS: Settings = {
  rate: 200,
  rateScope: 'key',
  retryAfter: false,
  wireForm: 'plain',
  transactionQuery: 200,
  paging: 'exact',
  missingApp: 'FEATURE_NOT_FOUND',
  preparedPages: false,
};
