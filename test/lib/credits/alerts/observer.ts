// Looks over the alerts' shoulder: keeps its own, simpler account of what was said and seen, and objects to broken promises.
import type { ScopeRules } from '../../../../lib/credits/alerts/rules.ts';
import type { Ladder } from '../../../../lib/credits/alerts/state.ts';
import { step } from '../../../../lib/credits/alerts/step.ts';
import { type AlertReading, verdictOn } from '../../../../lib/credits/alerts/verdict.ts';
import { HOUR, hour, START, short, WALLET } from './world.ts';

/** The hour of every reading: instead of the clock going on, the past moves away. */
export const NOW = 100;

/** What the observer remembers. It knows nothing of levels that are held, dead bands or pending moves. */
export interface Seen {
  /** Hours since the last alert of each level, as long as it must not be repeated. */
  readonly ages: Readonly<Record<string, number>>;
  /** Readings in a row that reached a level, and that were clear of exhaustion; no more than matter. */
  readonly bad: number;
  readonly spared: number;
  /** The exhaustion of now was told. */
  readonly toldOfSpell: boolean;
  /** Something was said that no recovery has taken back. */
  readonly said: boolean;
}

/** The alerts of a scope, and what the observer has seen of them. */
export interface State {
  readonly ladder: Ladder | undefined;
  readonly seen: Seen;
}

/** A reading at `NOW`, so many hours after the last one, with or without a purchase between. */
export interface Happening {
  readonly hours: number;
  readonly bought: boolean;
  readonly one: AlertReading;
}

/** Before the first reading. */
export const BEGINNING: State = {
  ladder: undefined,
  seen: { ages: {}, bad: 0, spared: 0, toldOfSpell: false, said: false },
};

function aged(ages: Seen['ages'], hours: number, { coolDownHours }: ScopeRules): Seen['ages'] {
  const older = Object.entries(ages).map(([name, age]) => [name, age + hours] as const);
  return Object.fromEntries(older.filter(([, age]) => age < coolDownHours));
}

/** The ladder after hours without a reading, less what no later step looks at: dates, and cool-downs that are over. */
export function settled(
  ladder: Ladder | undefined,
  hours: number,
  { coolDownHours }: ScopeRules,
): Ladder | undefined {
  if (ladder === undefined) return undefined;
  const { active, pending } = ladder;
  const moved = Object.entries(ladder.sent ?? {}).map(
    ([name, at]) => [name, Date.parse(at) - hours * HOUR] as const,
  );
  const sent = moved.filter(([, at]) => at > START + (NOW - coolDownHours) * HOUR).sort();
  return {
    readAt: hour(0),
    paid: '1',
    ...(active === undefined ? {} : { active: { ...active, since: hour(0), episode: hour(0) } }),
    ...(pending === undefined ? {} : { pending }),
    ...(sent.length === 0
      ? {}
      : { sent: Object.fromEntries(sent.map(([name, at]) => [name, new Date(at).toISOString()])) }),
  };
}

/**
 * Takes the step and answers the state after it.
 * @throws Error naming the promise that the step broke.
 */
export function observe(
  { ladder, seen }: State,
  { hours, bought, one }: Happening,
  rules: ScopeRules,
): State {
  const before = settled(ladder, hours, rules);
  const result = step(before, one, { scope: WALLET, rules, now: START + NOW * HOUR });
  const events = result.events.map(short);
  const promise = (what: string, kept: boolean) => {
    if (!kept) throw new Error(`Broken: ${what}. ${JSON.stringify({ before, one, bought, result, seen })}`);
  };

  promise('at most one event a reading', events.length <= 1);
  if (one.remaining === undefined) {
    promise('an unknown balance says and changes nothing', events.length === 0 && result.ladder === before);
    return { ladder: before, seen: { ...seen, ages: aged(seen.ages, hours, rules) } };
  }

  const enough = rules.readingsInARow;
  const verdicts = rules.levels.map((level) => verdictOn(level, one));
  const worst = verdicts.lastIndexOf('in');
  const worstName = rules.levels[worst]?.name ?? '';
  const held = rules.levels.findIndex(({ name }) => name === before?.active?.level);
  const alert = events.find((event) => event !== 'Recovered');
  const level = alert === 'Exhausted' ? 'exhausted' : alert?.replace('Low ', '');
  const ages = bought ? {} : aged(seen.ages, hours, rules);

  const bad = worst < 0 ? 0 : Math.min(enough, seen.bad + 1);
  const due = worst > held && (held >= 0 || worstName === 'exhausted' || bad >= enough);
  promise('an alert is of the worst level that is reached', level === undefined || level === worstName);
  promise('no second alert of a level within its cool-down', level === undefined || !(level in ages));
  promise('what gets worse is told at once', !due || level !== undefined || worstName in ages);
  const reason = due || before?.active?.owed === true || (bought && level === 'exhausted');
  promise('nothing is told without need', level === undefined || reason);

  const spared = verdicts.at(-1) === 'out' ? Math.min(enough, seen.spared + 1) : 0;
  const toldOfSpell = alert === 'Exhausted' || (seen.toldOfSpell && !bought && spared < enough);
  promise('no exhaustion is missed', one.remaining !== '0' || toldOfSpell || 'exhausted' in ages);
  promise('exhausted is what has nothing left', alert !== 'Exhausted' || one.remaining === '0');

  const recovered = events[0] === 'Recovered';
  const well = result.ladder?.active === undefined;
  promise(
    'a recovery takes back what was said, once all is well',
    !recovered || (well && worst < 0 && seen.said),
  );
  promise('what was said is taken back', recovered || !well || held < 0 || !seen.said);
  const said = !recovered && (seen.said || alert !== undefined);
  const agesAfter = level === undefined ? ages : { ...ages, [level]: 0 };
  return { ladder: result.ladder, seen: { ages: agesAfter, bad, spared, toldOfSpell, said } };
}
