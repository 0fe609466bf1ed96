// Instants: nanoseconds are kept, equal instants are equal text, and what is no instant is refused.
import fc from 'fast-check';
import {
  compareInstants,
  compareMilliseconds,
  dayOf,
  millisecondOf,
  parseInstant,
} from '../../../../lib/export/record/instant.ts';
import { epochNanoseconds, instantText } from './arbitraries.ts';

test('before anything was read, no text is taken for one that is known', () => {
  expect(parseInstant('')).toBeUndefined();
  expect(parseInstant('2026-02-30T00:00:00.000Z')).toBeUndefined();
});

describe('the canonical form', () => {
  it.each([
    ['2026-10-01T09:30:00.000Z', '2026-10-01T09:30:00.000Z'],
    ['2026-10-01T09:30:00Z', '2026-10-01T09:30:00.000Z'],
    ['2026-10-01T09:30:00.5Z', '2026-10-01T09:30:00.500Z'],
    ['2026-10-01T09:30:00.1234Z', '2026-10-01T09:30:00.123400Z'],
    ['2026-10-01T09:30:00.123456789Z', '2026-10-01T09:30:00.123456789Z'],
    ['2026-10-01T09:30:00.123000000Z', '2026-10-01T09:30:00.123Z'],
    ['2026-10-01T09:30:00.123456789000Z', '2026-10-01T09:30:00.123456789Z'],
    ['2026-10-01T09:30:00,5Z', '2026-10-01T09:30:00.500Z'],
    ['2026-10-01t09:30:00.000z', '2026-10-01T09:30:00.000Z'],
    ['2026-10-01T11:30:00+02:00', '2026-10-01T09:30:00.000Z'],
    ['2026-10-01T15:15:00+05:45', '2026-10-01T09:30:00.000Z'],
    ['2026-10-01T06:00:00-03:30', '2026-10-01T09:30:00.000Z'],
    ['2026-09-30T23:30:00.000000001-1000', '2026-10-01T09:30:00.000000001Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999999999Z', '9999-12-31T23:59:59.999999999Z'],
  ])('reads %s as %s', (text, canonical) => {
    expect(parseInstant(text)).toBe(canonical);
  });

  it.each([
    [{ seconds: '1759276800', nanos: 120_000 }, '2025-10-01T00:00:00.000120Z'],
    [{ seconds: 1_759_276_800 }, '2025-10-01T00:00:00.000Z'],
    [{ seconds: '1759276800', nanos: null }, '2025-10-01T00:00:00.000Z'],
    [{ seconds: '0', nanos: 999_999_999 }, '1970-01-01T00:00:00.999999999Z'],
    [{ seconds: '-1', nanos: 1 }, '1969-12-31T23:59:59.000000001Z'],
    [{ value: '2025-10-01T00:00:00Z' }, '2025-10-01T00:00:00.000Z'],
    [{ value: { seconds: '0', nanos: 0 } }, '1970-01-01T00:00:00.000Z'],
  ])('reads the wire form %j as %s', (value, canonical) => {
    expect(parseInstant(value)).toBe(canonical);
  });

  it('is its own canonical form, and the same for text and {seconds, nanos}', () => {
    fc.assert(
      fc.property(epochNanoseconds, (nanoseconds) => {
        const text = instantText(nanoseconds);
        const seconds = String(nanoseconds / 1_000_000_000n);
        expect(parseInstant(text)).toBe(text);
        expect(parseInstant({ seconds, nanos: Number(nanoseconds % 1_000_000_000n) })).toBe(text);
      }),
    );
  });
});

describe('what is no instant', () => {
  it.each([
    ['2026-10-01'],
    ['2026-10-01T09:30:00'],
    ['2026-10-01T09:30:00.1234567891Z'],
    ['2026-02-29T00:00:00.000Z'],
    ['2026-02-30T00:00:00Z'],
    ['2026-04-31T00:00:00.000Z'],
    ['2026-13-01T00:00:00.000Z'],
    ['2026-00-10T00:00:00.000Z'],
    ['2026-10-01T24:00:00.000Z'],
    ['2026-10-01T23:59:60.000Z'],
    ['2026-10-01T09:30:00.000+25:00'],
    ['0000-12-31T00:00:00.000Z'],
    ['0001-01-01T00:00:00+01:00'],
    ['9999-12-31T23:59:59-01:00'],
    [' 2026-10-01T09:30:00Z'],
    ['yesterday'],
    [''],
    [1_759_276_800_000],
    [null],
    [undefined],
    [[]],
    [{}],
    [{ seconds: 'ten' }],
    [{ seconds: 1.5 }],
    [{ seconds: ['1'] }],
    [{ seconds: { toString: {} } }],
    [{ seconds: '999999999999' }],
    [{ seconds: '1', nanos: -1 }],
    [{ seconds: '1', nanos: 1_000_000_000 }],
    [{ seconds: '1', nanos: 0.5 }],
    [{ seconds: '1', nanos: '5' }],
  ])('%j is refused', (value) => {
    expect(parseInstant(value)).toBeUndefined();
  });

  it('a day that does not exist is refused after a good one, whatever was read before', () => {
    expect(parseInstant('2026-02-28T00:00:00.000Z')).toBeDefined();
    expect(parseInstant('2026-02-29T00:00:00.000Z')).toBeUndefined();
    expect(parseInstant('2026-02-28T00:00:00.000Z')).toBeDefined();
  });
});

describe('order', () => {
  it('is the order of the nanoseconds, however many digits each text has', () => {
    fc.assert(
      fc.property(epochNanoseconds, fc.bigInt(-2_000_000n, 2_000_000n), (a, distance) => {
        const b = a + distance;
        const expected = a < b ? -1 : a > b ? 1 : 0;
        expect(Math.sign(compareInstants(instantText(a), instantText(b)))).toBe(expected);
      }),
    );
  });

  it('a text with fewer digits stands before the later instants that it begins', () => {
    expect(compareInstants('2026-10-01T00:00:00.000Z', '2026-10-01T00:00:00.000000001Z')).toBe(-1);
    expect(compareInstants('2026-10-01T00:00:00.000000001Z', '2026-10-01T00:00:00.000Z')).toBe(1);
  });

  it('the day is the UTC day', () => {
    expect(dayOf('2026-10-01T23:59:59.999999999Z')).toBe('2026-10-01');
  });
});

describe('milliseconds', () => {
  it.each([
    ['2026-10-01T09:30:00.123Z', '2026-10-01T09:30:00.123Z', 0],
    ['2026-10-01T09:30:00.123Z', '2026-10-01T09:30:00.123000001Z', 0],
    ['2026-10-01T09:30:00.123456Z', '2026-10-01T09:30:00.123000001Z', 0],
    ['2026-10-01T09:30:00.123Z', '2026-10-01T09:30:00.124Z', -1],
    ['2026-10-01T09:30:00.124Z', '2026-10-01T09:30:00.123999Z', 1],
    ['2026-10-01T09:30:00.123999999Z', '2026-10-01T09:30:00.124Z', -1],
  ])('of %s and %s stand as %i, whatever is finer', (a, b, order) => {
    expect(Math.sign(compareMilliseconds(a, b))).toBe(order);
    expect(Math.sign(compareMilliseconds(b, a))).toBe(0 - order);
  });

  it('of an instant are its text up to there', () => {
    expect(millisecondOf('2026-10-01T09:30:00.123456789Z')).toBe('2026-10-01T09:30:00.123');
  });
});
