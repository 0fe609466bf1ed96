// How a fleet stands, in numbers.
import * as v from 'valibot';
import { wordCreditState } from '../credits/word-credits.ts';
import type { Fleet } from './fleet.ts';

/**
 * `sites` is the sum of the six states; `complete` is false when not all sites of the account could be listed in time.
 */
export const summarySchema = v.object({
  sites: v.number(),
  available: v.number(),
  low: v.number(),
  exhausted: v.number(),
  unlimited: v.number(),
  unknown: v.number(),
  failed: v.number(),
  complete: v.boolean(),
});

/** Counts the sites of a fleet by their state; a site that could not be read is `failed`. */
export function summarise({ sites, complete }: Fleet): v.InferOutput<typeof summarySchema> {
  const counts = { available: 0, low: 0, exhausted: 0, unlimited: 0, unknown: 0, failed: 0 };
  for (const site of sites) {
    if ('error' in site) counts.failed += 1;
    else counts[wordCreditState(site)] += 1;
  }
  return { sites: sites.length, ...counts, complete };
}
