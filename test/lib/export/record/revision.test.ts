// Revisions are numbers in the clothes of text.
import fc from 'fast-check';
import { compareRevisions, parseRevision } from '../../../../lib/export/record/revision.ts';

it.each([
  ['1', '1'],
  ['0', '0'],
  ['007', '7'],
  ['-5', '-5'],
  [3, '3'],
  [{ value: '12' }, '12'],
  [{ value: 12 }, '12'],
  ['9223372036854775807', '9223372036854775807'],
  ['-9223372036854775808', '-9223372036854775808'],
])('%p is revision %s', (value, text) => {
  expect(parseRevision(value)).toBe(text);
});

it.each([
  ['9223372036854775808'],
  ['-9223372036854775809'],
  [2 ** 53],
  [1.5],
  ['1.0'],
  ['one'],
  [''],
  ['9'.repeat(30)],
  [null],
  [{}],
])('%p is refused: it is no int64', (value) => {
  expect(parseRevision(value)).toBeUndefined();
});

it('10 is higher than 9, and any revision is higher than none', () => {
  expect(compareRevisions('10', '9')).toBe(1);
  expect(compareRevisions('9', '10')).toBe(-1);
  expect(compareRevisions('-1', '1')).toBe(-1);
  expect(compareRevisions('7', '7')).toBe(0);
  expect(compareRevisions(undefined, '-1')).toBe(-1);
  expect(compareRevisions('-1', undefined)).toBe(1);
  expect(compareRevisions(undefined, undefined)).toBe(0);
});

it('the order is the order of the numbers', () => {
  const int64 = fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n);
  fc.assert(
    fc.property(int64, int64, (a, b) => {
      expect(compareRevisions(String(a), String(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
    }),
  );
});
