// The numbers and GUIDs that worlds are seeded from.
import fc from 'fast-check';
import { guid } from '../../../../local/wix/world/guid.ts';
import { fraction, mix, pick, wholeBetween } from '../../../../local/wix/world/random.ts';

const whole = fc.integer({ min: 0, max: 0xffff_ffff });

test('the same three numbers always give the same number, in 32 bits', () => {
  fc.assert(
    fc.property(whole, whole, whole, (seed, stream, index) => {
      const value = mix(seed, stream, index);
      expect(value).toBe(mix(seed, stream, index));
      expect(Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff).toBe(true);
    }),
  );
});

test('fractions are spread evenly enough over ten parts', () => {
  const counts = Array.from({ length: 10 }, () => 0);
  for (let index = 0; index < 10_000; index++) {
    const part = Math.floor(fraction(7, 1, index) * 10);
    counts[part] = (counts[part] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
});

test('a whole number lies between its bounds, and reaches both', () => {
  const seen = Array.from({ length: 200 }, (_, index) => wholeBetween(3, 5, 1, 1, index));
  expect(new Set(seen)).toEqual(new Set([3, 4, 5]));
});

test('nothing can be picked from nothing', () => {
  expect(() => pick([], 1, 1, 1)).toThrow(RangeError);
});

test('a GUID has the form of a random one', () => {
  fc.assert(
    fc.property(whole, fc.nat(20), fc.nat(1_000_000), (seed, stream, index) => {
      expect(guid(seed, stream, index)).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
    }),
  );
});

test('a hundred thousand GUIDs of a stream are all different, and differ from those of another seed', () => {
  const made = new Set<string>();
  for (let index = 0; index < 100_000; index++) made.add(guid(1, 5, index));
  for (let index = 0; index < 1_000; index++) made.add(guid(2, 5, index));
  expect(made.size).toBe(101_000);
});

test('the GUIDs of a seed stay what they are: documents name them', () => {
  expect(guid(1, 1, 0)).toBe('0d91d573-da70-4b94-8058-64a292b76a89');
});
