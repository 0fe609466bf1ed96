// Instants as numbers: nothing finer than a nanosecond exists, nothing coarser is lost.
import fc from 'fast-check';
import { fromEpoch, microsOf, nanosOf } from '../../../../lib/export/record/epoch.ts';
import { parseInstant } from '../../../../lib/export/record/instant.ts';
import { epochNanoseconds, instantText } from './arbitraries.ts';

it('microseconds and the nanoseconds past them are the instant', () => {
  fc.assert(
    fc.property(epochNanoseconds, (nanoseconds) => {
      const text = instantText(nanoseconds);
      expect(microsOf(text) * 1000n + BigInt(nanosOf(text))).toBe(nanoseconds);
      expect(parseInstant(fromEpoch(microsOf(text), nanosOf(text)))).toBe(text);
    }),
  );
});

it.each(['1969-12-31T23:59:59.999999999Z', '1950-01-01T00:00:00.000000100Z', '0001-01-01T00:00:00.001Z'])(
  '%s, before 1970, comes back',
  (text) => {
    expect(parseInstant(fromEpoch(microsOf(text), nanosOf(text)))).toBe(text);
  },
);

it('a number beyond all dates is an error', () => {
  expect(() => fromEpoch(2n ** 63n - 1n, 0)).toThrow(RangeError);
});
