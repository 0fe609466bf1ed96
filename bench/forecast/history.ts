// Synthetic histories: what the monitor would have read, and when the credits really ran out afterwards.
import { toNumber } from '../../lib/credits/decimal.ts';
import { decimalOf } from '../../lib/credits/usage/amount.ts';
import { DAY_MS } from '../../lib/credits/usage/days.ts';
import type { GoodReading } from '../../lib/credits/usage/follow.ts';
import type { Reading } from '../../lib/credits/usage/reading.ts';
import { type Standing, standingOf } from '../../lib/credits/usage/standing.ts';
import { demandOf, type Kind } from './demand.ts';
import { Random } from './random.ts';
import { HOUR_MS, type Past, resetReadings, topUpReadings, wordReadings } from './synthetic-readings.ts';

/** A history up to `now`, and its truth. */
export interface History {
  readonly kind: Kind;
  readonly now: number;
  /** One reading an hour, some of them failed; the last one is of `now`. */
  readonly readings: readonly Reading[];
  readonly standing: Standing;
  /** Credits left at `now`. */
  readonly left: number;
  /** When those were used up, had nothing refilled them. */
  readonly ranOut: number;
}

/** Use by hour of the day: little at night, most in the afternoon. */
const HOURS = Array.from({ length: 24 }, (_, hour) => (1 - 0.7 * Math.cos(((hour - 3) * Math.PI) / 12)) / 24);
const YEAR_START = Date.parse('2026-01-01T00:00:00Z');

function readingsOf(kind: Kind, past: Past, random: Random): GoodReading[] {
  if (kind === 'top-ups') return topUpReadings(past, random);
  return kind === 'resets' ? resetReadings(past, random) : wordReadings(past);
}

/** One reading in fifty fails, and in one history of ten Wix is down for thirty hours. The last reading is always there. */
function withFailures(readings: readonly GoodReading[], random: Random): Reading[] {
  const hours = readings.length;
  const outage = random.next() < 0.1 ? Math.floor(random.between(0, hours)) : hours;
  return readings.map((reading, hour) => {
    const down = (hour >= outage && hour < outage + 30) || random.next() < 0.02;
    if (!down || hour === hours - 1) return reading;
    return {
      kind: 'failed',
      of: reading.kind,
      siteId: reading.siteId,
      readAt: reading.readAt,
      code: 'WixUnavailable',
    };
  });
}

/** A history of the kind from the seed: 3 to 60 days of readings, and about 1 to 30 days' worth of credits at its end. */
export function historyOf(kind: Kind, seed: number): History {
  const random = new Random(seed);
  const days = Math.floor(random.between(3, 60));
  const offset = Math.floor(random.between(0, 24));
  const start = YEAR_START + Math.floor(random.between(0, 365)) * DAY_MS + offset * HOUR_MS;
  const worth = random.between(1, 30);
  const demand = demandOf(kind, random, days);
  const inHour = (hour: number) => {
    const place = hour + offset;
    return Math.round(100 * demand.on(Math.floor(place / 24)) * (HOURS[place % 24] ?? 0));
  };
  const hourly = Array.from({ length: days * 24 }, (_, hour) => inHour(hour));
  const typicalDay = Math.round(100 * demand.typicalDay);
  const readings = readingsOf(
    kind,
    { start, hourly, typicalDay, left: Math.round(typicalDay * worth) },
    random,
  );
  const last = readings.at(-1);
  if (last === undefined) throw new Error('A history has readings.');
  const standing = standingOf(last);
  const left = toNumber(decimalOf(standing.remaining ?? '0'));
  let hour = hourly.length;
  for (let rest = 100 * left; ; hour += 1) {
    rest -= Math.max(1, inHour(hour));
    if (rest <= 0) break;
  }
  return {
    kind,
    now: start + hourly.length * HOUR_MS,
    readings: withFailures(readings, random),
    standing,
    left,
    ranOut: start + (hour + 0.5) * HOUR_MS,
  };
}
