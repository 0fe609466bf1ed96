// The rules of word credits between two readings.
import fc from 'fast-check';
import { toText } from '../../../../lib/credits/decimal.ts';
import { isCounted, wordsChange } from '../../../../lib/credits/usage/words-change.ts';
import { words } from './readings.ts';

const counted = (when: string, used: string, quota?: string) => {
  const reading = words(when, used, quota);
  if (!isCounted(reading)) throw new Error('a counted reading');
  return reading;
};
const unlimited = (when: string, used: string) => ({
  ...counted(when, used),
  quotaType: 'UNLIMITED',
  quota: undefined,
});
const change = (from: readonly [string, string?], to: readonly [string, string?]) => {
  const { used, bought, ...rest } = wordsChange(counted('1', ...from), counted('2', ...to));
  return { used: toText(used), bought: bought && toText(bought), ...rest };
};

describe('word credits between two readings', () => {
  it('used is what creditsUsed grew by, exactly', () => {
    expect(change(['456'], ['470'])).toEqual({
      used: '14',
      certainty: 'exact',
      bought: '0',
      events: [],
      doubtful: false,
    });
  });

  it('fractions are exact', () => {
    expect(change(['0.1'], ['0.3'])).toMatchObject({ used: '0.2', certainty: 'exact' });
  });

  it('bought is what the quota grew by, and the usage stays exact', () => {
    expect(change(['10', '1000'], ['30', '6000'])).toMatchObject({
      used: '20',
      bought: '5000',
      certainty: 'exact',
      events: ['quota-raised'],
    });
  });

  it('a quota that shrinks is no negative purchase', () => {
    expect(change(['10', '1000'], ['30', '400'])).toMatchObject({
      used: '20',
      bought: '0',
      certainty: 'exact',
      events: ['quota-shrunk'],
      doubtful: true,
    });
  });

  it('creditsUsed that goes back claims no usage, and never a negative one', () => {
    expect(change(['100'], ['3'])).toMatchObject({
      used: '0',
      certainty: 'at least',
      events: ['counter-went-back'],
      doubtful: true,
    });
  });

  it('creditsUsed over the quota is usage like any other', () => {
    expect(change(['990', '1000'], ['1010', '1000'])).toMatchObject({ used: '20', certainty: 'exact' });
  });

  it('says nothing of purchases where there is no quota', () => {
    const { used, bought } = wordsChange(unlimited('1', '5'), unlimited('2', '8'));
    expect([toText(used), bought]).toEqual(['3', undefined]);
    expect(wordsChange(counted('1', '5'), unlimited('2', '8')).bought).toBeUndefined();
  });

  it('a reading without creditsUsed counts nothing', () => {
    expect(isCounted(words('1', undefined))).toBe(false);
    expect(isCounted(words('1', '0'))).toBe(true);
  });

  it('intervals add up, however a time is subdivided', () => {
    const growths = fc.array(fc.nat(100_000), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(growths, (steps) => {
        let used = 0;
        const readings = steps.map((growth, place) => {
          used += growth;
          return counted(String((place % 28) + 1), (used / 100).toFixed(2));
        });
        const first = counted('1', '0.00');
        const parts = readings.map(
          (reading, place) => wordsChange(readings[place - 1] ?? first, reading).used.units,
        );
        const whole = wordsChange(first, readings.at(-1) ?? first).used.units;
        expect(parts.reduce((sum, units) => sum + units, 0n)).toBe(whole);
      }),
    );
  });
});
