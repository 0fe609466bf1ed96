// The two routes of the translation word credits: what the document says beyond the schemas.
import * as v from 'valibot';
import { fleetEntrySchema } from '../../../lib/fleet/fleet.ts';
import { siteCreditsSchema } from '../../../lib/fleet/site-credits.ts';
import { summarySchema } from '../../../lib/fleet/summary.ts';
import type { Notes } from '../notes.ts';
import { WIX_CODES } from './codes.ts';

const limited = {
  siteId: 'e3959d0f-0770-404b-a558-0714cd8d5825',
  creditsUsed: 104,
  quotaType: 'LIMITED',
  limitedQuota: { quota: 12_999 },
  remainingCredits: 12_895,
  retrievedAt: '2026-11-01T09:30:00.000Z',
};

/** See `Notes`. */
export const translationCreditsNotes: Notes = {
  'GET /v1/sites/{siteId}/translation-credits': {
    operationId: 'getSiteTranslationCredits',
    summary: 'Translation word credits of one site.',
    answers: { 200: siteCreditsSchema },
    codes: [...WIX_CODES, 'FeatureNotAvailable'],
    examples: {
      limited: {
        summary: 'A site with a quota',
        parameters: { siteId: 'e3959d0f-0770-404b-a558-0714cd8d5825' },
        status: 200,
        answer: limited,
      },
      unlimited: {
        summary: 'A site without a limit: nothing to count down',
        parameters: { siteId: '318b4494-9c5c-411c-98e8-6de6a198245e' },
        status: 200,
        answer: {
          siteId: '318b4494-9c5c-411c-98e8-6de6a198245e',
          creditsUsed: 53_601,
          quotaType: 'UNLIMITED',
          remainingCredits: null,
          retrievedAt: '2026-11-01T09:30:00.000Z',
        },
      },
    },
  },
  'GET /v1/translation-credits': {
    operationId: 'listTranslationCredits',
    summary: 'Translation word credits of the named sites, or of all sites of the account.',
    answers: { 200: v.object({ sites: v.array(fleetEntrySchema), summary: summarySchema }) },
    codes: WIX_CODES,
    examples: {
      named: {
        summary: 'Two sites, of which one has no Multilingual app',
        parameters: {
          siteId: ['e3959d0f-0770-404b-a558-0714cd8d5825', '6bde4f71-3e81-4b54-9b06-e3e791b290a0'],
        },
        status: 200,
        answer: {
          sites: [
            limited,
            {
              siteId: '6bde4f71-3e81-4b54-9b06-e3e791b290a0',
              error: {
                code: 'FeatureNotAvailable',
                detail:
                  "The Wix Multilingual app is not on this site, so it has no translation credits: the site's owner can add it.",
              },
            },
          ],
          summary: {
            sites: 2,
            available: 1,
            low: 0,
            exhausted: 0,
            unlimited: 0,
            unknown: 0,
            failed: 1,
            complete: true,
          },
        },
      },
    },
  },
};
