// How many translation word credits a site has left, and what state that is: the arithmetic on Wix's Credit Data.

/** Credit Data as Wix sends it; undefined or null where Wix sent nothing usable. */
export interface CreditData {
  readonly creditsUsed?: number | null | undefined;
  readonly quotaType?: string | null | undefined;
  readonly limitedQuota?: { readonly quota?: number | null | undefined } | undefined;
}

/** A site with no more than this share of its quota left is `low`. */
export const LOW_SHARE = 0.2;

/** The state of a site's word credits; `unknown` when Wix did not say enough. */
export type WordCreditState = 'available' | 'low' | 'exhausted' | 'unlimited' | 'unknown';

/**
 * Word credits left: quota − creditsUsed, never below 0, for LIMITED quotas. Null when the quota is UNLIMITED, when its
 * type is none that we know, or when Wix sent no quota or no usage: an unknown is not a zero.
 */
export function remainingCredits(data: CreditData): number | null {
  const quota = data.limitedQuota?.quota ?? null;
  const used = data.creditsUsed ?? null;
  return data.quotaType !== 'LIMITED' || quota === null || used === null ? null : Math.max(0, quota - used);
}

/** The state of the credits: exhausted at 0 left, low at or under 20 % of the quota. */
export function wordCreditState(data: CreditData): WordCreditState {
  if (data.quotaType === 'UNLIMITED') return 'unlimited';
  const remaining = remainingCredits(data);
  const quota = data.limitedQuota?.quota ?? null;
  if (remaining === null || quota === null) return 'unknown';
  if (remaining === 0) return 'exhausted';
  return remaining <= quota * LOW_SHARE ? 'low' : 'available';
}
