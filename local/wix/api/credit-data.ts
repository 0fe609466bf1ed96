// The Credit Data API: the word credits of one site.
import * as v from 'valibot';
import { applicationError, type WixError } from '../errors.ts';
import { parseBody } from '../http/parse.ts';
import type { WordCredits } from '../world/sites.ts';
import type { World } from '../world/world.ts';
import type { Api } from './api.ts';

/** 404 of a site without the Multilingual app. [sdk] */
export const featureNotFound = () => applicationError(404, 'FEATURE_NOT_FOUND', 'Feature not found');

/** 428 that sister APIs answer for a site without the Multilingual app. [seen] */
export const notInstalled = () =>
  applicationError(428, 'MULTILINGUAL_NOT_INSTALLED', 'Wix Multilingual is not installed on the site');

/**
 * The word credits of the site in context.
 * @throws WixError `missing` when the site lacks the Multilingual app.
 */
export function wordsOf(world: World, siteId: string | undefined, missing: () => WixError): WordCredits {
  const words = siteId === undefined ? undefined : world.site(siteId)?.words;
  if (!words) throw missing();
  return words;
}

/** Words that can still be translated; undefined when there is no limit. */
export function remainingWords({ used, quota }: WordCredits): number | undefined {
  return quota === undefined ? undefined : Math.max(0, quota - used);
}

/** `GET …/credit`. */
export const getCreditData: Api = {
  method: 'GET',
  path: '/translation-credits/v1/credit',
  level: 'SITE',
  permission: 'WIX_MULTILINGUAL.GET_CREDITS',
  handle: ({ world, settings, identity }) => {
    const missing = settings.missingApp === 'FEATURE_NOT_FOUND' ? featureNotFound : notInstalled;
    const { used, quota } = wordsOf(world, identity.siteId, missing);
    const kind =
      quota === undefined ? { quotaType: 'UNLIMITED' } : { quotaType: 'LIMITED', limitedQuota: { quota } };
    return JSON.stringify({ creditData: { creditsUsed: used, ...kind } });
  },
};

const eligibility = v.object({
  wordCount: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2_147_483_647)),
});

/** `POST …/credit/is-eligible`. */
export const checkSufficientCredits: Api = {
  method: 'POST',
  path: '/translation-credits/v1/credit/is-eligible',
  level: 'SITE',
  permission: 'WIX_MULTILINGUAL.GET_IS_ELIGIBLE',
  handle: ({ world, identity, body }) => {
    const { wordCount } = parseBody(eligibility, body);
    const remaining = remainingWords(wordsOf(world, identity.siteId, featureNotFound));
    return JSON.stringify({ sufficientCredits: remaining === undefined || wordCount <= remaining });
  },
};
