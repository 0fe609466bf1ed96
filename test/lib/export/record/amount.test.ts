// Credits and money: the exact decimal of what Wix sent.
import fc from 'fast-check';
import { parseCredits, parseMoney, shortest } from '../../../../lib/export/record/amount.ts';
import { decimalText } from './arbitraries.ts';

describe('credits', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [12, '12'],
    [12.5, '12.5'],
    [-3.25, '-3.25'],
    [0.1, '0.1'],
    [0.1 + 0.2, '0.30000000000000004'],
    [1e-7, '0.0000001'],
    [5e-324, `0.${'0'.repeat(323)}5`],
    [1e21, '1000000000000000000000'],
    [1.5e300, `15${'0'.repeat(299)}`],
    [`+${'9'.repeat(400)}`, '9'.repeat(400)],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    ['12.50', '12.5'],
    ['+7', '7'],
    ['007.10', '7.1'],
    ['1e3', '1000'],
    ['1E-2', '0.01'],
    ['-0.0', '0'],
    ['100', '100'],
    [{ value: 2.5 }, '2.5'],
    [{ value: '0.30' }, '0.3'],
  ])('%p is %s', (value, text) => {
    expect(parseCredits(value)).toBe(text);
  });

  it.each([
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    ['NaN'],
    ['Infinity'],
    [''],
    [' 1'],
    ['1,5'],
    ['0x10'],
    ['1e999'],
    ['9'.repeat(401)],
    [`+${'9'.repeat(401)}`],
    [null],
    [undefined],
    [true],
    [{}],
    [{ value: 1, unit: 'thousand' }],
    [['1']],
  ])('%p is refused: an unknown is never 0', (value) => {
    expect(parseCredits(value)).toBeUndefined();
  });

  it('the text of a JSON number reads back as the same double and has no exponent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = parseCredits(value) ?? '';
        expect(text).toMatch(/^-?\d+(\.\d*[1-9])?$/);
        expect(Number(text) === value).toBe(true);
        expect(parseCredits(text)).toBe(text);
      }),
    );
  });
});

describe('money', () => {
  it.each([
    ['0.10', '0.10'],
    ['1000.00', '1000.00'],
    ['0', '0'],
    ['-5.00', '-5.00'],
    ['-0.00', '0.00'],
    ['0010.50', '10.50'],
    ['.5', undefined],
    ['5.', '5'],
    ['1e-7', '0.0000001'],
    [0.1, '0.1'],
    [{ value: '3.30' }, '3.30'],
    ['$5', undefined],
    ['', undefined],
    [null, undefined],
    ['9'.repeat(401), undefined],
  ])('%p is %p', (value, text) => {
    expect(parseMoney(value)).toBe(text);
  });

  it('the decimals that Wix wrote are kept', () => {
    fc.assert(fc.property(decimalText, (text) => expect(parseMoney(text)).toBe(text)));
  });
});

describe('the shortest text', () => {
  it.each([
    ['10', '10'],
    ['10.0', '10'],
    ['100', '100'],
    ['0.50', '0.5'],
    ['0.00', '0'],
    ['-1.500', '-1.5'],
  ])('of %s is %s', (text, short) => {
    expect(shortest(text)).toBe(short);
  });
});
