// POST /v1/sites/{siteId}/translation-eligibility: what the document says beyond the schemas.
import type { Notes } from '../notes.ts';
import { WIX_CODES } from './codes.ts';
import { invalid, problem } from './problem.ts';

/** See `Notes`. */
export const eligibilityNotes: Notes = {
  'POST /v1/sites/{siteId}/translation-eligibility': {
    operationId: 'checkEligibility',
    codes: [...WIX_CODES, 'FeatureNotAvailable'],
    examples: {
      words: {
        summary: 'A known number of words',
        parameters: { siteId: 'e3959d0f-0770-404b-a558-0714cd8d5825' },
        body: { wordCount: 1_000 },
        status: 200,
        answer: {
          siteId: 'e3959d0f-0770-404b-a558-0714cd8d5825',
          wordCount: 1_000,
          estimated: false,
          sufficientCredits: true,
          retrievedAt: '2026-11-01T09:30:00.000Z',
        },
      },
      content: {
        summary: 'Content whose words are estimated, on a site that has none left',
        parameters: { siteId: 'd7c925b8-13b6-4fa9-a530-e232cd56b969' },
        body: {
          content: [{ format: 'HTML', text: '<p>Hello <b>world</b></p>' }],
          sourceLanguage: 'EN',
        },
        status: 200,
        answer: {
          siteId: 'd7c925b8-13b6-4fa9-a530-e232cd56b969',
          wordCount: 2,
          estimated: true,
          sufficientCredits: false,
          remainingCredits: 0,
          shortfall: 2,
          advice:
            'The owner of the site can buy a translation package in the Translation Manager of the Wix dashboard.',
          retrievedAt: '2026-11-01T09:30:00.000Z',
        },
      },
      notMultilingual: {
        summary: 'A site without the Multilingual app',
        parameters: { siteId: '6bde4f71-3e81-4b54-9b06-e3e791b290a0' },
        body: { wordCount: 1_000 },
        status: 404,
        answer: problem(
          'FeatureNotAvailable',
          "The Wix Multilingual app is not on this site, so it has no translation credits: the site's owner can add it.",
          { wixRequestId: '1793491201.8213961961687663' },
        ),
      },
      neither: {
        summary: 'Neither words nor content',
        parameters: { siteId: 'e3959d0f-0770-404b-a558-0714cd8d5825' },
        body: {},
        status: 400,
        answer: invalid('wordCount', 'expected either wordCount or content, and not both'),
      },
    },
  },
};
