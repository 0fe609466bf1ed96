// The rules of taking one reading into what is remembered of its series.
import type { Reading } from '../../../../lib/credits/usage/reading.ts';
import { takeReading } from '../../../../lib/monitor/state/take-reading.ts';

const words = (readAt: string, creditsUsed: string): Reading => ({
  kind: 'words',
  siteId: 'a',
  readAt,
  creditsUsed,
  quotaType: 'LIMITED',
  quota: '1000',
});
const DAY = '2026-11-10';
const taking = (instant: string, days = 40) => ({ run: instant, now: Date.parse(instant), days });

/** The series after readings of `[instant, creditsUsed]`, each taken at its own time. */
function seriesAfter(...readings: [string, string][]) {
  let series: NonNullable<ReturnType<typeof takeReading>>['series'] | undefined;
  for (const [at, used] of readings)
    series = takeReading(series, words(at, used), taking(at))?.series ?? series;
  if (series === undefined) throw new Error('nothing was taken');
  return series;
}

describe('a reading', () => {
  it('begins a series, and the next one shows what was used', () => {
    const first = takeReading(undefined, words(`${DAY}T00:00:00.000Z`, '5'), taking(`${DAY}T00:00:00.000Z`));
    expect(first).toStrictEqual({
      series: {
        scope: { kind: 'words', siteId: 'a' },
        run: `${DAY}T00:00:00.000Z`,
        attemptedAt: `${DAY}T00:00:00.000Z`,
        reading: words(`${DAY}T00:00:00.000Z`, '5'),
        followed: {},
      },
    });
    const second = takeReading(
      first?.series,
      words(`${DAY}T01:00:00.000Z`, '7'),
      taking(`${DAY}T01:00:00.000Z`),
    );
    expect(second?.usage).toMatchObject({
      used: '2',
      from: `${DAY}T00:00:00.000Z`,
      to: `${DAY}T01:00:00.000Z`,
    });
    expect(second?.series).toMatchObject({ usage: { used: '2' }, history: { spans: '3600000:2' } });
  });

  it('that fails is noted, and nothing else changes; the next good one takes the note away', () => {
    const before = seriesAfter([`${DAY}T00:00:00.000Z`, '5'], [`${DAY}T01:00:00.000Z`, '7']);
    const at = `${DAY}T02:00:00.000Z`;
    const failed: Reading = { kind: 'failed', of: 'words', siteId: 'a', readAt: at, code: 'WixTimeout' };
    const noted = takeReading(before, failed, taking(at))?.series;
    expect(noted).toStrictEqual({ ...before, run: at, attemptedAt: at, failure: 'WixTimeout' });
    const next = `${DAY}T03:00:00.000Z`;
    const good = takeReading(noted, words(next, '9'), taking(next));
    expect(good?.series).not.toHaveProperty('failure');
    expect(good?.usage).toMatchObject({ used: '2', from: `${DAY}T01:00:00.000Z` });
  });

  it('of the account’s wallet has a scope without a site', () => {
    const at = `${DAY}T00:00:00.000Z`;
    const wallet: Reading = { kind: 'wallet', readAt: at, rules: [], periodic: { balance: '5' } };
    expect(takeReading(undefined, wallet, taking(at))?.series.scope).toStrictEqual({ kind: 'wallet' });
  });

  it('that is not newer than the last attempt is not taken', () => {
    const series = seriesAfter([`${DAY}T01:00:00.000Z`, '5']);
    const now = `${DAY}T02:00:00.000Z`;
    expect(takeReading(series, words(`${DAY}T01:00:00.000Z`, '5'), taking(now))).toBeUndefined();
    expect(takeReading(series, words(`${DAY}T00:59:59.999Z`, '5'), taking(now))).toBeUndefined();
  });
});

describe('what a clock of the future has left behind', () => {
  const before = seriesAfter(
    [`${DAY}T00:00:00.000Z`, '5'],
    [`${DAY}T01:00:00.000Z`, '7'],
    ['2031-01-01T00:00:00.000Z', '8'],
  );
  const now = `${DAY}T02:00:00.000Z`;

  it('does not keep a reading of now from being taken, and what is past of the history stays', () => {
    const trend = { to: '2031-01-01', used: ['1', '2'] };
    const taken = takeReading({ ...before, trend }, words(now, '9'), taking(now));
    expect(taken?.usage).toBeUndefined();
    expect(taken?.series).toStrictEqual({
      scope: { kind: 'words', siteId: 'a' },
      run: now,
      attemptedAt: now,
      reading: words(now, '9'),
      followed: {},
      history: { from: `${DAY}T00:00:00.000Z`, spans: '3600000:2' },
    });
  });

  it('leaves no history where all of it is of the future', () => {
    const ahead = seriesAfter(['2031-01-01T00:00:00.000Z', '5'], ['2031-01-01T01:00:00.000Z', '7']);
    expect(takeReading(ahead, words(now, '9'), taking(now))?.series).toStrictEqual({
      scope: { kind: 'words', siteId: 'a' },
      run: now,
      attemptedAt: now,
      reading: words(now, '9'),
      followed: {},
    });
  });

  it('leaves the days of the trend that are past', () => {
    const trend = { to: '2026-11-11', used: ['1', '2', '3'] };
    const taken = takeReading({ ...before, trend }, words(now, '9'), taking(now));
    expect(taken?.series.trend).toEqual({ to: DAY, used: ['1', '2'] });
  });
});

it('usage is remembered for so many days, and never less than the whole day in which it began', () => {
  const hours = Array.from({ length: 60 }, (_, hour): [string, string] => [
    new Date(Date.parse(`${DAY}T00:00:00Z`) + hour * 3_600_000).toISOString(),
    String(hour),
  ]);
  let series: NonNullable<ReturnType<typeof takeReading>>['series'] | undefined;
  for (const [at, used] of hours) series = takeReading(series, words(at, used), taking(at, 0))?.series;
  expect(series?.history?.from).toBe('2026-11-12T00:00:00.000Z');
});
