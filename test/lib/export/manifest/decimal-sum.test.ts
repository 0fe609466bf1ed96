// Sums of money: exact, whatever the number and the size of the addends.
import fc from 'fast-check';
import { createDecimalSum } from '../../../../lib/export/manifest/decimal-sum.ts';
import { decimalText } from '../record/arbitraries.ts';

function sumOf(texts: Iterable<string>): string {
  const sum = createDecimalSum();
  for (const text of texts) sum.add(text);
  return sum.text();
}

it('10,000 charges of 0.10 are 1000.00', () => {
  expect(sumOf(Array.from({ length: 10_000 }, () => '0.10'))).toBe('1000.00');
});

it.each([
  [[], '0'],
  [['0.00'], '0.00'],
  [['1', '0.50'], '1.50'],
  [['0.1', '0.2'], '0.3'],
  [['-0.5', '0.25'], '-0.25'],
  [['5.00', '-5.00'], '0.00'],
  [['0.1', '0.01', '0.001'], '0.111'],
  [['999999999999999', '1'], '1000000000000000'],
  [['123456789012345678901234567890.1', '0.9'], '123456789012345678901234567891.0'],
  [[`0.${'0'.repeat(299)}1`, '1'], `1.${'0'.repeat(299)}1`],
])('%j is %s', (texts, sum) => {
  expect(sumOf(texts)).toBe(sum);
});

it('stays exact where doubles would not: many sums of the largest short number', () => {
  const count = 20_000;
  expect(sumOf(Array.from({ length: count }, () => '999999999999.99'))).toBe('19999999999999800.00');
  expect(sumOf(Array.from({ length: count }, () => '-99999999999.999'))).toBe('-1999999999999980.000');
});

it('is the sum of the integers behind the texts', () => {
  fc.assert(
    fc.property(fc.array(decimalText, { maxLength: 50 }), (texts) => {
      const scale = Math.max(0, ...texts.map((text) => (text.split('.')[1] ?? '').length));
      const units = texts.map((text) => {
        const [whole = '', fraction = ''] = text.split('.');
        return BigInt(whole + fraction.padEnd(scale, '0'));
      });
      const found = sumOf(texts);
      expect(BigInt(found.replace('.', ''))).toBe(units.reduce((a, b) => a + b, 0n));
      expect((found.split('.')[1] ?? '').length).toBe(scale);
    }),
  );
});

it('can be read in between and goes on', () => {
  const sum = createDecimalSum();
  sum.add('0.10');
  expect(sum.text()).toBe('0.10');
  sum.add('0.2');
  expect(sum.text()).toBe('0.30');
  expect(sum.text()).toBe('0.30');
});

it.each([
  '',
  '.',
  '-',
  '.5',
  '-.5',
  'x',
  '1.2.3',
  '1,5',
  '1/2',
  '1:2',
  'NaN',
  'a rather long text that is no number',
])('%p is an error, never 0', (text) => {
  expect(() => createDecimalSum().add(text)).toThrow(RangeError);
});
