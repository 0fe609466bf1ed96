// The rules of AI credits between two readings of a wallet.
import { toText } from '../../../../lib/credits/decimal.ts';
import type { WalletReading } from '../../../../lib/credits/usage/reading.ts';
import { isWeighed, walletChange } from '../../../../lib/credits/usage/wallet-change.ts';
import { at, wallet } from './readings.ts';

const change = (earlier: WalletReading, later: WalletReading) => {
  const { used, bought, ...rest } = walletChange(earlier, later);
  return { used: toText(used), bought: bought && toText(bought), ...rest };
};
const monthly = (balance: string, resetDate: string | undefined, cap = '250', source = 's') => ({
  rules: [{ source, period: 'MONTH', balance, cap, resetDate }],
});
const december = '2026-12-01T00:00:00.000Z';
const onThe3rd = at('3');

describe('AI credits between two readings', () => {
  it('used is the fall of the periodic balance, exactly, where nothing came between', () => {
    expect(change(wallet('1', '250', '15'), wallet('2', '230.5', '15'))).toEqual({
      used: '19.5',
      certainty: 'exact',
      bought: '0',
      events: [],
      doubtful: false,
    });
  });

  it('a wallet without top-ups is one with none', () => {
    expect(change(wallet('1', '250'), wallet('2', '200'))).toMatchObject({ used: '50', certainty: 'exact' });
  });

  it('a top-up is a purchase and hides nothing while periodic credits are left', () => {
    expect(change(wallet('1', '100'), wallet('2', '90', '500'))).toMatchObject({
      used: '10',
      certainty: 'exact',
      bought: '500',
      events: ['top-up'],
    });
  });

  it('the falls of both pools add up; once periodic credits are gone they are only a lower bound', () => {
    expect(change(wallet('1', '10', '50'), wallet('2', '0', '20'))).toMatchObject({
      used: '40',
      certainty: 'at least',
      events: [],
    });
    expect(change(wallet('1', '0', '50'), wallet('2', '0', '50'))).toMatchObject({
      used: '0',
      certainty: 'at least',
    });
  });

  it('through a reset, what is missing from the cap was surely used', () => {
    const before = wallet('2', '40', undefined, monthly('40', onThe3rd));
    const after = wallet('4', '200', undefined, monthly('200', december));
    expect(change(before, after)).toMatchObject({ used: '50', certainty: 'at least', events: ['reset'] });
  });

  it('a reset that is due, while Wix still names its old date, leaves only the fall', () => {
    const before = wallet('2', '40', undefined, monthly('40', onThe3rd));
    const after = wallet('4', '30', undefined, monthly('30', onThe3rd));
    expect(change(before, after)).toMatchObject({ used: '10', certainty: 'at least', events: ['reset'] });
  });

  it('a balance above the cap, which a reset may have cut, proves no usage', () => {
    const before = wallet('2', '300', undefined, monthly('300', onThe3rd));
    const after = wallet('4', '240', undefined, monthly('240', onThe3rd));
    expect(change(before, after)).toMatchObject({ used: '0', certainty: 'at least' });
  });

  it('a reset is recognised by the rise where Wix names no reset date', () => {
    const [before, after] = [
      wallet('2', '40', undefined, { rules: [] }),
      wallet('4', '240', undefined, { rules: [] }),
    ];
    expect(change(before, after)).toMatchObject({
      used: '0',
      certainty: 'at least',
      events: ['reset'],
      doubtful: false,
    });
    expect(change(after, { ...before, readAt: at('5') })).toMatchObject({
      used: '200',
      certainty: 'at least',
      events: [],
    });
  });

  it('a rule that never resets needs no reset date', () => {
    const once = (balance: string) => ({
      rules: [{ source: 's', period: 'NO_PERIOD', balance, cap: '250' }],
    });
    expect(
      change(wallet('1', '40', undefined, once('40')), wallet('2', '30', undefined, once('30'))),
    ).toMatchObject({
      used: '10',
      certainty: 'exact',
    });
  });

  it.each([
    ['another cap', { periodic: { balance: '90', cap: '100' }, ...monthly('90', december, '100') }],
    ['another subscription', monthly('90', december, '250', 'other')],
    [
      'one rule more',
      { rules: [...monthly('90', december).rules, ...monthly('90', december, '250', 'other').rules] },
    ],
    ['no periodic credits any more', { periodic: undefined, topUp: { balance: '5' } }],
  ])('a fall through a change of plan is no usage: %s', (_, plan) => {
    expect(change(wallet('1', '240'), wallet('2', '90', undefined, plan))).toMatchObject({
      used: '0',
      certainty: 'at least',
      events: expect.arrayContaining(['plan-changed']),
      doubtful: false,
    });
  });

  it('a breakdown that is missing once loses no usage, only certainty', () => {
    const bare = wallet('2', '200', undefined, { rules: [] });
    expect(change(wallet('1', '240'), bare)).toMatchObject({ used: '40', certainty: 'at least', events: [] });
    expect(change(bare, wallet('3', '190'))).toMatchObject({ used: '10', certainty: 'at least', events: [] });
  });

  it('two rules of one source and period are told apart by their order', () => {
    const twice = (when: string, balance: string) =>
      wallet(when, balance, undefined, {
        rules: [...monthly(balance, december).rules, ...monthly('5', december, '10').rules],
      });
    expect(change(twice('1', '240'), twice('2', '200'))).toMatchObject({ used: '40', certainty: 'exact' });
  });

  it('a rise without a reset is doubtful, and no usage', () => {
    expect(change(wallet('1', '90'), wallet('2', '95'))).toMatchObject({
      used: '0',
      certainty: 'at least',
      events: ['unexplained-rise'],
      doubtful: true,
    });
  });

  it('top-ups that fall while periodic credits are left are doubtful', () => {
    expect(change(wallet('1', '90', '150'), wallet('2', '90', '50'))).toMatchObject({
      used: '100',
      certainty: 'at least',
      events: ['top-ups-drawn-early'],
      doubtful: true,
    });
  });

  describe('with overlapping rules of one source', () => {
    const free = (when: string, daily: string, month: string, midnight: string) =>
      wallet(when, daily, undefined, {
        periodic: { balance: daily, cap: '30' },
        rules: [
          { source: 'free', period: 'DAY', balance: daily, cap: '30', resetDate: at(midnight) },
          { source: 'free', period: 'MONTH', balance: month, cap: '120', resetDate: december },
        ],
      });

    it('never adds their falls: they limit the same credits', () => {
      expect(change(free('1T10:00', '30', '120', '2'), free('1T11:00', '25', '115', '2'))).toMatchObject({
        used: '5',
        certainty: 'exact',
      });
    });

    it('the monthly rule shows what the daily reset hides', () => {
      expect(change(free('1T10:00', '20', '90', '2'), free('2T10:00', '28', '70', '3'))).toMatchObject({
        used: '20',
        certainty: 'at least',
        events: ['reset'],
      });
    });
  });

  it('one empty source of several makes the figure a lower bound: its site may draw on top-ups', () => {
    const two = (when: string, first: string, second: string) =>
      wallet(when, String(Number(first) + Number(second)), '50', {
        rules: [
          { source: 'a', period: 'MONTH', balance: first, cap: '125', resetDate: december },
          { source: 'b', period: 'MONTH', balance: second, cap: '125', resetDate: december },
        ],
      });
    expect(change(two('1', '10', '100'), two('2', '5', '90'))).toMatchObject({
      used: '15',
      certainty: 'exact',
    });
    expect(change(two('1', '10', '100'), two('2', '0', '90'))).toMatchObject({
      used: '20',
      certainty: 'at least',
    });
  });
});

describe('a reading', () => {
  it.each([
    [{ periodic: { balance: '1' } }, true],
    [{ topUp: { balance: '1' } }, true],
    [{ periodic: { cap: '250' } }, false],
    [{ periodic: { balance: '1' }, topUp: {} }, false],
    [{}, false],
  ])('%j can be weighed: %s', (pools, expected) => {
    expect(isWeighed({ kind: 'wallet', readAt: at('1'), rules: [], ...pools })).toBe(expected);
  });
});
