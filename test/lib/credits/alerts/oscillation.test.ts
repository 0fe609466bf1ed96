// Thirty simulated days of readings every fifteen minutes: one alert a level and cool-down, and no exhaustion missed.
import fc from 'fast-check';
import type { ScopeRules } from '../../../../lib/credits/alerts/rules.ts';
import type { Ladder } from '../../../../lib/credits/alerts/state.ts';
import { step } from '../../../../lib/credits/alerts/step.ts';
import { HOUR, reading, rulesOf, START, short, WALLET } from './world.ts';

const READINGS = 30 * 96;
const WEEK = 168 * HOUR;

interface Sent {
  readonly at: number;
  readonly what: string;
}

/** What is sent for balances that depend on the number of the reading; undefined is a reading that failed. */
function month(balance: (place: number) => number | undefined, rules: ScopeRules = rulesOf()): Sent[] {
  const sent: Sent[] = [];
  let ladder: Ladder | undefined;
  for (let place = 0; place < READINGS; place += 1) {
    const hours = place / 4;
    const left = balance(place);
    const now = START + hours * HOUR;
    const result = step(ladder, reading(hours, left?.toFixed(2)), { scope: WALLET, rules, now });
    ladder = result.ladder;
    sent.push(...result.events.map((event) => ({ at: now, what: short(event) })));
  }
  return sent;
}

const countOf = (sent: readonly Sent[], what: string) => sent.filter((one) => one.what === what).length;
const wave = (middle: number, height: number, period: number) => (place: number) =>
  Math.max(0, middle + height * Math.sin((2 * Math.PI * place) / period));

describe('a wallet that oscillates for thirty days', () => {
  it.each([
    [20, ['Low share-0.2']],
    [5, ['Low share-0.2', 'Low share-0.05']],
    [0.05, ['Low share-0.05', 'Exhausted']],
  ])('within the dead band of %f %% is told once', (middle, expected) => {
    expect(month(wave(middle, 2, 7)).map((one) => one.what)).toEqual(expected);
  });

  it.each([8, 40, 96])('far round 20 %% with a period of %d readings, is told once a week', (period) => {
    const sent = month(wave(20, 14, period));
    expect(countOf(sent, 'Low share-0.2')).toBe(5);
    expect(countOf(sent, 'Recovered')).toBe(5);
    expect(sent).toHaveLength(10);
  });

  it('from full to empty every day, is told of each level once a week at most, and of exhaustion first thing each week', () => {
    const sent = month(wave(40, 60, 96));
    for (const what of ['Low share-0.2', 'Low share-0.05', 'Exhausted']) expect(countOf(sent, what)).toBe(5);
    expect(countOf(sent, 'Recovered')).toBeLessThanOrEqual(15);
  });

  it('by chance from one reading to the next, with gaps, keeps every level to its cool-down and misses no exhaustion', () => {
    let exhaustions = 0;
    const walk = fc.record({
      start: fc.integer({ min: 0, max: 100 }),
      moves: fc.array(
        fc.record({
          length: fc.integer({ min: 1, max: 400 }),
          by: fc.double({ min: -3, max: 3, noNaN: true }),
        }),
        {
          minLength: 10,
          maxLength: 60,
        },
      ),
      unread: fc.array(fc.nat(READINGS), { maxLength: 300 }),
    });
    fc.assert(
      fc.property(walk, ({ start, moves, unread }) => {
        const balances: (number | undefined)[] = [];
        let left = start;
        for (const { length, by } of moves) {
          for (let place = 0; place < length; place += 1) {
            left = Math.min(100, Math.max(0, left + by));
            balances.push(Number(left.toFixed(2)));
          }
        }
        for (const place of unread) balances[place] = undefined;
        const sent = month((place) => balances[place]);
        for (const [place, { at, what }] of sent.entries()) {
          const before = sent.slice(0, place).findLast((one) => one.what === what);
          if (what !== 'Recovered' && before !== undefined)
            expect(at - before.at).toBeGreaterThanOrEqual(WEEK);
        }
        let empty: number | undefined;
        for (const [place, balance] of balances.slice(0, READINGS).entries()) {
          const at = START + (place / 4) * HOUR;
          if (balance !== undefined && balance > 5) empty = undefined;
          if (balance !== 0) continue;
          empty ??= at;
          exhaustions += 1;
          const from = Math.min(empty, at - WEEK);
          expect(sent.some((one) => one.what === 'Exhausted' && one.at > from - HOUR && one.at <= at)).toBe(
            true,
          );
        }
      }),
      { numRuns: 25 },
    );
    expect(exhaustions).toBeGreaterThan(1000);
  });
});
