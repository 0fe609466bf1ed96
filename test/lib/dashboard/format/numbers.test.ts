// Numbers as people read them: how they are rounded and grouped, and that a little never reads as nothing.
import fc from 'fast-check';
import { count, credits, percent } from '../../../../lib/dashboard/format/numbers.ts';

describe('credits', () => {
  test.each([
    ['0', '0'],
    ['12', '12'],
    ['999', '999'],
    ['1000', '1,000'],
    ['12999', '12,999'],
    ['1234567.5', '1,234,567.5'],
    ['282.75', '282.75'],
    ['0.1', '0.1'],
    ['0.125', '0.13'],
    ['19.999', '20'],
    ['-1234.5', '-1,234.5'],
    ['0.00', '0'],
  ])('%s reads as %s', (amount, text) => {
    expect(credits(amount)).toBe(text);
    if (amount !== '0.00') expect(credits(Number(amount))).toBe(text);
  });

  test('what is more than nothing never reads as nothing', () => {
    expect(credits('0.004')).toBe('< 0.01');
    expect(credits('0.000001')).toBe('< 0.01');
    expect(credits('0.005')).toBe('0.01');
  });

  test('a number beyond doubles keeps every digit in front of the point', () => {
    expect(credits('12345678901234567890.129')).toBe('12,345,678,901,234,567,890.12');
  });

  test('are off by less than a hundredth', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (hundredths) => {
        const value = hundredths / 1000;
        fc.pre(value <= 0 || value >= 0.005);
        expect(Math.abs(Number(credits(value).replaceAll(',', '')) - value)).toBeLessThanOrEqual(0.00501);
      }),
    );
  });
});

describe('a share', () => {
  test.each([
    [0, '0%'],
    [0.001, '< 1%'],
    [0.2, '20%'],
    [0.555, '56%'],
    [0.999, '99%'],
    [1, '100%'],
  ])('%d reads as %s', (share, text) => {
    expect(percent(share)).toBe(text);
  });
});

test('a number of things says one of one', () => {
  expect([count(1, 'site'), count(0, 'site'), count(1200, 'site')]).toEqual([
    '1 site',
    '0 sites',
    '1,200 sites',
  ]);
  expect(count(2, 'wallet or site', 'wallets and sites')).toBe('2 wallets and sites');
});
