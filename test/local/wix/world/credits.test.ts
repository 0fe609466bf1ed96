// Credits and money in whole millionths.
import fc from 'fast-check';
import { costOf, formatMoney, toCredits, toMicro } from '../../../../local/wix/world/credits.ts';

test('every amount of millionths survives the way over the wire and back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e15 }), (micro) => {
      expect(toMicro(toCredits(micro))).toBe(micro);
    }),
  );
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e9 + 1, 0.0000001, 1.0000005])(
  '%p is no amount of credits',
  (credits) => {
    expect(toMicro(credits)).toBeUndefined();
  },
);

test('a sum that binary fractions spoil is taken for what it means', () => {
  expect(toMicro(0.1 + 0.2)).toBe(300_000);
});

test.each([
  [250_000, 4, '0.01'],
  [1_000_000, 4, '0.04'],
  [125_000, 4, '0.005'],
  [50_000, 4, '0.002'],
  [1, 4, '0.00000004'],
  [25_000_000, 4, '1.00'],
  [1e15, 4, '40000000.00'],
])('%p millionths at %p cents a credit cost %p', (micro, cents, text) => {
  expect(costOf(micro, cents)).toBe(text);
});

test('money is shown in the form of its currency', () => {
  expect(formatMoney('1234.5', 'USD')).toBe('$1,234.50');
  expect(formatMoney('1234.5', 'EUR')).toBe('€1,234.50');
  expect(formatMoney('1234.5', 'JPY')).toBe('¥1,235');
  expect(formatMoney('1234.5', 'USD')).toBe('$1,234.50');
});
