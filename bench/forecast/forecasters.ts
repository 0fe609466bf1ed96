// The forecast and two naive ones, behind one interface: an instant of running out and an 80 % interval around it.
import { forecast } from '../../lib/credits/forecast/forecast.ts';
import { pastDays } from '../../lib/credits/forecast/history.ts';
import { DAY_MS } from '../../lib/credits/usage/days.ts';
import type { Usage } from '../../lib/credits/usage/follow.ts';
import type { History } from './history.ts';

/** Instants as ms since 1970; Infinity is beyond the horizon. */
export interface Prediction {
  readonly at: number;
  readonly earliest: number;
  readonly latest: number;
  /** Whether the credits last past the next reset, where there is one. */
  readonly lastsPast?: 'yes' | 'likely' | 'unlikely' | 'no';
}

/** Predicts from a history; undefined when it declines to. */
export type Forecaster = (history: History, usages: readonly Usage[]) => Prediction | undefined;

const instant = (text: string | undefined) =>
  text === undefined ? Number.POSITIVE_INFINITY : Date.parse(text);

const ours: Forecaster = ({ now, standing }, usages) => {
  const { remaining, reset } = standing;
  const result = forecast({ usages, remaining, reset, asOf: new Date(now).toISOString() });
  if (result.state !== 'estimated') return undefined;
  const { at, earliest, latest } = result;
  return {
    at: instant(at),
    earliest: instant(earliest),
    latest: instant(latest),
    ...(result.reset === undefined ? {} : { lastsPast: result.reset.lastsPast }),
  };
};

/** A steady rate with independent days around it: rate × t ± 1.28 × deviation × √t = what is left. */
function steady({ now, left }: History, rate: number, deviation: number): Prediction | undefined {
  if (!(rate > 0)) return undefined;
  const after = (z: number) => {
    const root = (-z * deviation + Math.sqrt((z * deviation) ** 2 + 4 * rate * left)) / (2 * rate);
    return now + root ** 2 * DAY_MS;
  };
  return { at: now + (left / rate) * DAY_MS, earliest: after(1.2816), latest: after(-1.2816) };
}

function moments(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / Math.max(1, values.length - 1)) };
}

const allDays = (history: History, usages: readonly Usage[]) =>
  pastDays(usages, history.now, 366).map(({ used }) => used);

const lastDay: Forecaster = (history, usages) => {
  const days = allDays(history, usages);
  return steady(history, days.at(-1) ?? 0, moments(days).deviation);
};

const wholeMean: Forecaster = (history, usages) => {
  const { mean, deviation } = moments(allDays(history, usages));
  return steady(history, mean, deviation);
};

/** The forecasters by name; the first is the one under test. */
export const FORECASTERS: ReadonlyMap<string, Forecaster> = new Map([
  ['forecast', ours],
  ['last day', lastDay],
  ['whole mean', wholeMean],
]);
