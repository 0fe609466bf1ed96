// What keeps one odd day from spoiling a forecast.
import type { PastDay } from './history.ts';

/** A day counts as no more than this many times the second highest. */
const MOST = 3;

/**
 * Cuts the highest day down to three times the second highest. A single spike, however high, thus moves the rate by a
 * bounded amount, while spikes that recur stay what they are: the second one vouches for the first.
 */
export function withoutSpike(days: readonly PastDay[]): PastDay[] {
  let [highest, second] = [0, 0];
  for (const { used } of days) {
    if (used > highest) [highest, second] = [used, highest];
    else if (used > second) second = used;
  }
  return days.map(({ ago, used }) => ({ ago, used: Math.min(used, MOST * second) }));
}
