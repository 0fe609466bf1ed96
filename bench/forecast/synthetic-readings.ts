// What Wix would have answered in each hour of a history, given what was used in it. Amounts are hundredths of a credit.
import { DAY_MS } from '../../lib/credits/usage/days.ts';
import type { WalletReading, WordReading } from '../../lib/credits/usage/reading.ts';
import type { Random } from './random.ts';

/** Milliseconds of an hour. */
export const HOUR_MS = DAY_MS / 24;

/** A past: what was used in each hour from `start` on, and what is to be left at its end. */
export interface Past {
  readonly start: number;
  readonly hourly: readonly number[];
  readonly typicalDay: number;
  readonly left: number;
}

const MONTH_HOURS = 30 * 24;
const text = (hundredths: number) => (hundredths / 100).toFixed(2);
const instant = (past: Past, hour: number) => new Date(past.start + hour * HOUR_MS).toISOString();

/** A site's word credits, one reading an hour and one at the end. Words are whole. */
export function wordReadings(past: Past): WordReading[] {
  const readings: WordReading[] = [];
  const total = past.hourly.reduce((sum, used) => sum + used, 0);
  const quota = String(Math.floor(total / 100) + Math.ceil(past.left / 100));
  let used = 0;
  for (let hour = 0; hour <= past.hourly.length; hour += 1) {
    const creditsUsed = String(Math.floor(used / 100));
    readings.push({
      kind: 'words',
      siteId: 'site',
      readAt: instant(past, hour),
      creditsUsed,
      quotaType: 'LIMITED',
      quota,
    });
    used += past.hourly[hour] ?? 0;
  }
  return readings;
}

/** A month of a wallet: the hour in which it began, and whether the next has begun. */
function monthOf(hour: number, phase: number): number {
  return Math.floor((hour + phase) / MONTH_HOURS);
}

function walletReading(
  past: Past,
  hour: number,
  phase: number,
  cap: number,
  periodic: number,
  topUp?: number,
): WalletReading {
  const reset = past.start + ((monthOf(hour, phase) + 1) * MONTH_HOURS - phase) * HOUR_MS;
  return {
    kind: 'wallet',
    readAt: instant(past, hour),
    periodic: { balance: text(periodic), cap: text(cap) },
    ...(topUp === undefined ? {} : { topUp: { balance: text(topUp) } }),
    rules: [
      {
        source: 's',
        period: 'MONTH',
        balance: text(periodic),
        cap: text(cap),
        resetDate: new Date(reset).toISOString(),
      },
    ],
  };
}

/** A wallet that lives on its monthly credits, which suffice in every month of the past. */
export function resetReadings(past: Past, random: Random): WalletReading[] {
  const phase = Math.floor(random.between(0, MONTH_HOURS));
  const end = past.hourly.length;
  const months = new Map<number, number>();
  for (const [hour, used] of past.hourly.entries()) {
    const month = monthOf(hour, phase);
    months.set(month, (months.get(month) ?? 0) + used);
  }
  const cap = Math.max(...months.values(), (months.get(monthOf(end, phase)) ?? 0) + past.left);
  const readings: WalletReading[] = [];
  let periodic = cap;
  for (let hour = 0; hour <= end; hour += 1) {
    if (monthOf(hour, phase) !== monthOf(hour - 1, phase)) periodic = cap;
    readings.push(walletReading(past, hour, phase, cap, periodic));
    periodic -= past.hourly[hour] ?? 0;
  }
  return readings;
}

/** A wallet whose monthly credits last a few days, and which is topped up whenever two days' worth is left. */
export function topUpReadings(past: Past, random: Random): WalletReading[] {
  const phase = Math.floor(random.between(0, MONTH_HOURS));
  const end = past.hourly.length;
  const cap = Math.round(past.typicalDay * random.between(1, 10));
  const readings: WalletReading[] = [];
  let periodic = cap;
  let topUp = Math.round(past.typicalDay * random.between(2, 20));
  for (let hour = 0; hour <= end; hour += 1) {
    if (monthOf(hour, phase) !== monthOf(hour - 1, phase)) periodic = cap;
    const used = past.hourly[hour] ?? 0;
    if (topUp < 2 * past.typicalDay + used)
      topUp += Math.round(past.typicalDay * random.between(5, 20)) + used;
    if (hour === end) topUp = Math.max(topUp, past.left - periodic);
    readings.push(walletReading(past, hour, phase, cap, periodic, topUp));
    const drawn = Math.min(periodic, used);
    periodic -= drawn;
    topUp -= used - drawn;
  }
  return readings;
}
