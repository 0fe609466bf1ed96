// Bulk calls: every piece once and in order, within both limits, the pieces of one unit together where they fit.
import fc from 'fast-check';
import { bulksOf, MOST_CHARACTERS_A_CALL } from '../../../lib/translate/bulks.ts';

const piece = fc.integer({ min: 1, max: 6_000 }).map((length) => ({ text: 'x'.repeat(length) }));
const small = (length: number) => ({ text: 'x'.repeat(length) });

test('bulk calls hold every piece once and in order, within both limits', () => {
  fc.assert(
    fc.property(fc.array(fc.array(piece, { maxLength: 30 }), { maxLength: 60 }), (units) => {
      const bulks = bulksOf(units);
      expect(bulks.flat()).toEqual(units.flat());
      for (const bulk of bulks) {
        expect(bulk.length).toBeGreaterThan(0);
        expect(bulk.length).toBeLessThanOrEqual(1_000);
        expect(bulk.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(
          MOST_CHARACTERS_A_CALL,
        );
      }
    }),
    { numRuns: 50 },
  );
});

test('1,000 pieces are one call and 1,001 are two', () => {
  const units = (count: number) => Array.from({ length: count }, () => [small(2)]);
  expect(bulksOf(units(1_000)).map(({ length }) => length)).toEqual([1_000]);
  expect(bulksOf(units(1_001)).map(({ length }) => length)).toEqual([1_000, 1]);
});

test('the pieces of one unit share a call where they fit into one', () => {
  const bulks = bulksOf([[small(60_000)], [small(30_000), small(30_000)]]);
  expect(bulks.map(({ length }) => length)).toEqual([1, 2]);
});

test('a piece that is longer than the limit goes alone', () => {
  expect(bulksOf([[small(1)], [small(200_000)], [small(1)]]).map(({ length }) => length)).toEqual([1, 1, 1]);
});

test('nothing to send is no call', () => {
  expect(bulksOf([[], []])).toEqual([]);
});
