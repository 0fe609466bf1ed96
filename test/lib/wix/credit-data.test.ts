// What is read of a site's word credits and of the verdict on them, and which refusal means that it has none.
import { checkSufficientCredits, getCreditData } from '../../../lib/wix/credit-data.ts';
import { refusing, wixWith } from './answers.ts';
import { failureOf, SITE } from './harness.ts';
import { stopServers } from './servers.ts';

afterEach(stopServers);

describe('Get Credit Data', () => {
  test.each<[string, unknown, unknown, (string | undefined)[]]>([
    [
      'a limited quota',
      { creditsUsed: 456, quotaType: 'LIMITED', limitedQuota: { quota: 12_999 } },
      { creditsUsed: 456, quotaType: 'LIMITED', limitedQuota: { quota: 12_999 } },
      [],
    ],
    [
      'an unlimited one, which has no quota',
      { creditsUsed: 1, quotaType: 'UNLIMITED' },
      { creditsUsed: 1, quotaType: 'UNLIMITED' },
      [],
    ],
    ['an unlimited one without usage', { quotaType: 'UNLIMITED' }, { quotaType: 'UNLIMITED' }, []],
    [
      'documented nulls, which are unknown',
      { creditsUsed: null, quotaType: 'LIMITED', limitedQuota: { quota: null } },
      { quotaType: 'LIMITED', limitedQuota: {} },
      [],
    ],
    [
      'a limited quota without usage',
      { quotaType: 'LIMITED', limitedQuota: { quota: 5 } },
      { quotaType: 'LIMITED', limitedQuota: { quota: 5 } },
      ['creditData.creditsUsed'],
    ],
    [
      'a limited quota that is not told',
      { creditsUsed: 1, quotaType: 'LIMITED' },
      { creditsUsed: 1, quotaType: 'LIMITED' },
      ['creditData.limitedQuota'],
    ],
    [
      'a limited quota without its number',
      { creditsUsed: 1, quotaType: 'LIMITED', limitedQuota: {} },
      { creditsUsed: 1, quotaType: 'LIMITED', limitedQuota: {} },
      ['creditData.limitedQuota.quota'],
    ],
    [
      'a usage below zero',
      { creditsUsed: -1, quotaType: 'LIMITED', limitedQuota: { quota: 5 } },
      { quotaType: 'LIMITED', limitedQuota: { quota: 5 } },
      ['creditData.creditsUsed'],
    ],
    [
      'numbers as text',
      { creditsUsed: '7', quotaType: 'LIMITED', limitedQuota: { quota: '5' } },
      { creditsUsed: 7, quotaType: 'LIMITED', limitedQuota: { quota: 5 } },
      ['creditData.limitedQuota.quota', 'creditData.creditsUsed'],
    ],
    [
      'a quota of a new type',
      { creditsUsed: 1, quotaType: 'SHARED', limitedQuota: { quota: 5 } },
      { creditsUsed: 1, quotaType: 'SHARED', limitedQuota: { quota: 5 } },
      [],
    ],
    ['no data', undefined, {}, ['creditData']],
  ])('reads %s', async (_, creditData, expected, paths) => {
    const { wix, call, warned, requests } = await wixWith({ creditData });
    expect(await getCreditData(wix, SITE, call)).toEqual(expected);
    expect(warned()).toEqual(paths);
    expect(requests[0]).toMatchObject({ method: 'GET', path: '/translation-credits/v1/credit', body: '' });
    expect(requests[0]?.headers).toMatchObject({ 'wix-site-id': SITE });
  });
});

describe('Check Sufficient Credits', () => {
  test.each<[unknown, boolean | undefined, (string | undefined)[]]>([
    [{ sufficientCredits: true }, true, []],
    [{ sufficientCredits: false }, false, []],
    [{}, undefined, ['sufficientCredits']],
    [{ sufficientCredits: 'true' }, undefined, ['sufficientCredits']],
  ])('reads %j', async (answer, sufficientCredits, paths) => {
    const { wix, call, warned, requests } = await wixWith(answer);
    expect(await checkSufficientCredits(wix, SITE, 100, call)).toEqual({ sufficientCredits });
    expect(warned()).toEqual(paths);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      path: '/translation-credits/v1/credit/is-eligible',
      body: '{"wordCount":100}',
    });
  });
});

describe('a site without word credits is FeatureNotAvailable', () => {
  test.each([
    [404, undefined],
    [404, 'FEATURE_NOT_FOUND'],
    [428, 'MULTILINGUAL_NOT_INSTALLED'],
    [428, 'FEATURE_NOT_FOUND'],
  ])('%i %s', async (status, applicationCode) => {
    const { wix, call, requests } = await refusing(status, applicationCode);
    expect((await failureOf(getCreditData(wix, SITE, call))).code).toBe('FeatureNotAvailable');
    expect((await failureOf(checkSufficientCredits(wix, SITE, 1, call))).code).toBe('FeatureNotAvailable');
    expect(requests).toHaveLength(2);
  });

  test('another 428 is not', async () => {
    const { wix, call } = await refusing(428, 'MISSING_METASITE_ID');
    expect((await failureOf(getCreditData(wix, SITE, call))).code).toBe('WixRequestRejected');
  });
});
