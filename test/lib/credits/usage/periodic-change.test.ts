// The rules of periodic credits between two readings: what was surely used, and what cannot be told.
import { toText } from '../../../../lib/credits/decimal.ts';
import { periodicChange } from '../../../../lib/credits/usage/periodic-change.ts';
import type { WalletReading } from '../../../../lib/credits/usage/reading.ts';
import { at } from './readings.ts';

type Rule = WalletReading['rules'][number];

const DUE = at('3');
const NEXT = at('30');
const rule = (balance: string | undefined, settings: Partial<Rule> = {}): Rule => ({
  source: 's',
  period: 'MONTH',
  cap: '250',
  resetDate: NEXT,
  ...(balance === undefined ? {} : { balance }),
  ...settings,
});
const reading = (when: string, periodic: WalletReading['periodic'], rules: readonly Rule[] = []) => ({
  kind: 'wallet' as const,
  readAt: at(when),
  rules: [...rules],
  ...(periodic === undefined ? {} : { periodic }),
});
const whole = (balance: string, cap = '250') => ({ balance, cap });

/** The change from the 2nd to the 4th; the 3rd lies in between. */
function change(
  before: Parameters<typeof reading>[1],
  after: typeof before,
  rules: [Rule[], Rule[]] = [[], []],
) {
  const { used, ...rest } = periodicChange(reading('2', before, rules[0]), reading('4', after, rules[1]));
  return { used: toText(used), ...rest };
}

describe('within one period', () => {
  it('the fall of the balance was used, also from above the cap', () => {
    expect(change(whole('200'), whole('180'))).toMatchObject({ used: '20', reset: false, rose: false });
    expect(change(whole('300'), whole('240'), [[rule('300')], [rule('240')]]).used).toBe('60');
  });

  it('a balance that rose is told, and is no usage', () => {
    expect(change(whole('180'), whole('200'))).toMatchObject({ used: '0', rose: true });
    expect(change(whole('180'), whole('180'))).toMatchObject({ used: '0', rose: false });
  });

  it('a wallet without periodic credits loses none', () => {
    expect(change(undefined, undefined)).toEqual({
      used: '0',
      reset: false,
      planChanged: false,
      resetsKnown: false,
      rose: false,
    });
  });
});

describe('a reset in between', () => {
  const renewed = { resetDate: at('20') };
  const due = { resetDate: DUE };

  it('that has filled the pool shows what is missing from the cap', () => {
    expect(change(whole('40'), whole('200'), [[rule('40', due)], [rule('200', renewed)]])).toMatchObject({
      used: '50',
      reset: true,
      rose: true,
    });
  });

  it('that may have filled it leaves the fall, unless it could have cut the balance', () => {
    const fall = (before: string, after: string) =>
      change(whole(before), whole(after), [[rule(before, due)], [rule(after, due)]]);
    expect(fall('40', '30')).toMatchObject({ used: '10', reset: true });
    expect(fall('250', '240')).toMatchObject({ used: '10', reset: true });
    expect(fall('300', '240')).toMatchObject({ used: '0', reset: true });
  });

  it('of a pool whose cap is not told hides everything', () => {
    const none = { cap: undefined };
    const sides: [Rule[], Rule[]] = [
      [rule('40', { ...due, ...none })],
      [rule('30', { ...renewed, ...none })],
    ];
    expect(change({ balance: '40' }, { balance: '30' }, sides)).toMatchObject({ used: '0', reset: true });
  });

  it('of one of several rules is due for the whole, whose fall still holds', () => {
    const daily = { period: 'DAY', cap: '50' };
    const sides: [Rule[], Rule[]] = [
      [rule('200'), rule('45', { ...daily, ...due })],
      [rule('180'), rule('50', { ...daily, ...renewed })],
    ];
    expect(change(whole('245', '300'), whole('230', '300'), sides)).toMatchObject({
      used: '20',
      reset: true,
      resetsKnown: true,
    });
  });

  it('is none where a date is missing on either side, and then cannot be ruled out', () => {
    const undated = { resetDate: undefined };
    for (const [before, after] of [
      [due, undated],
      [undated, due],
      [undated, undated],
    ]) {
      const sides: [Rule[], Rule[]] = [[rule('40', before)], [rule('30', after)]];
      expect(change(whole('40'), whole('30'), sides)).toMatchObject({
        used: '10',
        reset: false,
        resetsKnown: false,
      });
    }
  });

  it('can be ruled out where every rule names its next one, or has no period', () => {
    const once = rule('5', { source: 't', period: 'NO_PERIOD', resetDate: undefined });
    const unknown = rule('5', { source: 't', resetDate: undefined });
    const known = (...rules: Rule[]) => change(whole('45'), whole('45'), [rules, rules]).resetsKnown;
    expect(known(rule('40'))).toBe(true);
    expect(known(rule('40'), once)).toBe(true);
    expect(known(rule('40'), unknown)).toBe(false);
    expect(known()).toBe(false);
  });
});

describe('another plan', () => {
  const changed = { used: '0', reset: false, planChanged: true, resetsKnown: false };

  it.each<[string, WalletReading['periodic'], WalletReading['periodic'], Rule[], Rule[]]>([
    ['another cap of the whole', whole('200'), whole('180', '500'), [], []],
    ['a cap that is told only before', whole('200'), { balance: '180' }, [], []],
    ['a cap that is told only after', { balance: '200' }, whole('180'), [], []],
    ['periodic credits only before', whole('200'), undefined, [], []],
    ['periodic credits only after', undefined, whole('180'), [], []],
    ['another cap of a rule', whole('200'), whole('180'), [rule('200')], [rule('180', { cap: '500' })]],
    [
      'a rule whose cap is told only before',
      whole('200'),
      whole('180'),
      [rule('200')],
      [rule('180', { cap: undefined })],
    ],
    ['another source', whole('200'), whole('180'), [rule('200')], [rule('180', { source: 't' })]],
    ['another period', whole('200'), whole('180'), [rule('200')], [rule('180', { period: 'DAY' })]],
    ['one rule more', whole('200'), whole('180'), [rule('200')], [rule('180'), rule('5', { source: 't' })]],
  ])('is %s: a fall need not be usage', (_, before, after, earlier, later) => {
    expect(change(before, after, [earlier, later])).toMatchObject(changed);
  });

  it('is none where the breakdown is missing on one side, or a cap on both', () => {
    const fall = { used: '20', planChanged: false, resetsKnown: false };
    expect(change(whole('200'), whole('180'), [[rule('200')], []])).toMatchObject(fall);
    expect(change(whole('200'), whole('180'), [[], [rule('180')]])).toMatchObject(fall);
    expect(change({ balance: '200' }, { balance: '180' })).toMatchObject(fall);
  });
});

describe('several rules', () => {
  it('of different sources add up where the whole shows less', () => {
    const sides: [Rule[], Rule[]] = [
      [rule('100'), rule('50', { source: 't', resetDate: DUE })],
      [rule('80'), rule('200', { source: 't', resetDate: at('20') })],
    ];
    expect(change(whole('150', '500'), whole('280', '500'), sides)).toMatchObject({ used: '70', rose: true });
  });

  it('of one source limit the same credits: the greatest loss counts, not the sum', () => {
    const sides: [Rule[], Rule[]] = [
      [rule('100'), rule('50', { period: 'DAY' })],
      [rule('70'), rule('30', { period: 'DAY' })],
    ];
    expect(change(undefined, undefined, sides).used).toBe('30');
  });

  it('of one name are told apart by their order', () => {
    const twins = (first: string, second: string) => [rule(first), rule(second, { cap: '90' })];
    const found = change(undefined, undefined, [twins('100', '80'), twins('95', '60')]);
    expect(found).toMatchObject({ used: '20', planChanged: false });
    expect(change(undefined, undefined, [twins('100', '80'), twins('95', '60').reverse()]).planChanged).toBe(
      true,
    );
  });

  it('say nothing where their balance is missing on a side', () => {
    for (const [before, after] of [
      ['100', undefined],
      [undefined, '50'],
    ]) {
      expect(change(undefined, undefined, [[rule(before)], [rule(after)]]).used).toBe('0');
    }
  });
});
