// Translates content of a site, but only after Wix has said that its word credits suffice.
import * as v from 'valibot';
import type { Config } from '../lib/config.ts';
import { contentSchema } from '../lib/credits/words/content.ts';
import { createHandler } from '../lib/operation/handler.ts';
import { defineOperation } from '../lib/operation/operation.ts';
import { siteIdSchema } from '../lib/site-id.ts';
import { openStore } from '../lib/store/open-store.ts';
import { keptIn, nothingKept } from '../lib/translate/kept.ts';
import { wixLanguageSchema } from '../lib/translate/languages.ts';
import type { TranslateServices } from '../lib/translate/run-bulks.ts';
import { translateContent } from '../lib/translate/translate.ts';
import { unitErrorSchema } from '../lib/translate/unit-error.ts';
import { wixServices } from '../lib/wix/services.ts';

const MOST_UNITS = 10_000;
/** So that the answer fits what Lambda carries, in any script: it must not be too large once it is paid for. */
const MOST_CHARACTERS = 1_000_000;
/** A bulk call works on up to 1,000 texts: giving up early would lose what is paid for. */
const ATTEMPT_TIMEOUT_MS = 25_000;

/** A unit of translate may be empty: it is taken over as it is. */
const unit = v.object({ ...contentSchema.entries, text: v.string('expected text') });

const input = v.pipe(
  v.object({
    siteId: siteIdSchema,
    sourceLanguage: wixLanguageSchema,
    targetLanguage: wixLanguageSchema,
    content: v.pipe(
      v.array(unit, 'expected a list'),
      v.minLength(1, 'expected at least one unit of content'),
      v.maxLength(MOST_UNITS, `expected at most ${MOST_UNITS} units of content`),
      v.check(
        (units) => units.reduce((sum, { text }) => sum + text.length, 0) <= MOST_CHARACTERS,
        `expected at most ${MOST_CHARACTERS} characters in all`,
      ),
    ),
  }),
  v.forward(
    v.partialCheck(
      [['sourceLanguage'], ['targetLanguage']],
      ({ sourceLanguage, targetLanguage }) => sourceLanguage !== targetLanguage,
      'expected another language than the source',
    ),
    ['targetLanguage'],
  ),
);

const id = v.optional(v.string());
const output = v.object({
  siteId: v.string(),
  wordCount: v.number(),
  estimated: v.boolean(),
  complete: v.boolean(),
  reused: v.number(),
  translated: v.array(
    v.union([v.object({ id, text: v.string() }), v.object({ id, error: unitErrorSchema })]),
  ),
  stopped: v.optional(
    v.object({
      code: unitErrorSchema.entries.code,
      detail: v.string(),
      retryAfterSeconds: v.optional(v.number()),
    }),
  ),
});

/** Makes them from the environment; translations are kept where there is a store, unless KEEP_TRANSLATIONS is `no`. */
export function translateServices(config: Config): TranslateServices {
  const { STORE_URI, KEEP_TRANSLATIONS } = config;
  return {
    wix: wixServices(config, ATTEMPT_TIMEOUT_MS).wix,
    kept: STORE_URI === undefined || KEEP_TRANSLATIONS === 'no' ? nothingKept : keptIn(openStore(STORE_URI)),
  };
}

/**
 * Estimates the words, asks Wix whether the credits suffice, and translates in bulk. `translated` has the order and the
 * ids of `content`. A call that certainly spent nothing throws, and may be repeated; one that has translated something, or
 * may have, answers with `complete: false`, an error for every unit that has no text, and in `stopped` what ended it.
 */
export const translate = defineOperation({
  name: 'translate',
  description: "Translates content where a site's translation word credits suffice for it.",
  routes: [{ method: 'POST', path: '/v1/sites/{siteId}/translations', scope: 'translations:write' }],
  input,
  output,
  run: async ({ content, ...direction }, call, services: TranslateServices) => {
    const { wordCount, units, reused, stopped } = await translateContent(direction, content, call, services);
    const failed = units.filter((one) => 'error' in one).length;
    call.metrics.count('UnitsTranslated', units.length - failed);
    if (failed > 0) {
      call.metrics.count('UnitsNotTranslated', failed);
      const { siteId } = direction;
      call.log.warn('Some content was not translated', { siteId, failed, code: stopped?.code });
    }
    return {
      siteId: direction.siteId,
      wordCount,
      estimated: true,
      complete: failed === 0,
      reused,
      translated: units.map((one, at) => {
        const given = content[at]?.id;
        return { ...(given !== undefined && { id: given }), ...one };
      }),
      ...(stopped !== undefined && {
        stopped: {
          code: stopped.code,
          detail: stopped.message,
          ...(stopped.retryAfterSeconds !== undefined && { retryAfterSeconds: stopped.retryAfterSeconds }),
        },
      }),
    };
  },
});

export const handler = createHandler(translate, translateServices);
