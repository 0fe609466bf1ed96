// A secret in memory: how old it may become, how often it is read, and that no change of clocks keeps it longer.
import fc from 'fast-check';
import { createSecretSource } from '../../../lib/secrets/secret-source.ts';
import { awsError, callWith, handClock, handFetch } from './fakes.ts';
import { MINUTE, sourceOf } from './source-of.ts';

describe('a secret in memory', () => {
  const { call } = callWith(10_000);

  test('is read once in five minutes', async () => {
    const { source, reads, advance } = sourceOf(['one', 'two']);
    expect(await source.get(call)).toBe('one');
    advance(5 * MINUTE - 1);
    expect(await source.get(call)).toBe('one');
    expect(reads()).toBe(1);
    advance(1);
    expect(await source.get(call)).toBe('two');
  });

  test('is not read before it is wanted', () => {
    const { reads } = sourceOf(['one']);
    expect(reads()).toBe(0);
  });

  test('is read once for all who ask at the same time', async () => {
    const { fetchSecret, flights, ids } = handFetch();
    const { source } = sourceOf([], { fetchSecret });
    const all = Promise.all(Array.from({ length: 64 }, () => source.get(call)));
    flights[0]?.resolve('one');
    expect(new Set(await all)).toEqual(new Set(['one']));
    expect(ids).toEqual(['key']);
  });

  test.each([
    ['only the wall clock went on while the sandbox was frozen', { wall: 6 * MINUTE, steady: 0 }],
    ['only the steady clock went on', { wall: 0, steady: 6 * MINUTE }],
    ['the wall clock was set back', { wall: -MINUTE, steady: 0 }],
  ])('is read again when %s', async (_, moved) => {
    const { source, reads, hands } = sourceOf(['one', 'two']);
    await source.get(call);
    hands.wall += moved.wall;
    hands.steady += moved.steady;
    expect(await source.get(call)).toBe('two');
    expect(reads()).toBe(2);
  });

  test('counts its age from the question, not from a late answer', async () => {
    const { fetchSecret, flights } = handFetch();
    const { source, advance } = sourceOf([], { fetchSecret });
    const first = source.get(call);
    advance(4 * MINUTE);
    flights[0]?.resolve('one');
    await first;
    advance(MINUTE);
    const second = source.get(call);
    flights[1]?.resolve('two');
    expect(await second).toBe('two');
  });
});

test('whatever happens, a caller gets a text that Secrets Manager gave, never older than five minutes while it answers', async () => {
  const step = fc.oneof(
    fc.record({ advance: fc.integer({ min: 0, max: 10 * MINUTE }) }),
    fc.record({ rotate: fc.constant(true) }),
    fc.record({ down: fc.boolean() }),
    fc.record({ refresh: fc.boolean() }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      const time = handClock();
      const { call } = callWith(10_000);
      let version = 0;
      let down = false;
      let changed = time.hands.wall;
      let downUntil = Number.NEGATIVE_INFINITY;
      const source = createSecretSource({
        secretId: 'key',
        clock: time.clock,
        fetchSecret: async () => {
          if (down) throw awsError('ServiceUnavailable');
          return `v${version}`;
        },
      });
      let last = await source.get(call);
      for (const one of steps) {
        if ('advance' in one) time.advance(one.advance);
        if ('rotate' in one) {
          version += 1;
          changed = time.hands.wall;
        }
        if ('down' in one) down = one.down;
        if (down) downUntil = time.hands.wall;
        const text = await ('refresh' in one && one.refresh ? source.refresh(last, call) : source.get(call));
        expect(Number(text.slice(1))).toBeGreaterThanOrEqual(Number(last.slice(1)));
        const settled = time.hands.wall - Math.max(changed, downUntil);
        if (settled >= 5 * MINUTE) expect(text).toBe(`v${version}`);
        last = text;
      }
    }),
  );
});
