// Machine Translation v3: one unit, or up to a thousand at once. A word of the source costs one credit, on success.
import * as v from 'valibot';
import { type ApplicationError, applicationError, WixError } from '../errors.ts';
import { parseBody } from '../http/parse.ts';
import { mapTexts, type Unit, unitSchema } from '../translation/content.ts';
import { LANGUAGES } from '../translation/languages.ts';
import { countWords, pseudoTranslate } from '../translation/text.ts';
import type { WordCredits } from '../world/sites.ts';
import type { Api, ApiCall } from './api.ts';
import { notInstalled, remainingWords, wordsOf } from './credit-data.ts';

const languages = {
  sourceLanguage: v.picklist(LANGUAGES),
  targetLanguage: v.picklist(LANGUAGES),
};
const one = v.object({ ...languages, contentToTranslate: unitSchema });
const many = v.object({
  ...languages,
  contentToTranslate: v.pipe(v.array(unitSchema), v.minLength(1), v.maxLength(1000)),
});

interface Languages {
  readonly sourceLanguage: string;
  readonly targetLanguage: string;
}

/** `POST …/machine-translate`. */
export const machineTranslate: Api = {
  method: 'POST',
  path: '/machine-translation/v3/machine-translate',
  level: 'SITE',
  permission: 'WIX_MULTILINGUAL.MACHINE_TRANSLATE',
  handle: (call) => {
    const request = parseBody(one, call.body);
    const words = begin(call, request);
    const { unit, cost } = translate(request.contentToTranslate, request);
    pay(words, cost);
    return JSON.stringify({ translatedContent: unit });
  },
};

/** `POST …/bulk-machine-translate`. Too few credits fail the whole call; anything else fails its item only. */
export const bulkMachineTranslate: Api = {
  method: 'POST',
  path: '/machine-translation/v3/bulk-machine-translate',
  level: 'SITE',
  permission: 'WIX_MULTILINGUAL.MACHINE_TRANSLATE',
  handle: (call) => {
    const request = parseBody(many, call.body);
    const words = begin(call, request);
    const outcomes = request.contentToTranslate.map((unit) => attempt(unit, request));
    const costs = outcomes.map((outcome) => ('cost' in outcome ? outcome.cost : 0));
    pay(
      words,
      costs.reduce((sum, cost) => sum + cost, 0),
    );
    const results = outcomes.map((outcome, originalIndex) => {
      const id = request.contentToTranslate[originalIndex]?.id;
      const itemMetadata = { ...(id ? { id } : {}), originalIndex };
      return 'cost' in outcome
        ? { itemMetadata: { ...itemMetadata, success: true }, item: outcome.unit }
        : { itemMetadata: { ...itemMetadata, success: false, error: outcome.error } };
    });
    const totalSuccesses = results.filter(({ itemMetadata }) => itemMetadata.success).length;
    const totalFailures = results.length - totalSuccesses;
    return JSON.stringify({
      results,
      bulkActionMetadata: { totalSuccesses, totalFailures, undetailedFailures: 0 },
    });
  },
};

/** Assumption: a site without the app is refused as by the sister APIs, and equal languages with a 400. */
function begin({ world, identity }: ApiCall, { sourceLanguage, targetLanguage }: Languages): WordCredits {
  const words = wordsOf(world, identity.siteId, notInstalled);
  if (sourceLanguage !== targetLanguage) return words;
  const description = 'The source and the target language are the same';
  throw applicationError(400, 'SAME_LANGUAGE_ARGUMENTS', description, { language: sourceLanguage });
}

function translate(unit: Unit, { sourceLanguage, targetLanguage }: Languages): { unit: Unit; cost: number } {
  let cost = 0;
  const translated = mapTexts(unit, (text) => {
    cost += countWords(text, sourceLanguage);
    return pseudoTranslate(text, targetLanguage);
  });
  return { unit: translated, cost };
}

function attempt(unit: Unit, request: Languages): { unit: Unit; cost: number } | { error: ApplicationError } {
  try {
    return translate(unit, request);
  } catch (error) {
    if (error instanceof WixError && error.application) return { error: error.application };
    throw error;
  }
}

/** Assumption: the status 428, which Wix gives for AI credits that have run out. */
function pay(words: WordCredits, cost: number): void {
  const remaining = remainingWords(words);
  if (remaining !== undefined && remaining < cost) {
    throw applicationError(428, 'NOT_ENOUGH_CREDITS', 'Not enough credits', { creditsRequired: cost });
  }
  words.used += cost;
}
