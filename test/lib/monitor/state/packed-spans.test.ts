// Packed spans: what goes in comes out, and nothing else is taken for spans.
import fc from 'fast-check';
import * as v from 'valibot';
import {
  packedSpansSchema,
  packSpans,
  type Span,
  unpackSpans,
} from '../../../../lib/monitor/state/packed-spans.ts';

const amount = fc.constantFrom('0', '12', '0.25', '100.0', '123456789.000001');
const watched: fc.Arbitrary<Span> = fc.record({
  milliseconds: fc.integer({ min: 1, max: 9_999_999_999 }),
  used: amount,
  certainty: fc.constantFrom('exact', 'at least'),
  bought: fc.option(amount, { nil: undefined }),
});
const unwatched: fc.Arbitrary<Span> = fc
  .integer({ min: 1, max: 9_999_999_999 })
  .map((milliseconds) => ({ milliseconds, used: undefined, certainty: 'exact', bought: '0' }));

it('spans survive as text', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(watched, unwatched)), (spans) => {
      const text = packSpans(spans);
      expect(v.is(packedSpansSchema, text)).toBe(true);
      expect(unpackSpans(text)).toEqual(spans);
    }),
  );
});

it.each(['900000', 'x:1', '900000:-1', '900000:1;900000:2', '900000:1~~', '900000:1+', '900000:1 '])(
  '%s is no spans',
  (text) => expect(v.is(packedSpansSchema, text)).toBe(false),
);
