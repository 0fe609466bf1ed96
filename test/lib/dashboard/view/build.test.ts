// The data of the dashboard: every site once, trends on the same days, how fresh it is, and that it fits one answer.
import * as v from 'valibot';
import { dataOf, overviewOf, type Sources } from '../../../../lib/dashboard/view/build.ts';
import { siteOf } from '../../../../lib/dashboard/view/columns.ts';
import { dataSchema } from '../../../../lib/dashboard/view/data.ts';
import { byUrgency } from '../../../../lib/dashboard/view/urgency.ts';
import { latestWith, NOW, READ_AT, walletStanding } from '../fleet.ts';

const HOUR_MS = 3_600_000;
const of = (given: Partial<Sources> = {}) =>
  overviewOf({ latest: latestWith(60), exports: [], balances: [], now: NOW, staleAfterHours: 6, ...given });

describe('the overview', () => {
  test('has every site once, the most urgent first', () => {
    const { sites, summary } = of();
    expect(new Set(sites.map(({ siteId }) => siteId)).size).toBe(60);
    expect(sites).toEqual(byUrgency(sites));
    expect(summary).toEqual({
      sites: 60,
      exhausted: 5,
      low: 10,
      failed: 5,
      unknown: 0,
      ok: 28,
      unavailable: 5,
      unlimited: 5,
      gone: 2,
    });
  });

  test('keeps what the wallet used apart from the words of all sites, thirty days of each', () => {
    const { walletDays, wordDays } = of();
    expect([walletDays, wordDays].map((days) => [days.length, days[0]?.day, days.at(-1)?.day])).toEqual([
      [30, '2026-10-24', '2026-11-22'],
      [30, '2026-10-24', '2026-11-22'],
    ]);
    expect(walletDays.at(-1)).toMatchObject({ certainty: 'at least', watchedHours: 11.9 });
    expect(walletDays[11]).toMatchObject({ certainty: 'exact', bought: '60', watchedHours: 24 });
    const latest = latestWith(1);
    const older = { ...latest.days[0], day: '2026-10-01' };
    const long = overviewOf({
      latest: { ...latest, days: [v.parse(v.any(), older), ...latest.days] },
      exports: [],
      balances: [],
      now: NOW,
      staleAfterHours: 6,
    });
    expect(long.walletDays).toEqual(walletDays);
  });

  test('says how fresh it is', () => {
    expect(of().monitor).toEqual({
      state: 'fresh',
      readAt: READ_AT,
      staleAfterHours: 6,
      failing: 10,
      alertsWaiting: 0,
    });
  });

  test.each([
    [6 * HOUR_MS, 'fresh'],
    [6 * HOUR_MS + 1, 'stale'],
  ])('%d ms after the last run is %s', (age, state) => {
    expect(of({ now: Date.parse(READ_AT) + age }).monitor.state).toBe(state);
  });

  test('before the first run is empty, and not wrong', () => {
    const overview = of({ latest: undefined });
    expect(overview).toMatchObject({
      monitor: { state: 'never', readAt: null, failing: 0 },
      wallets: [],
      walletDays: [],
      wordDays: [],
      summary: { sites: 0 },
      sites: [],
      lastDay: null,
    });
    expect(v.is(dataSchema, dataOf(overview))).toBe(true);
  });

  test('counts the wallets among what cannot be read', () => {
    const latest = { ...latestWith(0), wallets: [{ ...walletStanding, failure: 'WixTimeout' as const }] };
    expect(of({ latest }).monitor.failing).toBe(1);
  });

  test('names the wallet of a site as the site', () => {
    const latest = latestWith(2);
    const { siteId, name } = latest.sites[1] ?? {};
    const wallets = [walletStanding, { ...walletStanding, siteId }];
    expect(of({ latest: v.parse(v.any(), { ...latest, wallets }) }).wallets[1]).toMatchObject({
      siteId,
      name,
    });
  });

  test('lines up the trends of all sites by their last day', () => {
    const latest = latestWith(3);
    const [first, ...rest] = latest.sites;
    const late = { ...first, trend: { to: '2026-11-20', used: ['7'] } };
    const { sites, lastDay } = of({ latest: v.parse(v.any(), { ...latest, sites: [late, ...rest] }) });
    expect(lastDay).toBe('2026-11-22');
    expect(sites.find(({ siteId }) => siteId === first?.siteId)?.trend).toEqual([7, null, null]);
  });
});

describe('the balances', () => {
  const read = Date.parse(READ_AT) / 1000;

  test('end with the newest reading, where it is newer than the snapshots', () => {
    expect(of({ balances: [[read - 900, 160, 65]] }).balances).toEqual([
      [read - 900, 160, 65],
      [read, 157.75, 65],
    ]);
    const known: [number, number, number][] = [[read, 157.75, 65]];
    expect(of({ balances: known }).balances).toEqual(known);
  });

  test.each([
    ['was never read', { reading: undefined }],
    ['has no periodic balance', { reading: { ...walletStanding.reading, periodic: undefined } }],
    ['has top-ups of which Wix said nothing', { reading: { ...walletStanding.reading, topUp: {} } }],
  ])('of a wallet that %s have no point for it', (_, given) => {
    const latest = v.parse(v.any(), { ...latestWith(0), wallets: [{ ...walletStanding, ...given }] });
    expect(of({ latest }).balances).toEqual([]);
  });

  test('of a wallet without top-ups count none', () => {
    const reading = { ...walletStanding.reading, topUp: undefined };
    const latest = v.parse(v.any(), { ...latestWith(0), wallets: [{ ...walletStanding, reading }] });
    expect(of({ latest }).balances).toEqual([[read, 157.75, 0]]);
  });
});

describe('the data', () => {
  test('fits its schema, and gives the same sites again', () => {
    const overview = of();
    const data = v.parse(dataSchema, JSON.parse(JSON.stringify(dataOf(overview))));
    const sites = data.sites.rows.map(siteOf(data.sites.columns));
    const rounded = overview.sites.map(({ forecast, ...site }) => ({
      ...site,
      forecast: {
        ...forecast,
        ...Object.fromEntries(
          (['at', 'earliest', 'latest'] as const).map((name) => [
            name,
            forecast[name] === null ? null : Math.round(forecast[name] / 1000) * 1000,
          ]),
        ),
      },
    }));
    expect(sites).toEqual(rounded);
  });

  test('of ten thousand sites with long names fits an answer of Lambda', () => {
    const latest = latestWith(10_000);
    const sites = latest.sites.map((site) => ({ ...site, name: `${site.name} ${'ü'.repeat(100)}` }));
    const json = JSON.stringify(dataOf(of({ latest: { ...latest, sites } })));
    // Lambda's answer is JSON, which holds this JSON as a text.
    expect(Buffer.byteLength(JSON.stringify(json))).toBeLessThan(6_000_000);
    const usual = JSON.stringify(dataOf(of({ latest })));
    expect(Buffer.byteLength(usual)).toBeLessThan(3_500_000);
  });
});
