// The exact decimal of Parquet.
import fc from 'fast-check';
import { fromDecimal128, toDecimal128 } from '../../../../lib/export/format/decimal128.ts';
import { shortest } from '../../../../lib/export/record/amount.ts';

function roundTrip(text: string): string | undefined {
  const bytes = toDecimal128(text);
  return bytes === undefined ? undefined : shortest(fromDecimal128(bytes));
}

it.each([
  '0',
  '1',
  '-1',
  '0.1',
  '-0.1',
  '0.000000000000000000000001',
  '-0.000000000000000000000001',
  '99999999999999.999999999999999999999999',
  '-99999999999999.999999999999999999999999',
  '12.345678901234567',
])('%s comes back', (text) => {
  expect(roundTrip(text)).toBe(text);
});

it('is a big-endian two’s complement number of 10^-24ths', () => {
  expect(Buffer.from(toDecimal128('0.000000000000000000000258') ?? []).toString('hex')).toBe(
    '00000000000000000000000000000102',
  );
  expect(Buffer.from(toDecimal128('-0.000000000000000000000001') ?? []).toString('hex')).toBe('f'.repeat(32));
});

it.each(['100000000000000', '-100000000000000', '0.0000000000000000000000001', '1e30', 'x', ''])(
  '%p does not fit and is never rounded',
  (text) => {
    expect(toDecimal128(text)).toBeUndefined();
  },
);

it('zeros beyond the last digit that fits are no loss', () => {
  expect(roundTrip(`1.${'0'.repeat(40)}`)).toBe('1');
});

it('every decimal of 14 and 24 digits comes back', () => {
  const units = fc.bigInt(-(10n ** 38n) + 1n, 10n ** 38n - 1n);
  fc.assert(
    fc.property(units, (value) => {
      const digits = (value < 0n ? -value : value).toString().padStart(25, '0');
      const text = `${value < 0n ? '-' : ''}${digits.slice(0, -24)}.${digits.slice(-24)}`;
      expect(fromDecimal128(toDecimal128(text) ?? new Uint8Array(16))).toBe(text);
    }),
  );
});
