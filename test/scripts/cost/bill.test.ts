// The rules of a bill: exact, complete, the dearest first.
import fc from 'fast-check';
import {
  add,
  compare,
  fromNumber,
  multiply,
  parseDecimal,
  toText,
  ZERO,
} from '../../../lib/credits/decimal.ts';
import { billOf, inCents, timesOf, together } from '../../../scripts/cost/bill.ts';
import { PRICES } from '../../../scripts/cost/prices.ts';

const quantities = fc.dictionary(
  fc.constantFrom('lambdaRequest', 's3Put', 's3Get', 'snsPublish', 'kmsKeyMonth'),
  fc.nat(1_000_000_000),
);
const decimal = (text: string) => parseDecimal(text) ?? ZERO;

describe('a bill', () => {
  it('is the exact sum of quantity times price, the dearest line first', () => {
    const bill = billOf({ s3Put: 1_000_000, lambdaRequest: 3, s3Get: 0 });
    expect(bill.lines.map(({ priced, usd }) => [priced, toText(usd)])).toEqual([
      ['s3Put', '5.000000'],
      ['lambdaRequest', '0.0000006'],
    ]);
    expect(toText(bill.usd)).toBe('5.0000006');
  });

  it('of two uses together is the sum of their bills', () => {
    fc.assert(
      fc.property(quantities, quantities, (one, other) => {
        const sum = add(billOf(one).usd, billOf(other).usd);
        expect(compare(billOf(together(one, other)).usd, sum)).toBe(0);
      }),
    );
  });

  it('of the same use so many times is so many times the bill', () => {
    fc.assert(
      fc.property(quantities, fc.nat(1_000), (use, times) => {
        const bill = multiply(billOf(use).usd, fromNumber(times));
        expect(compare(billOf(timesOf(use, times)).usd, bill)).toBe(0);
      }),
    );
  });

  it('every price is decimal text above zero', () => {
    for (const price of Object.values(PRICES)) expect(compare(decimal(price), ZERO)).toBeGreaterThan(0);
  });

  it.each([
    ['0', '0.00'],
    ['12.34', '12.34'],
    ['12.340', '12.34'],
    ['12.3400001', '12.35'],
    ['0.0000002', '0.01'],
    ['7.5', '7.50'],
    ['7', '7.00'],
  ])('%s dollars are shown as %s: a cent begun is a cent', (usd, shown) => {
    expect(inCents(decimal(usd))).toBe(shown);
  });
});
