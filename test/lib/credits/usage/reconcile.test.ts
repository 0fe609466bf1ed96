// The rules of reconciliation: exact differences, and a verdict no harsher than what the snapshots can prove.
import fc from 'fast-check';
import { add, toText, ZERO } from '../../../../lib/credits/decimal.ts';
import { decimalOf } from '../../../../lib/credits/usage/amount.ts';
import type { DailyUsage } from '../../../../lib/credits/usage/daily.ts';
import { type ChargedCredits, reconcile } from '../../../../lib/credits/usage/reconcile.ts';
import { at } from './readings.ts';

const charge = (when: string, credits?: string): ChargedCredits => ({ createdDate: at(when), credits });
const row = (day: string, used: string, rest: Partial<DailyUsage> = {}): DailyUsage => ({
  day: at(day).slice(0, 10),
  kind: 'wallet',
  used,
  certainty: 'exact',
  least: used,
  most: used,
  observedSeconds: 86_400,
  ...rest,
});
const november = { from: '2026-11-01', to: '2026-12-01' };
const lowerBound = { certainty: 'at least', most: undefined } as const;

describe('reconciliation', () => {
  it('agrees when every credit is accounted for, exactly', () => {
    const { days, observed } = reconcile(
      [charge('1T10:00', '0.1'), charge('1T11:00', '0.2')],
      [row('1', '0.3')],
      november,
    );
    expect(days).toEqual([
      {
        day: '2026-11-01',
        charged: '0.3',
        transactions: 2,
        unreadable: 0,
        used: '0.3',
        certainty: 'exact',
        unexplained: '0.0',
        verdict: 'agrees',
      },
    ]);
    expect(observed.verdict).toBe('agrees');
  });

  it.each([
    ['used without a charge', '7', {}, '3', 'differs'],
    ['charged without usage', '13', {}, '-3', 'differs'],
    ['charged more than a lower bound', '13', lowerBound, '-3', 'within uncertainty'],
    ['charged less than a lower bound', '7', lowerBound, '3', 'differs'],
    [
      'inside the bounds of an estimate',
      '13',
      { certainty: 'estimate', least: '8', most: '15' },
      '-3',
      'within uncertainty',
    ],
    [
      'above the bounds of an estimate',
      '16',
      { certainty: 'estimate', least: '8', most: '15' },
      '-6',
      'differs',
    ],
    [
      'below the bounds of an estimate',
      '7',
      { certainty: 'estimate', least: '8', most: '15' },
      '3',
      'differs',
    ],
  ] as const)('%s', (_, charged, certainty, unexplained, verdict) => {
    const { days } = reconcile([charge('1T10:00', charged)], [row('1', '10', certainty)], november);
    expect(days).toMatchObject([{ unexplained, verdict }]);
  });

  it('a transaction without an amount may explain what is missing, but not what is too much', () => {
    const missing = reconcile([charge('1', '7'), charge('1')], [row('1', '10')], november);
    expect(missing.days).toMatchObject([{ charged: '7', unreadable: 1, verdict: 'within uncertainty' }]);
    const tooMuch = reconcile([charge('1', '11'), charge('1')], [row('1', '10')], november);
    expect(tooMuch.days).toMatchObject([{ verdict: 'differs' }]);
    const equal = reconcile([charge('1', '10'), charge('1')], [row('1', '10')], november);
    expect(equal.days).toMatchObject([{ verdict: 'within uncertainty' }]);
  });

  it('a day that was not observed is not compared, and is left out of the sum', () => {
    const { days, observed } = reconcile([charge('1', '5'), charge('2', '3')], [row('2', '3')], november);
    expect(days).toMatchObject([
      { day: '2026-11-01', charged: '5', verdict: 'not comparable' },
      { verdict: 'agrees' },
    ]);
    expect(days[0]).not.toHaveProperty('used');
    expect(observed).toMatchObject({ charged: '3', used: '3', transactions: 1, verdict: 'agrees' });
  });

  it('a day without transactions was charged nothing', () => {
    expect(reconcile([], [row('1', '4')], november).days).toMatchObject([
      { charged: '0', transactions: 0, unexplained: '4', verdict: 'differs' },
    ]);
  });

  it('keeps to its window, half open', () => {
    const { days } = reconcile(
      [charge('1', '1'), charge('2', '1'), charge('3', '1')],
      [row('1', '1'), row('3', '1')],
      { from: '2026-11-02', to: '2026-11-03' },
    );
    expect(days.map(({ day }) => day)).toEqual(['2026-11-02']);
  });

  it('nothing at all is not comparable', () => {
    expect(reconcile([], [], november)).toEqual({
      days: [],
      observed: { charged: '0', transactions: 0, unreadable: 0, verdict: 'not comparable' },
    });
  });

  it('the unexplained rests of the days add up to that of the sum', () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { maxLength: 28 });
    const hundredths = fc.nat(10_000).map((value) => (value / 100).toFixed(2));
    const charges = fc.array(fc.record({ day: fc.integer({ min: 1, max: 28 }), credits: hundredths }));
    fc.assert(
      fc.property(days, charges, hundredths, (observedDays, charged, used) => {
        const result = reconcile(
          charged.map(({ day, credits }) => charge(String(day), credits)),
          observedDays.map((day) => row(String(day), used)),
          november,
        );
        const rests = result.days.flatMap(({ unexplained }) => unexplained ?? []);
        const sum = rests.map(decimalOf).reduce(add, ZERO);
        expect(Number(result.observed.unexplained ?? 0)).toBe(Number(toText(sum)));
      }),
    );
  });
});
