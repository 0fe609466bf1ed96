// The promises of the alerts, checked on every state that can be reached and every transition between them.
//
// Time enters a step only through differences (the last test here), and a difference counts only as within the cool-down
// or beyond it. So with a cool-down of a few hours the states are finite: they are all visited, with every reading that
// the levels can tell apart, and on each transition the observer checks every promise.
import fc from 'fast-check';
import type { ScopeRules } from '../../../../lib/credits/alerts/rules.ts';
import type { Ladder } from '../../../../lib/credits/alerts/state.ts';
import { step } from '../../../../lib/credits/alerts/step.ts';
import { BEGINNING, type Happening, NOW, observe, type State, settled } from './observer.ts';
import { HOUR, hour, reading, rulesOf, runsOut, START, short, WALLET } from './world.ts';

const forecasts = [
  { state: 'unknown', reason: 'too little history' },
  runsOut(NOW, 2),
  runsOut(NOW, 3.5),
  runsOut(NOW, 30),
  runsOut(NOW, 2, { at: hour(NOW + 1), lastsPast: 'yes' }),
  runsOut(NOW, 2, { at: hour(NOW + 1), lastsPast: 'likely' }),
] as const;
/** Clear of all; in the band of 20 %; in 20 %; in the band of 5 %; in 5 % and the band of exhausted. */
const balances = ['90', '22', '15', '8', '4'].flatMap((remaining) =>
  forecasts.map((forecast) => ({ remaining, forecast })),
);
/** With these a forecast says nothing more. */
const plain = ['0', 'unlimited', undefined].map((remaining) => ({ remaining, forecast: forecasts[0] }));

function happenings({ coolDownHours }: ScopeRules): Happening[] {
  const ways = [
    { hours: 1, bought: false },
    { hours: 1, bought: true },
    { hours: coolDownHours, bought: false },
  ];
  return [...balances, ...plain].flatMap(({ remaining, forecast }) =>
    ways.map((way) => ({ ...way, one: reading(NOW, remaining, { forecast, paid: way.bought ? '2' : '1' }) })),
  );
}

function explore(rules: ScopeRules): { states: State[]; transitions: number } {
  const keyOf = ({ ladder, seen: { ages, ...rest } }: State) =>
    JSON.stringify([settled(ladder, 0, rules), Object.entries(ages).sort(), rest]);
  const all = happenings(rules);
  const states = [BEGINNING];
  const known = new Set([keyOf(BEGINNING)]);
  let transitions = 0;
  for (const state of states) {
    for (const happening of all) {
      const next = observe(state, happening, rules);
      const key = keyOf(next);
      transitions += 1;
      if (!known.has(key)) states.push(next);
      known.add(key);
    }
  }
  return { states, transitions };
}

describe.each([
  { readingsInARow: 1, coolDownHours: 4 },
  { readingsInARow: 2, coolDownHours: 5 },
])('with $readingsInARow in a row and $coolDownHours hours of cool-down', (given) => {
  const rules = rulesOf(given);
  const { states, transitions } = explore(rules);

  it('every promise is kept on every transition from every state', () => {
    expect(transitions).toBe(states.length * 99);
    expect(states.length).toBeGreaterThan(400);
  });

  it('the states are all that there can be: every level held, told, owed, and waiting to move', () => {
    const seen = new Set(
      states.flatMap(({ ladder }) => {
        const { active, pending } = ladder ?? {};
        const name = active?.level ?? 'none';
        return [`${name} ${active?.owed === true ? 'owed' : 'told'}`, `${name} waiting ${pending ?? 0}`];
      }),
    );
    for (const { name } of rules.levels) {
      expect(seen).toContain(`${name} told`);
      expect(seen).toContain(`${name} owed`);
      expect(seen.has(`${name} waiting 1`)).toBe(given.readingsInARow > 1);
    }
    expect(seen.has('none waiting 1')).toBe(given.readingsInARow > 1);
  });

  it('from every state, good readings lead back to none, and nothing left to an alert once the cool-down is over', () => {
    const good = {
      hours: 1,
      bought: false,
      one: reading(NOW, '90', { forecast: runsOut(NOW, 30), paid: '1' }),
    };
    const empty = { hours: given.coolDownHours, bought: false, one: reading(NOW, '0', { paid: '1' }) };
    for (const state of states) {
      let well = state;
      for (let count = 0; count < given.readingsInARow; count += 1) well = observe(well, good, rules);
      expect(well.ladder?.active).toBeUndefined();
      const ill = observe(well, empty, rules);
      expect(ill.ladder?.active).toMatchObject({ level: 'exhausted', told: true });
      expect(ill.seen.ages).toEqual({ exhausted: 0 });
    }
  });
});

describe('time', () => {
  it('enters a step through differences alone', () => {
    const rules = rulesOf({ coolDownHours: 12 });
    const run = (steps: readonly (readonly [Happening, number])[], shift: number) => {
      let ladder: Ladder | undefined;
      let now = START + shift;
      return steps.map(([{ one }, hours]) => {
        now += hours * HOUR;
        const moved = (instant: string) =>
          new Date(Date.parse(instant) - START - NOW * HOUR + now).toISOString();
        const { forecast } = one;
        const dated = forecast.state === 'estimated' && forecast.at !== undefined;
        const at = {
          readAt: moved(one.readAt),
          forecast: dated ? { ...forecast, at: moved(forecast.at ?? '') } : forecast,
        };
        const result = step(ladder, { ...one, ...at }, { scope: WALLET, rules, now });
        ladder = result.ladder;
        return [result.events.map(short), ladder?.active?.level, ladder?.pending];
      });
    };
    const steps = fc.array(fc.tuple(fc.constantFrom(...happenings(rules)), fc.integer({ min: 1, max: 9 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 10 ** 11 }), (taken, shift) => {
        expect(run(taken, shift)).toEqual(run(taken, 0));
      }),
      { numRuns: 500 },
    );
  });
});
