// Tells when the monitor has gone blind: no good reading of some scopes, or of all, for too long.
import type { AlertEvent, StaleDetail } from './events.ts';
import type { AlertRules } from './rules.ts';
import { eventId } from './scope.ts';
import type { StaleState, Watched } from './state.ts';
import { ageOf, HOUR_MS } from './time.ts';

/** The examples that an event names at most. */
const MOST_EXAMPLES = 10;

interface Blind {
  readonly watched: Watched;
  /** When it became stale. */
  readonly at: number;
}

/** When the scope becomes stale, or did: so long after its last good reading, or, without any, after the first attempt. */
function staleAt({ ladder, watchedSince }: Watched, { staleAfterHours }: AlertRules): number {
  return Date.parse(ladder?.readAt ?? watchedSince) + staleAfterHours * HOUR_MS;
}

function staleEvent(
  extent: 'some' | 'all',
  blind: readonly Blind[],
  of: number,
  rules: AlertRules,
  now: number,
) {
  const newest = Math.max(...blind.map(({ at }) => at));
  const examples: StaleDetail['examples'] = blind.slice(0, MOST_EXAMPLES).map(({ watched }) => ({
    scope: watched.scope,
    ...(watched.ladder === undefined ? {} : { lastReadAt: watched.ladder.readAt }),
    ...(watched.failure === undefined ? {} : { failure: watched.failure }),
  }));
  const detail: StaleDetail = {
    version: 1,
    id: eventId('monitor', extent, new Date(newest).toISOString()),
    time: new Date(now).toISOString(),
    extent,
    stale: blind.length,
    watched: of,
    staleAfterHours: rules.staleAfterHours,
    examples,
  };
  return { detailType: 'Monitor Stale' as const, detail };
}

/**
 * Looks at all scopes that are watched now and answers the alert that is due: `all` when none of them has had a good
 * reading for `staleAfterHours`, `some` when one that had readings has none any more since the last alert. A scope that
 * never could be read counts towards `all` alone: a key that does not cover a site is no blindness. Each of the two keeps
 * to its own cool-down.
 */
export function stepStale(
  state: StaleState,
  watched: readonly Watched[],
  rules: AlertRules,
  now: number,
): { readonly state: StaleState; readonly events: readonly AlertEvent[] } {
  const blind = watched
    .map((scope): Blind => ({ watched: scope, at: staleAt(scope, rules) }))
    .filter(({ at }) => now >= at)
    .sort((a, b) => a.at - b.at);
  const extent = blind.length > 0 && blind.length === watched.length ? 'all' : 'some';
  const lost = extent === 'all' ? blind : blind.filter(({ watched: scope }) => scope.ladder !== undefined);
  const told = (extent === 'all' ? [state.all] : [state.some, state.all]).flatMap((sent) =>
    sent !== undefined && ageOf(sent, now) !== undefined ? [Date.parse(sent)] : [],
  );
  const isNew = lost.some(({ at }) => told.every((sent) => at > sent));
  const age = ageOf(state[extent], now);
  const quiet = age !== undefined && age < rules.staleCoolDownHours * HOUR_MS;
  if (!isNew || quiet) return { state, events: [] };
  return {
    state: { ...state, [extent]: new Date(now).toISOString() },
    events: [staleEvent(extent, lost, watched.length, rules, now)],
  };
}
