// One run of the alerts over everything that the monitor watches.
import type { Code } from '../../codes.ts';
import type { AlertEvent } from './events.ts';
import { type AlertRules, rulesFor } from './rules.ts';
import { type Scope, scopeName } from './scope.ts';
import { stepStale } from './stale.ts';
import type { AlertState, Watched } from './state.ts';
import { step } from './step.ts';
import { ageOf, HOUR_MS } from './time.ts';
import type { AlertReading } from './verdict.ts';

/** What one scope answered in this run. */
export type Report = { readonly scope: Scope } & (
  | { readonly reading: AlertReading }
  | { readonly failure: Code }
);

/** Failures that are an answer: there is nothing to watch. They neither alert nor make the monitor stale. */
const NOTHING_THERE: ReadonlySet<Code> = new Set<Code>(['FeatureNotAvailable', 'NotFound']);

function watchedAfter(known: Watched | undefined, report: Report, now: number): Watched {
  const time = new Date(now).toISOString();
  return {
    scope: report.scope,
    watchedSince: known?.watchedSince ?? time,
    attemptedAt: time,
    ...(known?.ladder === undefined ? {} : { ladder: known.ladder }),
    ...('failure' in report ? { failure: report.failure } : {}),
  };
}

/**
 * Takes the reports of a run, at most one a scope, and answers the new state with the events of this run, which are also
 * at the end of its `outbox`. `now` is the wall clock in ms. A scope that is not reported is left alone, and forgotten when
 * that has lasted for `forgetAfterHours`. Whether the monitor is stale is judged by the scopes that are reported; report
 * them all, also when everything failed.
 */
export function stepAll(
  state: AlertState,
  reports: Iterable<Report>,
  rules: AlertRules,
  now: number,
): { readonly state: AlertState; readonly events: readonly AlertEvent[] } {
  const scopes = { ...state.scopes };
  const events: AlertEvent[] = [];
  const watched: Watched[] = [];
  for (const report of reports) {
    const name = scopeName(report.scope);
    const before = watchedAfter(scopes[name], report, now);
    let after = before;
    if ('reading' in report) {
      const context = { scope: report.scope, rules: rulesFor(report.scope, rules), now };
      const { ladder, events: due } = step(before.ladder, report.reading, context);
      if (ladder !== undefined) after = { ...before, ladder };
      events.push(...due);
    }
    scopes[name] = after;
    if (after.failure === undefined || !NOTHING_THERE.has(after.failure)) watched.push(after);
  }
  for (const [name, { attemptedAt }] of Object.entries(scopes)) {
    if ((ageOf(attemptedAt, now) ?? 0) >= rules.forgetAfterHours * HOUR_MS) delete scopes[name];
  }
  const stale = stepStale(state.stale, watched, rules, now);
  events.push(...stale.events);
  return { state: { version: 1, scopes, stale: stale.state, outbox: [...state.outbox, ...events] }, events };
}

/** The state without the events that were delivered. */
export function delivered(state: AlertState, ids: ReadonlySet<string>): AlertState {
  return { ...state, outbox: state.outbox.filter(({ detail }) => !ids.has(detail.id)) };
}
