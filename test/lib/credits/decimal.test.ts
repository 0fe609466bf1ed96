// The rules of exact decimal arithmetic.
import fc from 'fast-check';
import {
  add,
  compare,
  fromNumber,
  multiply,
  parseDecimal,
  subtract,
  toNumber,
  toText,
  ZERO,
} from '../../../lib/credits/decimal.ts';

const parsed = (text: string) => {
  const value = parseDecimal(text);
  if (value === undefined) throw new Error(`${text} is a decimal`);
  return value;
};
const decimals = fc.record({ units: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), scale: fc.nat(12) });

describe('parsing', () => {
  it.each([
    ['12.340', '12.340'],
    ['-0.5', '-0.5'],
    ['+7', '7'],
    ['1e-7', '0.0000001'],
    ['1.5E3', '1500'],
    ['1e21', '1000000000000000000000'],
    ['5.', '5'],
    ['007', '7'],
  ])('%s is %s', (text, expected) => {
    expect(toText(parsed(text))).toBe(expected);
  });

  it.each(['', ' ', '1,5', '.5', '0x10', 'NaN', 'Infinity', '1e', '--1', '1 2', '1e9999', '9'.repeat(1001)])(
    '%j is no decimal',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
    },
  );

  it('text and value are each other’s inverse', () => {
    fc.assert(fc.property(decimals, (value) => expect(parsed(toText(value))).toEqual(value)));
  });
});

describe('arithmetic', () => {
  it('0.7 and 0.1 are 0.8, which binary fractions miss', () => {
    expect(0.7 + 0.1).not.toBe(0.8);
    expect(toNumber(add(fromNumber(0.7), fromNumber(0.1)))).toBe(0.8);
  });

  it('10,000 charges of 0.10 are 1000.00', () => {
    let sum = ZERO;
    for (let charge = 0; charge < 10_000; charge += 1) sum = add(sum, parsed('0.10'));
    expect(toText(sum)).toBe('1000.00');
  });

  it('a product is exact and has the digits of both', () => {
    expect(toText(multiply(parsed('0.0000133334'), parsed('1500000.5')))).toBe('20.00010666670');
    expect(toText(multiply(parsed('-0.5'), parsed('0.20')))).toBe('-0.100');
    fc.assert(
      fc.property(decimals, decimals, decimals, (a, b, c) => {
        const sum = multiply(a, add(b, c));
        expect(compare(sum, add(multiply(a, b), multiply(a, c)))).toBe(0);
      }),
    );
  });

  it('a sum keeps the larger scale', () => {
    expect(toText(add(parsed('1.5'), parsed('0.125')))).toBe('1.625');
    expect(toText(subtract(parsed('1.000'), parsed('1')))).toBe('0.000');
  });

  it('order and grouping never change a sum', () => {
    fc.assert(
      fc.property(decimals, decimals, decimals, (a, b, c) => {
        expect(add(a, b)).toEqual(add(b, a));
        expect(add(add(a, b), c)).toEqual(add(a, add(b, c)));
        expect(compare(subtract(add(a, b), b), a)).toBe(0);
      }),
    );
  });

  it('comparison ignores trailing zeros', () => {
    expect(compare(parsed('1.0'), parsed('1'))).toBe(0);
    expect(compare(parsed('-1'), parsed('0.1'))).toBe(-1);
    expect(compare(parsed('10'), parsed('9.99'))).toBe(1);
  });
});

describe('numbers', () => {
  it('every finite double survives the way to a decimal and back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(toNumber(fromNumber(value))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('%p is refused', (value) => {
    expect(() => fromNumber(value)).toThrow(RangeError);
  });
});
