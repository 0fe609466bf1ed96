// Reading a secret anew because Wix rejected it: once for all who ask, and never the old text for an answer.
import { awsError, callWith, handFetch } from './fakes.ts';
import { MINUTE, sourceOf } from './source-of.ts';

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
