// POST /v1/sites/{siteId}/translations: what the document says beyond the schemas.
import type { Notes } from '../notes.ts';
import { WIX_CODES } from './codes.ts';
import { invalid, problem } from './problem.ts';

const direction = { sourceLanguage: 'EN', targetLanguage: 'DE' };
const content = [
  { id: 'title', format: 'PLAIN_TEXT', text: 'Hello world' },
  { id: 'intro', format: 'HTML', text: '<p>Good <b>morning</b></p>' },
];

/** See `Notes`. */
export const translateNotes: Notes = {
  'POST /v1/sites/{siteId}/translations': {
    operationId: 'translate',
    codes: [...WIX_CODES, 'FeatureNotAvailable', 'InsufficientCredits'],
    examples: {
      two: {
        summary: 'Two units into German',
        parameters: { siteId: 'e3959d0f-0770-404b-a558-0714cd8d5825' },
        body: { ...direction, content },
        status: 200,
        answer: {
          siteId: 'e3959d0f-0770-404b-a558-0714cd8d5825',
          wordCount: 4,
          estimated: true,
          complete: true,
          reused: 0,
          translated: [
            { id: 'title', text: 'Hallo Welt' },
            { id: 'intro', text: '<p>Guten <b>Morgen</b></p>' },
          ],
        },
      },
      noCredits: {
        summary: 'A site that has no words left: nothing is spent',
        parameters: { siteId: 'd7c925b8-13b6-4fa9-a530-e232cd56b969' },
        body: { ...direction, content },
        status: 402,
        answer: problem(
          'InsufficientCredits',
          "The credits of the site do not cover an estimated 4 words, so nothing was sent: the site's owner can buy a translation package in the Translation Manager of the Wix dashboard.",
        ),
      },
      sameLanguage: {
        summary: 'Into the language that it is in',
        parameters: { siteId: 'e3959d0f-0770-404b-a558-0714cd8d5825' },
        body: { sourceLanguage: 'EN', targetLanguage: 'EN', content },
        status: 400,
        answer: invalid('targetLanguage', 'expected another language than the source'),
      },
    },
  },
};
