// The rules of continuations: which export they name, and what is none.
import fc from 'fast-check';
import { checkContinuation, continuationOf, exportIdIn } from '../../../../lib/export/run/continuation.ts';
import { fingerprint } from '../../../../lib/export/run/identity.ts';
import { identity } from './world.ts';

describe('a continuation', () => {
  const mark = 'a1b2c3d4e5f60718'.repeat(4);
  const good = continuationOf(identity(), mark);

  test('names its export and is good for it, though the checkpoint moves on', () => {
    expect(exportIdIn(good)).toBe(identity().exportId);
    expect(() => checkContinuation(good, identity())).not.toThrow();
    expect(good.length).toBeLessThan(200);
  });

  test('of another export is refused', () => {
    for (const other of [
      identity({ format: 'csv' }),
      identity({ account: 'b' }),
      identity({ exportId: 'mine' }),
    ]) {
      expect(fingerprint(other)).not.toBe(fingerprint(identity()));
      expect(() => checkContinuation(good, other)).toThrow(expect.objectContaining({ code: 'InvalidInput' }));
    }
  });

  test.each(['a b', 'a/b', '-a', 'ü', 'x'.repeat(65)])(
    'that names %j is refused before that becomes a key of the store',
    (exportId) => {
      expect(() => exportIdIn(exportId + good.slice(identity().exportId.length))).toThrow(
        expect.objectContaining({ code: 'InvalidInput' }),
      );
    },
  );

  test.each(['', 'x', 'a.b.c', `${good}0`, good.slice(0, -1), `\n${good}`, `x.${good}`])(
    'that has not its form is refused, whoever looks at it: %j',
    (text) => {
      for (const look of [() => exportIdIn(text), () => checkContinuation(text, identity())]) {
        expect(look).toThrow(
          expect.objectContaining({
            code: 'InvalidInput',
            message:
              'The input is not valid: continuation: expected a continuation of this export, as it was answered.',
            errors: [
              { path: 'continuation', message: 'expected a continuation of this export, as it was answered' },
            ],
          }),
        );
      }
    },
  );

  test('that was altered anywhere is refused', () => {
    const accepts = (text: string) => {
      try {
        exportIdIn(text);
        checkContinuation(text, identity());
        return true;
      } catch {
        return false;
      }
    };
    expect(accepts(good)).toBe(true);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.string({ maxLength: 2 }), (place, put) => {
        const altered = good.slice(0, place) + put + good.slice(place + 1);
        if (altered !== good) expect(accepts(altered)).toBe(false);
      }),
      { numRuns: 500 },
    );
    for (const other of ['', 'x', `${good}x`, ` ${good}`, good.toUpperCase(), 'a.b.c'])
      expect(accepts(other)).toBe(false);
  });
});
