// How fast credits go: the rate of now, how it grows, and how much days differ.
import { growthOf, leverage, shapeOf } from './growth.ts';
import type { PastDay } from './history.ts';
import { type Week, weekOf } from './week.ts';

/** The burn rate that past days show. */
export interface BurnRate {
  /** Credits on an average day, as of the last one. */
  readonly perDay: number;
  /** Growth a day: the rate is multiplied by e^growth from day to day. */
  readonly growth: number;
  readonly growthVariance: number;
  readonly week: Week;
  /** Squared coefficient of variation of one day around what was to be expected of it. */
  readonly variation: number;
  /** How many days it rests on. */
  readonly days: number;
}

/** How many standard errors (squared) a growth has to exceed before it counts at all. Calibrated, see bench/forecast. */
const GROWTH_BAR = 1.5;
/** The share of the growth's uncertainty that stays although it was judged to be none. Calibrated as well. */
const UNSEEN_GROWTH = 0.4;

/** The level of the last day, and the variation around it, given week and growth. */
function levelOf(
  days: readonly PastDay[],
  week: Week,
  growth: number,
): { perDay: number; variation: number } {
  const expected = shapeOf(days, week, growth);
  const total = expected.reduce((sum, factor) => sum + factor, 0);
  const perDay = days.reduce((sum, { used }) => sum + used, 0) / total;
  let [squares, scale] = [0, 0];
  for (const [place, { used }] of days.entries()) {
    const due = perDay * (expected[place] ?? 0);
    squares += (used - due) ** 2;
    scale += due ** 2;
  }
  return { perDay, variation: ((squares / scale) * days.length) / (days.length - 2) };
}

/**
 * Fits the rate to past days, of which there must be at least 3 and some use. Growth is drawn towards none by its own
 * uncertainty, so that chance alone makes no trend.
 */
export function burnRateOf(days: readonly PastDay[]): BurnRate {
  const week = weekOf(days);
  const apparent = growthOf(days, week);
  const noise = levelOf(days, week, apparent).variation * leverage(days, week, apparent);
  const bar = GROWTH_BAR * noise;
  const trust = apparent ** 2 > bar ? 1 - bar / apparent ** 2 : 0;
  const growth = trust * apparent;
  const growthVariance = Math.max(trust, UNSEEN_GROWTH) * noise;
  return { ...levelOf(days, week, growth), growth, growthVariance, week, days: days.length };
}
