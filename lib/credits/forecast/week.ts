// The pattern of a week in past days, as far as the days bear it out.
import type { PastDay } from './history.ts';

/** Factors by place in the week, counted back from the last day; their mean is 1. */
export type Week = readonly number[];

/** No pattern at all. */
export const EVEN_WEEK: Week = [1, 1, 1, 1, 1, 1, 1];

/** A place's factor never falls below this: no day of the week is surely free of use. */
const LEAST = 0.02;

/** The factor of a day: 0 days ago is place 0, tomorrow (−1) is place 6. */
export function factorOf(week: Week, ago: number): number {
  return week[((ago % 7) + 7) % 7] ?? 1;
}

/**
 * The pattern that the days show. The means of the seven places are drawn towards even by the share of their spread
 * that mere chance explains (the spread within places against that between them), so noise makes no pattern. Even
 * where some place was seen fewer than twice.
 */
export function weekOf(days: readonly PastDay[]): Week {
  const places = EVEN_WEEK.map((_, place) =>
    days.filter(({ ago }) => ago % 7 === place).map(({ used }) => used),
  );
  const mean = days.reduce((sum, { used }) => sum + used, 0) / days.length;
  if (mean === 0 || places.some((place) => place.length < 2)) return EVEN_WEEK;
  const means = places.map((place) => place.reduce((sum, used) => sum + used, 0) / place.length / mean);
  let [within, between] = [0, 0];
  for (const [place, observed] of places.entries()) {
    const factor = means[place] ?? 1;
    for (const used of observed) within += (used / mean - factor) ** 2 / (days.length - 7);
    between += (observed.length * (factor - 1) ** 2) / 6;
  }
  const trust = between > within ? 1 - within / between : 0;
  const factors = means.map((factor) => Math.max(LEAST, 1 + trust * (factor - 1)));
  const sum = factors.reduce((total, factor) => total + factor, 0);
  return factors.map((factor) => (factor * 7) / sum);
}
