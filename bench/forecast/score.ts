// How good predictions were: how far off, how often the interval held, how often the reset was foreseen.
import type { Prediction } from './forecasters.ts';
import type { History } from './history.ts';

/** One prediction against what came. */
export interface Outcome {
  readonly held: boolean;
  /** The error as a share of the time that was really left. */
  readonly error: number;
  /** Width of the interval, as a share of the time that was really left. */
  readonly width: number;
  /** Whether a firm word on the reset (yes or no) was right; undefined where none was given. */
  readonly resetRight: boolean | undefined;
}

/** The figures of many outcomes. */
export interface Score {
  readonly count: number;
  readonly held: number;
  readonly medianError: number;
  readonly medianWidth: number;
  readonly firmOnReset: number;
  readonly rightOnReset: number;
}

/** What became of a prediction. */
export function outcomeOf(history: History, prediction: Prediction): Outcome {
  const { now, ranOut, standing } = history;
  const { at, earliest, latest, lastsPast } = prediction;
  const real = ranOut - now;
  const firm = lastsPast === 'yes' || lastsPast === 'no';
  const lasted = standing.reset !== undefined && ranOut > Date.parse(standing.reset);
  return {
    held: earliest <= ranOut && ranOut <= latest,
    error: Math.abs(at - ranOut) / real,
    width: latest === Number.POSITIVE_INFINITY ? latest : (latest - earliest) / real,
    resetRight: firm ? lasted === (lastsPast === 'yes') : undefined,
  };
}

function median(values: number[]): number {
  return values.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The figures of the outcomes. */
export function scoreOf(outcomes: readonly Outcome[]): Score {
  const firm = outcomes.filter(({ resetRight }) => resetRight !== undefined);
  return {
    count: outcomes.length,
    held: outcomes.filter(({ held }) => held).length / outcomes.length,
    medianError: median(outcomes.map(({ error }) => error)),
    medianWidth: median(outcomes.map(({ width }) => width)),
    firmOnReset: firm.length,
    rightOnReset: firm.filter(({ resetRight }) => resetRight).length / firm.length,
  };
}
