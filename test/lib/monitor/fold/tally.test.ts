// The rules of a run in numbers: what it tried, what it could not read, and what was used since.
import * as v from 'valibot';
import type { Code } from '../../../../lib/codes.ts';
import { reportOf, type Surveyed } from '../../../../lib/monitor/fold/survey.ts';
import { tally, tallySchema } from '../../../../lib/monitor/fold/tally.ts';
import { reading } from '../../credits/alerts/world.ts';

const RUN = '2026-11-02T00:00:00.000Z';
const EARLIER = '2026-11-01T00:00:00.000Z';

type Series = Surveyed['series'];
type Usage = NonNullable<Series['usage']>;

/** A series that the run has tried; its usage ends with its reading, as the newest does. */
function series(scope: Series['scope'], change: Partial<Series> = {}): Surveyed {
  const given: Series = { scope, run: RUN, attemptedAt: RUN, ...change };
  return { series: given, assessed: undefined };
}
const site = (siteId: string) => ({ kind: 'words' as const, siteId });
const failed = (siteId: string, failure: Code) => series(site(siteId), { failure: v.parse(codes, failure) });
const codes = v.picklist(['FeatureNotAvailable', 'WixTimeout', 'WixUnavailable']);

function used(scope: Series['scope'], amount: string, change: Partial<Usage> = {}): Surveyed {
  const usage: Usage = { from: EARLIER, to: RUN, used: amount, certainty: 'exact', events: [], ...change };
  const word = { kind: 'words' as const, readAt: RUN, siteId: scope.siteId ?? '', creditsUsed: '1' };
  const found =
    scope.kind === 'wallet'
      ? { kind: 'wallet' as const, readAt: RUN, rules: [] }
      : { ...word, quotaType: undefined, quota: undefined };
  return series(scope, { usage, reading: found });
}

/** The tally of the run as whoever reads it by its schema gets it. */
const told = (all: readonly Surveyed[]) => v.parse(tallySchema, tally(all, RUN));

describe('a tally', () => {
  it('counts wallets, sites and failures of this run alone', () => {
    const all = [
      series({ kind: 'wallet' }),
      series({ kind: 'wallet', siteId: 'a' }),
      series(site('a')),
      series(site('b'), { run: EARLIER }),
      failed('c', 'WixTimeout'),
      series({ kind: 'wallet', siteId: 'd' }, { failure: 'WixTimeout' }),
    ];
    expect(told(all)).toEqual({
      snapshot: { at: RUN, wallets: 3, sites: 2, failed: 2 },
      usage: { wallet: null, words: null },
      failed: [
        { kind: 'words', siteId: 'c', code: 'WixTimeout' },
        { kind: 'wallet', siteId: 'd', code: 'WixTimeout' },
      ],
    });
  });

  it('names sites without the app last, and at most 500 that failed', () => {
    const all = [
      failed('no-app', 'FeatureNotAvailable'),
      failed('late', 'WixTimeout'),
      failed('no-app-either', 'FeatureNotAvailable'),
      failed('down', 'WixUnavailable'),
    ];
    expect(tally(all, RUN).failed.map(({ siteId }) => siteId)).toEqual([
      'late',
      'down',
      'no-app',
      'no-app-either',
    ]);
    const many = Array.from({ length: 501 }, (_, n) => failed(`site-${n}`, 'WixTimeout'));
    expect(tally(many, RUN)).toMatchObject({ snapshot: { failed: 501 }, failed: { length: 500 } });
  });

  it('adds up what was used since the earliest reading before, by words and by the account’s wallet', () => {
    const all = [
      used({ kind: 'wallet' }, '1.5'),
      used({ kind: 'wallet', siteId: 'a' }, '100'),
      used(site('a'), '10'),
      used(site('b'), '0.25', { from: '2026-10-31T00:00:00.000Z' }),
      used(site('c'), '7', { to: EARLIER }),
      used(site('d'), '0'),
    ];
    expect(told(all).usage).toEqual({
      wallet: { series: 1, since: EARLIER, used: '1.5', certainty: 'exact' },
      words: { series: 3, since: '2026-10-31T00:00:00.000Z', used: '10.25', certainty: 'exact' },
    });
  });

  it('is as certain as the least certain series, and knows of what was bought where one does', () => {
    const all = [used(site('a'), '1', { certainty: 'at least', bought: '5' }), used(site('b'), '2')];
    expect(told(all).usage.words).toMatchObject({ used: '3', certainty: 'at least', bought: '5' });
    const none = tally([used(site('b'), '2')], RUN).usage.words;
    expect(none).not.toHaveProperty('bought');
  });

  it('leaves out the usage of what could not be read this time', () => {
    const { series: read } = used(site('a'), '1');
    expect(
      tally([{ series: { ...read, failure: 'WixTimeout' }, assessed: undefined }], RUN).usage.words,
    ).toBeNull();
  });
});

describe('a report for the alerts', () => {
  const expected = { run: RUN, isExpected: (name: string) => name === 'words:a' };
  const assessed = reading(0, '1');

  it('is the reading, or the failure, of a run that is not older', () => {
    expect(reportOf({ ...series(site('x')), assessed }, expected)).toEqual({
      scope: site('x'),
      reading: assessed,
    });
    expect(reportOf(failed('x', 'WixTimeout'), expected)).toEqual({
      scope: site('x'),
      failure: 'WixTimeout',
    });
    expect(reportOf(series(site('x')), expected)).toBeUndefined();
  });

  it('is a failure where the run should have read it and has not, and nothing where it should not', () => {
    const old = (siteId: string) => ({ ...series(site(siteId), { run: EARLIER }), assessed });
    expect(reportOf(old('a'), expected)).toEqual({ scope: site('a'), failure: 'Internal' });
    expect(reportOf(old('b'), expected)).toBeUndefined();
  });
});
