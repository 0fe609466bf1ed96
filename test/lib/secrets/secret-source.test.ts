import { jest } from '@jest/globals';
import fc from 'fast-check';
import { createSecretSource, type SecretSourceOptions } from '../../../lib/secrets/secret-source.ts';
import { isOutage } from '../../../lib/secrets/secrets-manager.ts';
import { awsError, callWith, handClock, handFetch } from './fakes.ts';

const MINUTE = 60_000;

/** A source on a fake clock whose reads give the texts and errors of `answers` in turn. */
function sourceOf(answers: (string | Error)[], options: Partial<SecretSourceOptions> = {}) {
  const time = handClock();
  let reads = 0;
  const source = createSecretSource({
    secretId: 'key',
    clock: time.clock,
    fetchSecret: async () => {
      const answer = answers[Math.min(reads, answers.length - 1)] ?? new Error('no answer left');
      reads += 1;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    ...options,
  });
  return { source, reads: () => reads, ...time };
}

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

describe('when Secrets Manager fails', () => {
  const outage = awsError('InternalServiceError');

  test('the old secret stays in use, and one line says so', async () => {
    const { source, advance } = sourceOf(['one', outage]);
    const { call, warnings } = callWith(10_000);
    await source.get(call);
    advance(5 * MINUTE);
    expect(await Promise.all([source.get(call), source.get(call), source.get(call)])).toEqual([
      'one',
      'one',
      'one',
    ]);
    expect(warnings).toEqual([
      {
        message: 'An older secret stays in use',
        fields: { reason: expect.stringContaining('WIX_SECRET_ID') },
      },
    ]);
    expect(JSON.stringify(warnings)).not.toContain('arn:');
  });

  test('it is left alone for a while, then asked again', async () => {
    const { source, reads, advance } = sourceOf(['one', outage, outage, 'two']);
    const { call } = callWith(10_000);
    await source.get(call);
    advance(5 * MINUTE);
    for (let n = 0; n < 100; n += 1) expect(await source.get(call)).toBe('one');
    expect(reads()).toBe(2);
    advance(30_000);
    expect(await source.get(call)).toBe('one');
    expect(reads()).toBe(3);
    advance(30_000);
    expect(await source.get(call)).toBe('two');
    advance(MINUTE);
    expect(await source.get(call)).toBe('two');
    expect(reads()).toBe(4);
  });

  test('without an old secret each call asks again and is told who must act', async () => {
    const { source } = sourceOf([awsError('AccessDeniedException'), outage, 'one'], {
      setting: 'CLIENTS_SECRET_ID',
    });
    const { call } = callWith(10_000);
    await expect(source.get(call)).rejects.toMatchObject({
      code: 'SecretUnavailable',
      message: expect.stringContaining(
        'The secret that CLIENTS_SECRET_ID names may not be read: the operator must',
      ),
    });
    await expect(source.get(call)).rejects.toMatchObject({ code: 'SecretUnavailable' });
    expect(await source.get(call)).toBe('one');
  });

  test('a secret that may not outlive its refusal is dropped, one that meets an outage is not', async () => {
    const { source, advance } = sourceOf(['one', outage, awsError('AccessDeniedException')], {
      keepAfter: isOutage,
    });
    const { call } = callWith(10_000);
    await source.get(call);
    advance(5 * MINUTE);
    expect(await source.get(call)).toBe('one');
    advance(MINUTE);
    await expect(source.get(call)).rejects.toMatchObject({ code: 'SecretUnavailable' });
    await expect(source.get(call)).rejects.toMatchObject({ code: 'SecretUnavailable' });
  });
});

describe('when Secrets Manager hangs', () => {
  test('a caller waits no longer than half of what it has left, and nothing goes on behind its back', async () => {
    const { fetchSecret, flights } = handFetch();
    const { source } = sourceOf([], { fetchSecret });
    await expect(source.get(callWith(20).call)).rejects.toMatchObject({
      code: 'SecretUnavailable',
      cause: { name: 'TimeoutError' },
    });
    expect(flights[0]?.signal.aborted).toBe(true);
  });

  test('half of what is left is waited for, and not less', async () => {
    jest.useFakeTimers();
    try {
      const { fetchSecret } = handFetch();
      const { source } = sourceOf([], { fetchSecret });
      const outcome = Promise.allSettled([source.get(callWith(1_000).call)]).then(([one]) => one?.status);
      const soFar = () => Promise.race([outcome, 'waiting']);
      await jest.advanceTimersByTimeAsync(499);
      expect(await soFar()).toBe('waiting');
      await jest.advanceTimersByTimeAsync(1);
      expect(await soFar()).toBe('rejected');
    } finally {
      jest.useRealTimers();
    }
  });

  test('a caller waits no longer than the limit, however much it has left', async () => {
    const { fetchSecret } = handFetch();
    const { source } = sourceOf([], { fetchSecret, timeoutMs: 5 });
    await expect(source.get(callWith(900_000).call)).rejects.toMatchObject({ code: 'SecretUnavailable' });
  });

  test('one caller who gives up does not take the others along', async () => {
    const { fetchSecret, flights } = handFetch();
    const { source } = sourceOf([], { fetchSecret });
    const patient = source.get(callWith(60_000).call);
    await expect(source.get(callWith(2).call)).rejects.toMatchObject({ code: 'SecretUnavailable' });
    flights[0]?.resolve('one');
    expect(await patient).toBe('one');
    expect(flights).toHaveLength(1);
  });

  test('the old secret is given, and the next callers do not wait', async () => {
    const { fetchSecret, flights } = handFetch();
    const { source, advance } = sourceOf([], { fetchSecret });
    const first = source.get(callWith(60_000).call);
    flights[0]?.resolve('one');
    await first;
    advance(5 * MINUTE);
    expect(await source.get(callWith(2).call)).toBe('one');
    expect(await source.get(callWith(60_000).call)).toBe('one');
    expect(flights).toHaveLength(2);
  });
});

describe('a forced refresh', () => {
  const { call } = callWith(10_000);

  test('brings the new secret at once', async () => {
    const { source, reads } = sourceOf(['one', 'two']);
    await source.get(call);
    expect(await source.refresh('one', call)).toBe('two');
    expect(await source.get(call)).toBe('two');
    expect(reads()).toBe(2);
  });

  test('is not made when another caller has already replaced the secret', async () => {
    const { source, reads } = sourceOf(['one', 'two', 'three']);
    await source.get(call);
    await source.refresh('one', call);
    expect(await source.refresh('one', call)).toBe('two');
    expect(reads()).toBe(2);
  });

  test('does not wait for a read under way when the secret was replaced before it', async () => {
    const { fetchSecret, flights } = handFetch();
    const { source, advance } = sourceOf([], { fetchSecret });
    const first = source.get(call);
    flights[0]?.resolve('two');
    await first;
    advance(5 * MINUTE);
    const underWay = source.get(call);
    expect(await source.refresh('one', call)).toBe('two');
    flights[1]?.resolve('three');
    await underWay;
  });

  test('takes the first read of all, when that is under way', async () => {
    const { fetchSecret, flights } = handFetch();
    const { source } = sourceOf([], { fetchSecret });
    const both = Promise.all([source.get(call), source.refresh('older', call)]);
    flights[0]?.resolve('one');
    expect(await both).toEqual(['one', 'one']);
    expect(flights).toHaveLength(1);
  });

  test('is one for all whose key was rejected at the same time', async () => {
    const { source, reads } = sourceOf(['one', 'two', 'three']);
    await source.get(call);
    const all = Array.from({ length: 64 }, () => source.refresh('one', call));
    expect(new Set(await Promise.all(all))).toEqual(new Set(['two']));
    expect(reads()).toBe(2);
  });

  test('that brings nothing new is not made again for every site of a fleet, but soon', async () => {
    const { source, reads, advance } = sourceOf(['one', 'one', 'two']);
    await source.get(call);
    await Promise.all(Array.from({ length: 10 }, () => source.refresh('one', call)));
    for (let n = 0; n < 100; n += 1) expect(await source.refresh('one', call)).toBe('one');
    expect(reads()).toBeLessThanOrEqual(3);
    const before = reads();
    advance(1_000);
    expect(await source.refresh('one', call)).toBe('two');
    expect(reads()).toBe(before + 1);
  });

  test('does not take the old text of a read that began before the rotation for an answer', async () => {
    const { fetchSecret, flights } = handFetch();
    const { source, advance } = sourceOf([], { fetchSecret });
    const first = source.get(call);
    flights[0]?.resolve('one');
    await first;
    advance(5 * MINUTE);
    const early = source.get(call);
    const refreshed = source.refresh('one', call);
    flights[1]?.resolve('one');
    expect(await early).toBe('one');
    await new Promise((resolve) => setImmediate(resolve));
    flights[2]?.resolve('two');
    expect(await refreshed).toBe('two');
  });

  test('answers the rejected secret when Secrets Manager fails: Wix rejected it, nothing newer is known', async () => {
    const { source } = sourceOf(['one', awsError('ThrottlingException')]);
    const { call: own, warnings } = callWith(10_000);
    await source.get(own);
    expect(await source.refresh('one', own)).toBe('one');
    expect(warnings).toHaveLength(1);
  });

  test('does not wait until an outage is forgotten: the key may have been rotated meanwhile', async () => {
    const { source, advance } = sourceOf(['one', awsError('ThrottlingException'), 'two']);
    await source.get(call);
    advance(5 * MINUTE);
    expect(await source.get(call)).toBe('one');
    advance(1_000);
    expect(await source.refresh('one', call)).toBe('two');
  });

  test('is the first read where nothing was read yet', async () => {
    const { source } = sourceOf(['one']);
    expect(await source.refresh('older', call)).toBe('one');
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
