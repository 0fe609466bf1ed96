// Whether a site's word credits cover a translation, by Wix's own verdict, before anything is spent.
import * as v from 'valibot';
import type { Call } from '../lib/call.ts';
import { remainingCredits } from '../lib/credits/word-credits.ts';
import { contentSchema, estimateWords, languageSchema } from '../lib/credits/words/content.ts';
import { toFailure } from '../lib/failure.ts';
import { createHandler } from '../lib/operation/handler.ts';
import { defineOperation } from '../lib/operation/operation.ts';
import { siteIdSchema } from '../lib/site-id.ts';
import { checkSufficientCredits, getCreditData } from '../lib/wix/credit-data.ts';
import { type WixServices, wixServices } from '../lib/wix/services.ts';

const ADVICE =
  'The owner of the site can buy a translation package in the Translation Manager of the Wix dashboard.';
const INT32_MAX = 2 ** 31 - 1;
const wholeWords = `expected a whole number from 0 to ${INT32_MAX}`;

const input = v.pipe(
  v.object({
    siteId: siteIdSchema,
    wordCount: v.optional(
      v.pipe(
        v.number(wholeWords),
        v.integer(wholeWords),
        v.minValue(0, wholeWords),
        v.maxValue(INT32_MAX, wholeWords),
      ),
    ),
    content: v.optional(
      v.pipe(
        v.array(contentSchema, 'expected a list'),
        v.minLength(1, 'expected at least one unit of content'),
      ),
    ),
    sourceLanguage: v.optional(languageSchema),
  }),
  v.forward(
    v.partialCheck(
      [['wordCount'], ['content']],
      ({ wordCount, content }) => (wordCount === undefined) !== (content === undefined),
      'expected either wordCount or content, and not both',
    ),
    ['wordCount'],
  ),
);

const output = v.object({
  siteId: v.string(),
  wordCount: v.number(),
  estimated: v.boolean(),
  sufficientCredits: v.nullable(v.boolean()),
  remainingCredits: v.optional(v.nullable(v.number())),
  shortfall: v.optional(v.number()),
  advice: v.optional(v.string()),
  retrievedAt: v.string(),
});

/** What is left, told with a negative verdict. The verdict stands even when Wix does not tell it: then the log says so. */
async function shortage(wix: WixServices['wix'], siteId: string, wordCount: number, call: Call) {
  try {
    const remaining = remainingCredits(await getCreditData(wix, siteId, call));
    if (remaining === null) return { remainingCredits: null };
    return { remainingCredits: remaining, shortfall: Math.max(0, wordCount - remaining) };
  } catch (thrown) {
    const { code } = toFailure(thrown);
    if (code === 'Internal') throw thrown;
    call.log.warn('The remaining word credits of a refused translation could not be read.', { siteId, code });
    return {};
  }
}

/**
 * Check Sufficient Credits for a known number of words, or for content whose words are estimated here. When Wix says
 * no, one more call tells what remains. `sufficientCredits` is null when Wix's answer held no verdict: never a yes.
 */
export const eligibility = defineOperation({
  name: 'eligibility',
  description: "Whether a site's translation word credits cover a number of words or given content.",
  routes: [{ method: 'POST', path: '/v1/sites/{siteId}/translation-eligibility', scope: 'credits:read' }],
  input,
  output,
  run: async ({ siteId, wordCount: given, content, sourceLanguage }, call, { wix }: WixServices) => {
    const wordCount = given ?? estimateWords(content ?? [], sourceLanguage);
    const { sufficientCredits } = await checkSufficientCredits(wix, siteId, wordCount, call);
    return {
      siteId,
      wordCount,
      estimated: given === undefined,
      sufficientCredits: sufficientCredits ?? null,
      ...(sufficientCredits === false
        ? { ...(await shortage(wix, siteId, wordCount, call)), advice: ADVICE }
        : {}),
      retrievedAt: new Date(call.clock.now()).toISOString(),
    };
  },
});

export const handler = createHandler(eligibility, wixServices);
