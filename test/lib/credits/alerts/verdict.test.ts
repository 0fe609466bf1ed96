// The rules of what a reading says about a level: exact, and silent where it does not know.
import * as v from 'valibot';
import { levelsSchema } from '../../../../lib/credits/alerts/levels.ts';
import { type AlertReading, verdictOn } from '../../../../lib/credits/alerts/verdict.ts';
import { hour, reading, runsOut } from './world.ts';

const on = (level: Record<string, unknown>, one: AlertReading) => {
  const [parsed] = v.parse(levelsSchema, [level]);
  if (parsed === undefined) throw new Error('a level');
  return verdictOn(parsed, one);
};
const share = { kind: 'share', at: 0.2 };
const days = { kind: 'days', at: 3 };
const reset = (lastsPast: 'yes' | 'likely' | 'unlikely' | 'no') => ({ at: hour(48), lastsPast });

describe('a share', () => {
  it.each([
    ['20', 'in'],
    ['20.000001', 'band'],
    ['25', 'band'],
    ['25.01', 'out'],
    ['0', 'in'],
  ])('of %s left of 100 is %s', (remaining, verdict) => {
    expect(on(share, reading(0, remaining))).toBe(verdict);
  });

  it('is exact where floats are not: 0.3 of 1.5 is one fifth', () => {
    expect(on(share, reading(0, '0.3', { limit: '1.5' }))).toBe('in');
  });

  it('without a limit is unknown', () => {
    expect(on(share, reading(0, '1', { limit: undefined }))).toBe('unknown');
  });
});

describe('credits', () => {
  it.each([
    ['100', 'in'],
    ['125', 'band'],
    ['126', 'out'],
  ])('%s left are %s, limit or not', (remaining, verdict) => {
    expect(on({ kind: 'credits', at: 100 }, reading(0, remaining, { limit: undefined }))).toBe(verdict);
  });
});

describe('exhausted', () => {
  it.each([
    ['0', '100', 'in'],
    ['5', '100', 'band'],
    ['5.1', '100', 'out'],
    ['0', undefined, 'in'],
    ['0.1', undefined, 'out'],
  ])('with %s of %s left is %s', (remaining, limit, verdict) => {
    expect(on({ kind: 'exhausted' }, reading(0, remaining, { limit }))).toBe(verdict);
  });
});

describe('days to the run-out', () => {
  it.each([
    ['at three days', runsOut(0, 3), 'in'],
    ['at four days', runsOut(0, 4), 'band'],
    ['beyond', runsOut(0, 4.1), 'out'],
    ['at two days, long before the reset', runsOut(0, 2, reset('no')), 'in'],
    ['at two days, probably before the reset', runsOut(0, 2, reset('unlikely')), 'in'],
    ['at two days, but probably after the reset', runsOut(0, 2, reset('likely')), 'band'],
    ['at two days, but after the reset', runsOut(0, 2, reset('yes')), 'out'],
    ['beyond, and probably after the reset', runsOut(0, 9, reset('likely')), 'out'],
    ['beyond the horizon', { state: 'estimated', perDay: 1, days: 9 } as const, 'out'],
    ['unused', { state: 'not used', days: 9 } as const, 'out'],
    ['unlimited', { state: 'unlimited' } as const, 'out'],
    ['exhausted', { state: 'exhausted' } as const, 'in'],
    ['unknown', { state: 'unknown', reason: 'too little history' } as const, 'unknown'],
  ])('%s', (_, forecast, verdict) => {
    expect(on(days, reading(0, '50', { forecast }))).toBe(verdict);
  });

  it('count from the reading, not from when it is looked at', () => {
    expect(on(days, reading(48, '50', { forecast: runsOut(0, 4) }))).toBe('in');
  });
});

describe('every level', () => {
  it.each([share, days, { kind: 'credits', at: 5 }, { kind: 'exhausted' }])(
    '%j knows nothing of an unknown balance',
    (level) => {
      expect(on(level, reading(0, undefined, { forecast: runsOut(0, 1) }))).toBe('unknown');
      expect(on(level, reading(0, 'unlimited', { forecast: runsOut(0, 1) }))).toBe('out');
    },
  );
});
