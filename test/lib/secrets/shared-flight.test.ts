// A shared flight: it carries all who join, fails for all, and ends when the last one has left.
import { createSharedFlight } from '../../../lib/secrets/shared-flight.ts';

/** A flight that lands when the test says so. */
function hangar() {
  const started: { resolve(value: string): void; reject(error: Error): void; signal: AbortSignal }[] = [];
  const flight = createSharedFlight(
    (signal) => new Promise<string>((resolve, reject) => started.push({ resolve, reject, signal })),
  );
  return { flight, started };
}

describe('a shared flight', () => {
  test('carries all who join while it is under way', async () => {
    const { flight, started } = hangar();
    const all = Promise.all(Array.from({ length: 50 }, () => flight.join(1_000)));
    started[0]?.resolve('landed');
    expect(new Set(await all)).toEqual(new Set(['landed']));
    expect(started).toHaveLength(1);
  });

  test('starts anew after it has landed', async () => {
    const { flight, started } = hangar();
    for (const expected of ['one', 'two']) {
      const joined = flight.join(1_000);
      started.at(-1)?.resolve(expected);
      expect(await joined).toBe(expected);
    }
    expect(started).toHaveLength(2);
  });

  test('fails for all who joined, and starts anew for the next', async () => {
    const { flight, started } = hangar();
    const both = Promise.allSettled([flight.join(1_000), flight.join(1_000)]);
    started[0]?.reject(new Error('crashed'));
    for (const one of await both)
      expect(one).toMatchObject({ status: 'rejected', reason: { message: 'crashed' } });
    const next = flight.join(1_000);
    started[1]?.resolve('landed');
    expect(await next).toBe('landed');
  });

  test('goes on for the others when one has no more time', async () => {
    const { flight, started } = hangar();
    const patient = flight.join(10_000);
    await expect(flight.join(1)).rejects.toMatchObject({
      name: 'TimeoutError',
      message: 'No answer in time',
    });
    expect(started[0]?.signal.aborted).toBe(false);
    started[0]?.resolve('landed');
    expect(await patient).toBe('landed');
    expect(started).toHaveLength(1);
  });

  test('is aborted and forgotten when the last one leaves, so that nothing runs in a frozen sandbox', async () => {
    const { flight, started } = hangar();
    const both = [flight.join(1), flight.join(2)];
    for (const one of both) await expect(one).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(started[0]?.signal.aborted).toBe(true);
    expect(flight.underWay()).toBe(false);
    const next = flight.join(1_000);
    started[1]?.resolve('second');
    expect(await next).toBe('second');
  });

  test('that nobody waits for any more fails without an unhandled rejection', async () => {
    const { flight, started } = hangar();
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    await expect(flight.join(1)).rejects.toMatchObject({ name: 'TimeoutError' });
    started[0]?.reject(new Error('too late'));
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  test('leaves the flight of others alone when it lands late', async () => {
    const { flight, started } = hangar();
    await expect(flight.join(1)).rejects.toMatchObject({ name: 'TimeoutError' });
    const second = flight.join(1_000);
    started[0]?.resolve('late');
    started[1]?.resolve('second');
    expect(await second).toBe('second');
  });

  test('that cannot start at all is an error like any other', async () => {
    const flight = createSharedFlight<string>(async () => {
      throw new Error('no runway');
    });
    await expect(flight.join(1_000)).rejects.toThrow('no runway');
    expect(flight.underWay()).toBe(false);
  });
});
