// How the use grows or shrinks from day to day.
import type { PastDay } from './history.ts';
import { factorOf, type Week } from './week.ts';

/** A growth beyond this, a doubling in a week, is not carried into the future. */
const STEEPEST = 0.1;

/** Weighted mean of the days' places in time (−ago), and the weighted sum of squares around it. */
function inTime(days: readonly PastDay[], weights: readonly number[]): { middle: number; spread: number } {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const middle = -days.reduce((sum, { ago }, place) => sum + ago * (weights[place] ?? 0), 0) / total;
  const spread = days.reduce((sum, { ago }, place) => sum + (ago + middle) ** 2 * (weights[place] ?? 0), 0);
  return { middle, spread: spread / total };
}

/** What is to be expected of each day, but for the level: 1 on an average last day. */
export function shapeOf(days: readonly PastDay[], week: Week, growth: number): number[] {
  return days.map(({ ago }) => factorOf(week, ago) * Math.exp(-growth * ago));
}

/**
 * The growth for which the use is where it should be in time: the score equation of a Poisson model with a log link,
 * solved by Newton's method. It takes days without use, and days of which little is expected have little say.
 */
export function growthOf(days: readonly PastDay[], week: Week): number {
  const seen = inTime(
    days,
    days.map(({ used }) => used),
  );
  let growth = 0;
  for (let round = 0; round < 10; round += 1) {
    const due = inTime(days, shapeOf(days, week, growth));
    growth += (seen.middle - due.middle) / due.spread;
    growth = Math.min(STEEPEST, Math.max(-STEEPEST, growth));
  }
  return growth;
}

/** The variance of the growth, for each unit of the days' squared variation. */
export function leverage(days: readonly PastDay[], week: Week, growth: number): number {
  const shape = shapeOf(days, week, growth);
  const { middle } = inTime(days, shape);
  let [score, slope] = [0, 0];
  for (const [place, { ago }] of days.entries()) {
    const due = shape[place] ?? 0;
    score += (due * (ago + middle)) ** 2;
    slope += due * (ago + middle) ** 2;
  }
  return score / slope ** 2;
}
