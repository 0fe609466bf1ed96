// Translation word credits of one site: Get Credit Data and Check Sufficient Credits.
import * as v from 'valibot';
import type { Call } from '../call.ts';
import { count } from './fields.ts';
import type { Refusals, WixTransport } from './transport.ts';

/** Wix's SDK types these as null as well: as unknown as if they were missing. */
const nullableCount = v.pipe(
  v.nullable(count),
  v.transform((value) => value ?? undefined),
);
const quota = v.object({ quota: v.undefinedable(nullableCount) });
const limited = v.object({
  quotaType: v.undefinedable(v.string()),
  creditsUsed: v.undefinedable(nullableCount),
  limitedQuota: v.undefinedable(quota),
});
const unlimited = v.object({
  ...limited.entries,
  creditsUsed: v.optional(nullableCount),
  limitedQuota: v.optional(quota),
});
const kindOf = v.object({ quotaType: v.literal('UNLIMITED') });
/** Not a union: that would report one issue for the whole object, and the whole object would be lost. */
const creditData = v.lazy((input) => (v.is(kindOf, input) ? unlimited : limited));

/** The word credits of a site as Wix sends them; undefined where Wix sent nothing, or nothing that it documents. */
export interface CreditData {
  readonly creditsUsed: number | undefined;
  /** `LIMITED`, `UNLIMITED`, or what Wix may add. */
  readonly quotaType: string | undefined;
  readonly limitedQuota: { readonly quota: number | undefined } | undefined;
}

/** Wix says in several ways that the site has no Multilingual app; the SDK names the first, sister APIs the others. */
export const refusals: Refusals = (status, applicationCode) =>
  status === 404 ||
  applicationCode === 'FEATURE_NOT_FOUND' ||
  (status === 428 && applicationCode?.startsWith('MULTILINGUAL_'))
    ? 'FeatureNotAvailable'
    : undefined;

/** Reads the quota of a site and what is used of it. Throws what `WixTransport.send` throws, and `FeatureNotAvailable`. */
export async function getCreditData(wix: WixTransport, siteId: string, call: Call): Promise<CreditData> {
  const { creditData: data } = await wix.send(
    {
      api: 'Get Credit Data',
      method: 'GET',
      path: '/translation-credits/v1/credit',
      scope: { siteId },
      repeatable: true,
      refusals,
      answer: v.object({ creditData: v.undefinedable(creditData) }),
    },
    call,
  );
  return { creditsUsed: data?.creditsUsed, quotaType: data?.quotaType, limitedQuota: data?.limitedQuota };
}

/** Asks Wix whether the credits of a site cover so many words. Throws as `getCreditData`. */
export function checkSufficientCredits(
  wix: WixTransport,
  siteId: string,
  wordCount: number,
  call: Call,
): Promise<{ readonly sufficientCredits: boolean | undefined }> {
  return wix.send(
    {
      api: 'Check Sufficient Credits',
      method: 'POST',
      path: '/translation-credits/v1/credit/is-eligible',
      body: { wordCount },
      scope: { siteId },
      repeatable: true,
      refusals,
      answer: v.object({ sufficientCredits: v.undefinedable(v.boolean()) }),
    },
    call,
  );
}
