// When Secrets Manager fails or hangs: what stays in use, how long anybody waits, and when it is asked again.
import { jest } from '@jest/globals';
import { isOutage } from '../../../lib/secrets/secrets-manager.ts';
import { awsError, callWith, handFetch } from './fakes.ts';
import { MINUTE, sourceOf } from './source-of.ts';

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
