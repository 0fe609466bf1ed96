// Goes through all series, share by share, and sees where each of them stands.
import { assess } from '../../credits/alerts/assess.ts';
import { scopeName } from '../../credits/alerts/scope.ts';
import type { Report } from '../../credits/alerts/step-all.ts';
import type { AlertReading } from '../../credits/alerts/verdict.ts';
import type { ForecastSettings } from '../../credits/forecast/settings.ts';
import { accountDaily } from '../../credits/usage/account-daily.ts';
import { type DailyUsage, dailyUsage } from '../../credits/usage/daily.ts';
import type { Store } from '../../store/store.ts';
import { loadShare } from '../commit-share.ts';
import { usagesOf } from '../state/history.ts';
import { type Series, scopeOf } from '../state/series.ts';

/** A series and where it stands. */
export interface Surveyed {
  readonly series: Omit<Series, 'history' | 'followed'>;
  /** Undefined when it was never read. */
  readonly assessed: AlertReading | undefined;
}

/** All that there is. */
export interface Survey {
  readonly all: readonly Surveyed[];
  /** The daily usage of the account, its word credits and its wallet, oldest first. */
  readonly days: readonly DailyUsage[];
}

/** Where one series stands; what only the next reading needs is left behind. */
function survey({ history, followed: _, ...series }: Series, settings: ForecastSettings): Surveyed {
  const { reading, scope } = series;
  const assessed = reading && assess(reading, usagesOf(history, scopeOf(scope)), settings);
  return { series, assessed };
}

/** Surveys the shares one after the other, so that one state at a time is in memory. */
export async function surveyShares(
  store: Pick<Store, 'get'>,
  shares: readonly string[],
  settings: ForecastSettings,
): Promise<Survey> {
  const all: Surveyed[] = [];
  let words: DailyUsage[] = [];
  let wallet: DailyUsage[] = [];
  for (const share of shares) {
    const state = await loadShare(store, share);
    words = accountDaily([...words, ...Object.values(state.days)]);
    for (const series of Object.values(state.series)) {
      all.push(survey(series, settings));
      if (scopeName(series.scope) === 'wallet') {
        wallet = dailyUsage([...usagesOf(series.history, scopeOf(series.scope))]);
      }
    }
  }
  return { all, days: [...wallet, ...words].sort((a, b) => (a.day < b.day ? -1 : 1)) };
}

/** What a run was to read. */
export interface Expected {
  /** The run, by the time of its event. */
  readonly run: string;
  /** Whether the run was to read the series; one that it did not get to has failed. */
  readonly isExpected: (name: string) => boolean;
}

/** What the alerts are to know of a series after a run; undefined: the run had nothing to do with it. */
export function reportOf({ series, assessed }: Surveyed, { run, isExpected }: Expected): Report | undefined {
  const { scope, failure } = series;
  if (series.run >= run) {
    if (failure !== undefined) return { scope, failure };
    return assessed && { scope, reading: assessed };
  }
  return isExpected(scopeName(scope)) ? { scope, failure: 'Internal' } : undefined;
}
