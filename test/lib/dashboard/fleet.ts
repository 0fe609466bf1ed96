// A monitored account for tests: a wallet, and as many sites as one likes in every state, the same at every call.
import type { Forecast } from '../../../lib/credits/forecast/forecast.ts';
import { DAY_MS, dayOf } from '../../../lib/credits/usage/days.ts';
import type { Latest, StandingNow } from '../../../lib/monitor/state/latest.ts';

/** When it was last read. */
export const READ_AT = '2026-11-22T11:56:00.000Z';
/** Now: four minutes later. */
export const NOW = Date.parse('2026-11-22T12:00:00.000Z');

const HOUR_MS = 3_600_000;
const later = (milliseconds: number) => new Date(Date.parse(READ_AT) + milliseconds).toISOString();

/** A number from 0 to 1 that depends on its arguments alone. */
function chance(...seeds: readonly number[]): number {
  let state = 2_166_136_261;
  for (const seed of seeds) state = Math.imul(state ^ (seed + 0x9e3779b9), 16_777_619);
  state ^= state >>> 15;
  state = Math.imul(state, 2_246_822_519);
  return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
}

const PLACES = ['Harbour', 'Maple', 'Juniper', 'Copper', 'Lakeside', 'Sunrise', 'Granite', 'Willow'];
const TRADES = ['Bakery', 'Cycles', 'Studio', 'Dental', 'Books', 'Coffee', 'Gardens', 'Legal'];

/** The id of the n-th site. */
export const siteIdOf = (n: number): string =>
  `${n.toString(16).padStart(8, '0')}-4d1c-4b8e-9f00-${(n * 7919).toString(16).padStart(12, '0')}`;

const nameOf = (n: number) =>
  `${PLACES[Math.floor(chance(n, 1) * 8)]} ${TRADES[Math.floor(chance(n, 2) * 8)]} ${n + 1}`;

function trendOf(n: number, perDay: number): NonNullable<StandingNow['trend']> {
  const used = Array.from({ length: 30 }, (_, day) => {
    const weekend = (day + 2) % 7 < 2 ? 0.25 : 1;
    return chance(n, day, 3) < 0.04
      ? null
      : String(Math.round(perDay * weekend * (0.4 + 1.2 * chance(n, day))));
  });
  return { to: READ_AT.slice(0, 10), used };
}

function estimate(perDay: number, left: number): Forecast {
  const days = left / perDay;
  return {
    state: 'estimated',
    perDay,
    days: 30,
    at: later(days * DAY_MS),
    earliest: later(days * 0.75 * DAY_MS),
    latest: later(days * 1.4 * DAY_MS),
  };
}

function words(n: number, quota: number, used: number, perDay: number): StandingNow {
  const left = Math.max(0, quota - used);
  return {
    kind: 'words',
    siteId: siteIdOf(n),
    name: nameOf(n),
    attemptedAt: READ_AT,
    reading: {
      kind: 'words',
      siteId: siteIdOf(n),
      readAt: READ_AT,
      creditsUsed: String(used),
      quotaType: 'LIMITED',
      quota: String(quota),
    },
    remaining: String(left),
    limit: String(quota),
    trend: trendOf(n, perDay),
    forecast:
      left === 0
        ? { state: 'exhausted' }
        : perDay === 0
          ? { state: 'not used', days: 30 }
          : estimate(perDay, left),
  };
}

const alerted = (standing: StandingNow, level: string, hours: number): StandingNow => ({
  ...standing,
  alert: { level, since: later(-hours * HOUR_MS) },
});

function unlimited(n: number): StandingNow {
  const { reading: _, remaining: __, limit: ___, ...rest } = words(n, 1, 0, 900);
  const reading = {
    kind: 'words' as const,
    siteId: siteIdOf(n),
    readAt: READ_AT,
    creditsUsed: '48120',
    quotaType: 'UNLIMITED',
  };
  return { ...rest, reading, remaining: 'unlimited', forecast: { state: 'unlimited' } };
}

function unread(n: number, failure: StandingNow['failure']): StandingNow {
  const { kind, siteId, name, attemptedAt } = words(n, 1, 0, 0);
  return { kind, siteId, name, attemptedAt, failure };
}

/** Its last three hours of attempts failed. */
function failing(n: number): StandingNow {
  const { reading, ...site } = words(n, 3000, 1200, 35);
  if (reading === undefined) return site;
  return { ...site, reading: { ...reading, readAt: later(-3 * HOUR_MS) }, failure: 'WixTimeout' };
}

/** The states that the sites go through, in turn. */
const STATES: readonly ((n: number) => StandingNow)[] = [
  (n) => words(n, 12_999, 400 + Math.floor(chance(n, 5) * 8000), 60 + Math.floor(chance(n, 6) * 90)),
  (n) => alerted(words(n, 3000, 2_760 + Math.floor(chance(n, 5) * 200), 40), 'share-0.2', 31),
  (n) => alerted(words(n, 3000, 3000, 55), 'exhausted', 52),
  unlimited,
  (n) => unread(n, 'FeatureNotAvailable'),
  (n) => words(n, 3000, Math.floor(chance(n, 5) * 1500), 0),
  (n) => words(n, 50_000, 9000, 210),
  (n) => alerted(words(n, 12_999, 12_500, 190), 'days-3', 5),
  failing,
  (n) => unread(n, 'WixUnavailable'),
  (n) => ({ ...words(n, 12_999, 2000 + Math.floor(chance(n, 5) * 4000), 25) }),
  (n) => ({ ...words(n, 3000, 300, 0), gone: chance(n, 9) < 0.5 }),
];

/** The n-th site. */
export const siteStanding = (n: number): StandingNow => (STATES[n % STATES.length] ?? unlimited)(n);

/** The account's wallet. */
export const walletStanding: StandingNow = {
  kind: 'wallet',
  attemptedAt: READ_AT,
  reading: {
    kind: 'wallet',
    readAt: READ_AT,
    periodic: { balance: '157.75', cap: '450' },
    topUp: { balance: '65' },
    rules: [
      {
        source: 'plan',
        period: 'MONTH',
        balance: '157.75',
        cap: '450',
        resetDate: '2026-12-01T00:00:00.000Z',
      },
    ],
  },
  remaining: '222.75',
  limit: '450',
  reset: '2026-12-01T00:00:00.000Z',
  forecast: {
    ...{ state: 'estimated', perDay: 17.4, days: 30 },
    at: later(12.8 * DAY_MS),
    earliest: later(9.6 * DAY_MS),
    latest: later(17.5 * DAY_MS),
    reset: { at: '2026-12-01T00:00:00.000Z', lastsPast: 'yes' },
  },
};

function days(kind: 'wallet' | 'words', scale: number): Latest['days'] {
  return Array.from({ length: 30 }, (_, place) => {
    const day = dayOf(NOW - (29 - place) * DAY_MS);
    const weekend = (place + 2) % 7 < 2 ? 0.3 : 1;
    const used = String(Math.round(scale * weekend * (0.5 + chance(place, scale)) * 4) / 4);
    const last = place === 29;
    return {
      day,
      kind,
      used,
      certainty: last ? 'at least' : 'exact',
      least: used,
      ...(last ? {} : { most: used }),
      bought: place === 11 ? '60' : '0',
      observedSeconds: last ? 43_000 : 86_400,
    };
  });
}

/** How everything stands, with `sites` sites. */
export function latestWith(sites: number): Latest {
  const standings = Array.from({ length: sites }, (_, n) => siteStanding(n));
  return {
    version: 1,
    at: READ_AT,
    writtenAt: later(2000),
    wallets: [walletStanding],
    sites: standings.sort((a, b) => ((a.siteId ?? '') < (b.siteId ?? '') ? -1 : 1)),
    days: [...days('wallet', 16), ...days('words', 1400)],
    stale: {},
    alertsWaiting: 0,
  };
}
