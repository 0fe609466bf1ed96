// The translation word credits of one site, as the API of this bundle shows them.
import * as v from 'valibot';
import type { Call } from '../call.ts';
import { remainingCredits } from '../credits/word-credits.ts';
import { getCreditData } from '../wix/credit-data.ts';
import type { WixTransport } from '../wix/transport.ts';

const count = v.nullable(v.number());

/** Wix's Credit Data with its own names, and beside it what is derived: null where Wix did not say. */
export const siteCreditsSchema = v.object({
  siteId: v.string(),
  creditsUsed: count,
  quotaType: v.nullable(v.string()),
  limitedQuota: v.optional(v.object({ quota: count })),
  remainingCredits: count,
  retrievedAt: v.string(),
});

/** The word credits of one site. `retrievedAt` is the instant of the reading, ISO 8601 UTC. */
export type SiteCredits = v.InferOutput<typeof siteCreditsSchema>;

/**
 * Reads the word credits of one site.
 * @throws Failure `FeatureNotAvailable` when the site has no Wix Multilingual, and every code of the transport.
 */
export async function readSiteCredits(wix: WixTransport, siteId: string, call: Call): Promise<SiteCredits> {
  const data = await getCreditData(wix, siteId, call);
  return {
    siteId,
    creditsUsed: data.creditsUsed ?? null,
    quotaType: data.quotaType ?? null,
    ...(data.limitedQuota === undefined ? {} : { limitedQuota: { quota: data.limitedQuota.quota ?? null } }),
    remainingCredits: remainingCredits(data),
    retrievedAt: new Date(call.clock.now()).toISOString(),
  };
}
