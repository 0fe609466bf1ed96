// The Credit Data API over HTTP.
import { applicationErrorBody, PATHS, withWix } from '../open-wix.ts';

const world = { transactions: 0 } as const;

describe('Get Credit Data', () => {
  test('a limited site shows what it used and its quota', () =>
    withWix(world, async (wix) => {
      const siteId = wix.siteWith('LIMITED');
      const words = wix.world.site(siteId)?.words;
      const { status, json } = await wix.forSite(siteId, 'GET', PATHS.credit);
      expect(status).toBe(200);
      expect(json).toEqual({
        creditData: {
          creditsUsed: words?.used,
          quotaType: 'LIMITED',
          limitedQuota: { quota: words?.quota },
        },
      });
    }));

  test('an unlimited site has no limitedQuota', () =>
    withWix(world, async (wix) => {
      const { json } = await wix.forSite(wix.siteWith('UNLIMITED'), 'GET', PATHS.credit);
      expect(json).toEqual({ creditData: { creditsUsed: expect.any(Number), quotaType: 'UNLIMITED' } });
    }));

  test('a package raises the quota and leaves what was used', () =>
    withWix(world, async (wix) => {
      const siteId = wix.siteWith('EXHAUSTED');
      wix.buyWords(siteId, 5_000);
      const { json } = await wix.forSite(siteId, 'GET', PATHS.credit);
      expect(json).toMatchObject({ creditData: { creditsUsed: 3_000, limitedQuota: { quota: 8_000 } } });
    }));

  test.each([
    ['FEATURE_NOT_FOUND', 404, 'Feature not found'],
    ['MULTILINGUAL_NOT_INSTALLED', 428, 'Wix Multilingual is not installed on the site'],
  ] as const)('a site without the app can answer %s with %p', (missingApp, expected, description) =>
    withWix({ ...world, missingApp }, async (wix) => {
      const { status, json } = await wix.forSite(wix.siteWith('NO_APP'), 'GET', PATHS.credit);
      expect(status).toBe(expected);
      expect(json).toEqual(applicationErrorBody(missingApp, description));
    }),
  );

  test('a site has its free words from the moment the app is installed, and none after it is removed', () =>
    withWix(world, async (wix) => {
      const siteId = wix.siteWith('NO_APP');
      wix.installMultilingual(siteId, true);
      const { json } = await wix.forSite(siteId, 'GET', PATHS.credit);
      expect(json).toMatchObject({ creditData: { creditsUsed: 0, limitedQuota: { quota: 3_000 } } });
      wix.installMultilingual(siteId, false);
      expect((await wix.forSite(siteId, 'GET', PATHS.credit)).status).toBe(404);
      expect(() => wix.installMultilingual('nowhere', true)).toThrow(RangeError);
      expect(() => wix.buyWords(siteId, 1)).toThrow(RangeError);
    }));
});

describe('Check Sufficient Credits', () => {
  test('is true up to the last word that is left, and false beyond', () =>
    withWix(world, async (wix) => {
      const siteId = wix.siteWith('LIMITED');
      const words = wix.world.site(siteId)?.words;
      const left = (words?.quota ?? 0) - (words?.used ?? 0);
      for (const [wordCount, sufficientCredits] of [
        [0, true],
        [left, true],
        [left + 1, false],
      ]) {
        const { json } = await wix.forSite(siteId, 'POST', PATHS.eligible, { wordCount });
        expect(json).toEqual({ sufficientCredits });
      }
    }));

  test('is true for any number on an unlimited site', () =>
    withWix(world, async (wix) => {
      const body = { wordCount: 2_147_483_647 };
      const { json } = await wix.forSite(wix.siteWith('UNLIMITED'), 'POST', PATHS.eligible, body);
      expect(json).toEqual({ sufficientCredits: true });
    }));

  test('is FEATURE_NOT_FOUND without the app, whatever Get Credit Data says', () =>
    withWix({ ...world, missingApp: 'MULTILINGUAL_NOT_INSTALLED' }, async (wix) => {
      const { status } = await wix.forSite(wix.siteWith('NO_APP'), 'POST', PATHS.eligible, { wordCount: 1 });
      expect(status).toBe(404);
    }));

  test.each([
    [{}, 'REQUIRED_FIELD'],
    [{ wordCount: -1 }, 'MIN'],
    [{ wordCount: 2_147_483_648 }, 'MAX'],
    [{ wordCount: 1.5 }, 'FORMAT'],
    [{ wordCount: '5' }, 'FORMAT'],
  ])('%j is a violation of wordCount', (body, violatedRule) =>
    withWix(world, async (wix) => {
      const { status, json } = await wix.forSite(wix.siteWith('LIMITED'), 'POST', PATHS.eligible, body);
      expect(status).toBe(400);
      expect(json).toMatchObject({
        details: { validationError: { fieldViolations: [{ field: 'wordCount', violatedRule }] } },
      });
    }),
  );

  test('is called by POST: the documentation’s GET is not there', () =>
    withWix(world, async (wix) => {
      expect((await wix.forSite(wix.siteWith('LIMITED'), 'GET', PATHS.eligible)).status).toBe(404);
    }));
});
