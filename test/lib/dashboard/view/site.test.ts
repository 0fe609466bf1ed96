// A site as the dashboard shows it: the state that follows from its figures, its name, and its trend.
import { siteView, trendUpTo } from '../../../../lib/dashboard/view/site.ts';
import type { StandingNow } from '../../../../lib/monitor/state/latest.ts';
import { NOW, READ_AT, siteIdOf, siteStanding } from '../fleet.ts';

const DAY = '2026-11-22';
const readAt = Date.parse(READ_AT);

/** A site with so much left of a quota of 1,000, and what else a test says. */
const standing = (remaining: string, given: Partial<StandingNow> = {}): StandingNow => ({
  kind: 'words',
  siteId: 'a',
  attemptedAt: READ_AT,
  reading: {
    kind: 'words',
    siteId: 'a',
    readAt: READ_AT,
    quotaType: 'LIMITED',
    quota: '1000',
    creditsUsed: '1',
  },
  remaining,
  limit: '1000',
  ...given,
});
const stateOf = (given: StandingNow) => siteView(given, DAY).state;
const { reading: _, remaining: __, ...neverRead } = standing('0');

describe('the state of a site', () => {
  test.each([
    ['500', 'ok'],
    ['201', 'ok'],
    ['200', 'low'],
    ['1', 'low'],
    ['0.5', 'low'],
    ['0', 'exhausted'],
    ['-3', 'exhausted'],
  ])('with %s of 1,000 left is %s', (remaining, state) => {
    expect(stateOf(standing(remaining))).toBe(state);
  });

  test('with an alert is low, however much is left: it runs out soon', () => {
    expect(stateOf(standing('900', { alert: { level: 'days-3', since: READ_AT } }))).toBe('low');
  });

  test('with no limit is unlimited', () => {
    expect(stateOf(standing('unlimited'))).toBe('unlimited');
  });

  test('that was never read is failed, and never empty', () => {
    expect(siteView({ ...neverRead, failure: 'WixUnavailable' }, DAY)).toMatchObject({
      state: 'failed',
      remaining: null,
      quota: null,
      used: null,
      readAt: null,
      failedAt: readAt,
      failure: 'WixUnavailable',
    });
  });

  test('of which Wix said too little is unknown', () => {
    const { remaining: _left, ...rest } = standing('0');
    expect(stateOf(rest)).toBe('unknown');
  });

  test('whose last attempt failed is the one of its figures, with the failure beside', () => {
    expect(
      siteView(standing('500', { failure: 'WixTimeout', attemptedAt: '2026-11-22T11:58:00Z' }), DAY),
    ).toMatchObject({
      state: 'ok',
      remaining: '500',
      readAt,
      failure: 'WixTimeout',
      failedAt: NOW - 120_000,
    });
  });

  test.each([
    ['lost the app', standing('500', { failure: 'FeatureNotAvailable' }), 'unavailable'],
    ['never had it', { ...neverRead, failure: 'FeatureNotAvailable' as const }, 'unavailable'],
    ['is no longer listed', standing('0', { gone: true }), 'gone'],
  ])('that %s says so', (_why, given, state) => {
    expect(stateOf(given)).toBe(state);
  });
});

describe('a site', () => {
  test('has its figures, its forecast and its alert', () => {
    const view = siteView(siteStanding(1), DAY);
    expect(view).toMatchObject({
      siteId: siteIdOf(1),
      state: 'low',
      quota: '3000',
      alert: 'share-0.2',
      alertSince: readAt - 31 * 3_600_000,
      forecast: { state: 'estimated', perDay: 40 },
    });
    expect(view.forecast.at).toBeGreaterThan(NOW);
    expect(view.trend).toHaveLength(30);
  });

  test.each([undefined, '', '   '])('with the name %j has none', (name) => {
    expect(siteView(standing('1', name === undefined ? {} : { name }), DAY).name).toBeNull();
  });

  test('with a novel for a name has its beginning', () => {
    expect(siteView(standing('1', { name: ` ${'x'.repeat(500)}` }), DAY).name).toBe('x'.repeat(120));
  });

  test('without a forecast has an unknown one', () => {
    expect(siteView(standing('1'), DAY).forecast).toEqual({
      state: 'unknown',
      perDay: null,
      at: null,
      earliest: null,
      latest: null,
    });
  });
});

describe('a trend', () => {
  test('ends with the last day of the data: what was not watched since is not zero', () => {
    expect(trendUpTo({ to: '2026-11-20', used: ['1', '2.5', null] }, DAY)).toEqual([
      1,
      2.5,
      null,
      null,
      null,
    ]);
  });

  test('has no more than thirty days', () => {
    const used = Array.from({ length: 30 }, (_day, place) => String(place));
    const trend = trendUpTo({ to: '2026-11-20', used }, DAY);
    expect(trend).toHaveLength(30);
    expect(trend.slice(0, 1)).toEqual([2]);
    expect(trend.slice(-3)).toEqual([29, null, null]);
  });

  test('of a site that was not watched for a month says nothing', () => {
    expect(trendUpTo({ to: '2026-09-01', used: ['1'] }, DAY).every((used) => used === null)).toBe(true);
  });

  test('is empty where there is none', () => {
    expect(trendUpTo(undefined, DAY)).toEqual([]);
    expect(trendUpTo({ to: DAY, used: ['1'] }, undefined)).toEqual([]);
  });
});
