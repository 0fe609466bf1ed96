// How many translation word credits are left: on one site, on several, or on all sites of the account.
import * as v from 'valibot';
import { fleetEntrySchema, readFleet } from '../lib/fleet/fleet.ts';
import { readSiteCredits, siteCreditsSchema } from '../lib/fleet/site-credits.ts';
import { summarise, summarySchema } from '../lib/fleet/summary.ts';
import { createHandler } from '../lib/operation/handler.ts';
import { defineOperation } from '../lib/operation/operation.ts';
import { siteIdSchema } from '../lib/site-id.ts';
import { type WixServices, wixServices } from '../lib/wix/services.ts';
import { querySites } from '../lib/wix/sites.ts';

const MOST_SITES = 10_000;

const input = v.pipe(
  v.object({
    siteId: v.optional(siteIdSchema),
    siteIds: v.optional(
      v.pipe(
        v.array(siteIdSchema, 'expected a list of site ids'),
        v.minLength(1, 'expected at least one site id'),
        v.maxLength(MOST_SITES, `expected at most ${MOST_SITES} site ids`),
      ),
    ),
  }),
  v.forward(
    v.partialCheck(
      [['siteId'], ['siteIds']],
      ({ siteId, siteIds }) => siteId === undefined || siteIds === undefined,
      'expected either siteId or siteIds, and not both',
    ),
    ['siteIds'],
  ),
);

const output = v.union([
  v.object({ sites: v.array(fleetEntrySchema), summary: summarySchema }),
  siteCreditsSchema,
]);

/**
 * Credit Data of one site (`siteId`), or `{sites, summary}` of the named sites (`siteIds`) or of all sites of the
 * account (neither), with one entry a site whether it could be read or not.
 */
export const translationCredits = defineOperation({
  name: 'translation-credits',
  description: 'Translation word credits of one site, of several, or of all sites of the account.',
  routes: [
    { method: 'GET', path: '/v1/sites/{siteId}/translation-credits', scope: 'credits:read' },
    {
      method: 'GET',
      path: '/v1/translation-credits',
      scope: 'credits:read',
      query: { siteId: { name: 'siteIds', type: 'list' } },
    },
  ],
  input,
  output,
  run: async ({ siteId, siteIds }, call, { wix }: WixServices) => {
    if (siteId !== undefined) return readSiteCredits(wix, siteId, call);
    const fleet = await readFleet(
      wix,
      (inTime) => (siteIds === undefined ? siteIdPages(wix, inTime) : [siteIds]),
      call,
    );
    return { sites: fleet.sites, summary: summarise(fleet) };
  },
});

async function* siteIdPages(...[wix, call]: Parameters<typeof querySites>): AsyncGenerator<string[]> {
  for await (const page of querySites(wix, call)) yield page.map(({ id }) => id);
}

export const handler = createHandler(translationCredits, wixServices);
