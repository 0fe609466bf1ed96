// Writes the events about a balance.
import { toNumber } from '../decimal.ts';
import { decimalOf } from '../usage/amount.ts';
import type { AlertEvent, BalanceDetail, LevelReached } from './events.ts';
import type { Level } from './levels.ts';
import type { ScopeRules } from './rules.ts';
import { eventId, type Scope, scopeName } from './scope.ts';
import type { Ladder } from './state.ts';
import { HOUR_MS } from './time.ts';
import type { KnownReading } from './verdict.ts';

/** What a step goes by, beside state and reading. `now` is the wall clock in ms, not the time of a schedule. */
export interface StepContext {
  readonly scope: Scope;
  readonly rules: ScopeRules;
  readonly now: number;
}

/** A level that is held. */
export type Active = NonNullable<Ladder['active']>;

/** When the last alert of each level was sent. */
export type Sent = NonNullable<Ladder['sent']>;

/** How long no other alert of the level is sent. */
export function coolDownMs(level: Level, rules: ScopeRules): number {
  return (level.coolDownHours ?? rules.coolDownHours) * HOUR_MS;
}

function detailOf(
  reading: KnownReading,
  since: string,
  { scope, now }: StepContext,
  what: string,
): BalanceDetail {
  const { readAt, remaining, limit, reset, forecast } = reading;
  const share =
    limit === undefined || remaining === 'unlimited'
      ? undefined
      : Math.round((10_000 * toNumber(decimalOf(remaining))) / toNumber(decimalOf(limit))) / 10_000;
  return {
    version: 1,
    id: eventId(scopeName(scope), what, since),
    time: new Date(now).toISOString(),
    scope,
    since,
    readAt,
    remaining,
    ...(limit === undefined ? {} : { limit }),
    ...(share === undefined ? {} : { share }),
    ...(reset === undefined ? {} : { reset }),
    forecast,
  };
}

const named = ({ name, kind, at }: Level): LevelReached => ({ name, kind, at });

/** `Low` or `Exhausted`, for the level that is held. */
export function alertOf(
  level: Level,
  active: Active,
  reading: KnownReading,
  context: StepContext,
): AlertEvent {
  const detail = detailOf(reading, active.since, context, level.name);
  if (level.kind === 'exhausted') return { detailType: 'Credit Balance Exhausted', detail };
  return { detailType: 'Credit Balance Low', detail: { ...detail, level: named(level) } };
}

/** `Recovered`, at the end of an episode; `quiet` holds the alerts whose cool-down lasts. */
export function recoveryOf(
  { episode }: Active,
  quiet: Sent,
  reading: KnownReading,
  context: StepContext,
): AlertEvent {
  const heldBack = context.rules.levels.flatMap((level) => {
    const sent = quiet[level.name];
    if (sent === undefined) return [];
    return [
      {
        level: named(level),
        until: new Date(Date.parse(sent) + coolDownMs(level, context.rules)).toISOString(),
      },
    ];
  });
  const detail = { ...detailOf(reading, episode, context, 'recovered'), heldBack };
  return { detailType: 'Credit Balance Recovered', detail };
}
