// One step of the alerts of one scope: a reading comes in, a new state and the events that are due go out.
import {
  type Active,
  alertOf,
  coolDownMs,
  recoveryOf,
  type Sent,
  type StepContext,
} from './balance-events.ts';
import type { AlertEvent } from './events.ts';
import { CLEAR, isMade, type Move, moveOf } from './ladder.ts';
import type { Ladder } from './state.ts';
import { ageOf, SKEW_MS } from './time.ts';
import type { AlertReading, KnownReading } from './verdict.ts';

/** What a step yields: at most one event a reading. */
export interface Step {
  readonly ladder: Ladder | undefined;
  readonly events: readonly AlertEvent[];
}

/** A reading counts when it is newer than the last one, not from the future, and knows what is left. */
function counts(ladder: Ladder | undefined, reading: AlertReading, now: number): reading is KnownReading {
  const age = now - Date.parse(reading.readAt);
  if (reading.remaining === undefined || age < -SKEW_MS) return false;
  const last = ageOf(ladder?.readAt, now);
  return last === undefined || age < last;
}

/** The last alerts whose cool-down lasts; a purchase ends every one. */
function quietOf(ladder: Ladder | undefined, bought: boolean, { rules, now }: StepContext): Sent {
  const quiet: Sent = {};
  for (const level of bought ? [] : rules.levels) {
    const sent = ladder?.sent?.[level.name];
    const age = ageOf(sent, now);
    if (sent !== undefined && age !== undefined && age < coolDownMs(level, rules)) quiet[level.name] = sent;
  }
  return quiet;
}

/** The level that is held after a move that is made. A worse one owes an alert, and so does exhaustion in spite of a purchase. */
function entered(
  move: Move,
  held: Active | undefined,
  readAt: string,
  { rules }: StepContext,
): Active | undefined {
  const level = rules.levels[move.to];
  if (level === undefined) return undefined;
  const again = move.to === move.from && !(move.bought && level.kind === 'exhausted');
  if (again && held !== undefined) return held;
  const { episode, told } = held ?? { episode: readAt, told: false };
  return { level: level.name, since: readAt, episode, told, owed: move.to >= move.from };
}

/**
 * Takes a reading. One that does not count (older than the last, from the future, balance unknown) changes nothing and
 * says nothing. Otherwise the move that it asks for is made, or noted as pending until enough readings in a row agree. An
 * alert is sent on the way to something worse, unless one of the same level was sent within its cool-down; then it is
 * owed, and sent when the cool-down is over if the level is still reached. On the way back nothing is said until all is
 * well; then one `Recovered`, if anything had been said.
 */
export function step(ladder: Ladder | undefined, reading: AlertReading, context: StepContext): Step {
  const { rules, now } = context;
  if (!counts(ladder, reading, now)) return { ladder, events: [] };
  const move = moveOf(ladder, reading, rules);
  const count = (ladder?.pending ?? 0) + 1;
  const waits = move.to !== move.from && !isMade(move, count, rules);
  const quiet = quietOf(ladder, move.bought, context);
  const held = move.from === CLEAR ? undefined : ladder?.active;
  const active = waits ? held : entered(move, held, reading.readAt, context);
  const level = waits ? undefined : rules.levels[move.to];
  const paid = reading.paid ?? ladder?.paid;
  const next = (state: Pick<Ladder, 'active' | 'sent'>): Ladder => ({
    readAt: reading.readAt,
    ...(paid === undefined ? {} : { paid }),
    ...(state.active === undefined ? {} : { active: state.active }),
    ...(waits ? { pending: count } : {}),
    ...(Object.keys(state.sent ?? {}).length === 0 ? {} : { sent: state.sent }),
  });
  if (active?.owed === true && level !== undefined && move.reached && quiet[level.name] === undefined) {
    const sent = { ...quiet, [level.name]: new Date(now).toISOString() };
    const ladderAfter = next({ active: { ...active, told: true, owed: false }, sent });
    return { ladder: ladderAfter, events: [alertOf(level, active, reading, context)] };
  }
  const recovered = active === undefined && held?.told === true;
  return {
    ladder: next({ active, sent: quiet }),
    events: recovered ? [recoveryOf(held, quiet, reading, context)] : [],
  };
}
