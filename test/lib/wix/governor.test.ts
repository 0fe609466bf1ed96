// The governor: never over the limit in any minute, first come first served, and nobody refused without need.
import fc from 'fast-check';
import { createGovernor } from '../../../lib/wix/governor.ts';
import { failureOf, harness, read } from './harness.ts';
import { httpWix, stopServers } from './servers.ts';
import { virtualTime } from './virtual-time.ts';

afterEach(stopServers);

const MINUTE = 60_000;

interface Plan {
  readonly arrives: number;
  /** Between the slot and the end of the exchange. */
  readonly takes: number;
  /** When the server counts it, as a share of `takes`. */
  readonly seen: number;
  readonly patience: number;
}

const plans = fc.array(
  fc.record({
    arrives: fc.integer({ min: 0, max: 3 * MINUTE }),
    takes: fc.oneof(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 2 * MINUTE })),
    seen: fc.double({ min: 0, max: 1, noNaN: true }),
    patience: fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 10 * MINUTE })),
  }),
  { minLength: 1, maxLength: 40 },
);

/** Lets all plans happen; tells when each was let in or refused, and when the server counted it. */
async function simulate(limit: number, arrivals: readonly Plan[]) {
  const time = virtualTime();
  const governor = createGovernor(limit, time.clock, time.sleep);
  const entered: { plan: Plan; at: number; counted: number }[] = [];
  const refused: { plan: Plan; at: number; retryAfterSeconds: number | undefined }[] = [];
  // Callers come in the order of their times, and those of one instant in the order of the list.
  const ordered = arrivals.toSorted((a, b) => a.arrives - b.arrives);
  const work = ordered.map(async (plan) => {
    await time.sleep(plan.arrives);
    try {
      const leave = await governor.enter(time.deadline(plan.patience));
      const at = time.clock.monotonic();
      entered.push({ plan, at, counted: at + plan.seen * plan.takes });
      await time.sleep(plan.takes);
      leave();
    } catch (thrown) {
      const { code, retryAfterSeconds } = await failureOf(Promise.reject(thrown));
      expect(code).toBe('WixRateLimited');
      refused.push({ plan, at: time.clock.monotonic(), retryAfterSeconds });
    }
  });
  await time.run();
  await Promise.all(work);
  return { entered, refused, ordered };
}

describe('the governor, whatever comes when', () => {
  const limits = fc.integer({ min: 1, max: 6 });

  test('never lets the server count more than its limit in any minute', async () => {
    await fc.assert(
      fc.asyncProperty(limits, plans, async (limit, arrivals) => {
        const { entered } = await simulate(limit, arrivals);
        const counted = entered.map((entry) => entry.counted).sort((a, b) => a - b);
        counted.forEach((time, index) => {
          const later = counted[index + limit];
          if (later !== undefined) expect(later - time).toBeGreaterThanOrEqual(MINUTE - 1e-6);
        });
      }),
    );
  });

  test('answers every caller before its time is over, and tells those it refuses when to come again', async () => {
    await fc.assert(
      fc.asyncProperty(limits, plans, async (limit, arrivals) => {
        const { entered, refused } = await simulate(limit, arrivals);
        expect(entered.length + refused.length).toBe(arrivals.length);
        for (const { plan, at } of [...entered, ...refused])
          expect(at - plan.arrives).toBeLessThanOrEqual(plan.patience);
        for (const { retryAfterSeconds = 0 } of refused) expect(retryAfterSeconds).toBeGreaterThan(0);
      }),
    );
  });

  test('lets callers in first come, first served', async () => {
    await fc.assert(
      fc.asyncProperty(limits, plans, async (limit, arrivals) => {
        const { entered, ordered } = await simulate(limit, arrivals);
        const places = entered.map(({ plan }) => ordered.indexOf(plan));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
    );
  });

  test('refuses nobody for whom there is a free slot', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (arrivals) => {
        const { entered } = await simulate(arrivals.length, arrivals);
        expect(entered.map(({ at, plan }) => at - plan.arrives)).toEqual(arrivals.map(() => 0));
      }),
    );
  });
});

describe('the governor', () => {
  test('gives out 98 % of the limit and more while it is always wanted', async () => {
    const time = virtualTime();
    const governor = createGovernor(200, time.clock, time.sleep);
    const minutes = 20;
    let sent = 0;
    const caller = async (number: number) => {
      for (let turn = 0; ; turn += 1) {
        const leave = await governor.enter(time.deadline(60 * MINUTE));
        if (time.clock.monotonic() < minutes * MINUTE) sent += 1;
        await time.sleep(50 + ((number * 37 + turn * 101) % 450));
        leave();
        if (time.clock.monotonic() >= minutes * MINUTE) return;
      }
    };
    const callers = Array.from({ length: 10 }, (_, number) => caller(number));
    await time.run();
    await Promise.all(callers);
    expect(sent).toBeGreaterThanOrEqual(0.98 * 200 * minutes);
    expect(sent).toBeLessThanOrEqual(200 * minutes);
  });

  test('keeps its rule over thousands of requests', async () => {
    const time = virtualTime();
    const governor = createGovernor(100, time.clock, time.sleep);
    const starts: number[] = [];
    const all = (async () => {
      for (let requests = 0; requests < 5_000; requests += 1) {
        (await governor.enter(time.deadline(2 * MINUTE)))();
        starts.push(time.clock.monotonic());
      }
    })();
    await time.run();
    await all;
    expect(starts).toEqual(starts.map((_, index) => Math.floor(index / 100) * MINUTE));
  });

  test('tells how long a newcomer would wait', async () => {
    const time = virtualTime();
    const governor = createGovernor(2, time.clock, time.sleep);
    expect(governor.waitMs()).toBe(0);
    const leaveFirst = await governor.enter(time.deadline(0));
    const leaveSecond = await governor.enter(time.deadline(0));
    expect(governor.waitMs()).toBe(MINUTE);
    leaveFirst();
    void time.sleep(1_000);
    await time.run();
    leaveSecond();
    expect(governor.waitMs()).toBe(MINUTE - 1_000);
    void time.sleep(10 * MINUTE);
    await time.run();
    expect(governor.waitMs()).toBe(0);
  });

  test('gives a slot that comes back to the one who waits longest, a minute later', async () => {
    const time = virtualTime();
    const governor = createGovernor(1, time.clock, time.sleep);
    const leave = await governor.enter(time.deadline(0));
    const entered: [string, number][] = [];
    const wait = async (name: string) => {
      const leaveToo = await governor.enter(time.deadline(10 * MINUTE));
      entered.push([name, time.clock.monotonic()]);
      leaveToo();
    };
    const all = [wait('first'), wait('second')];
    void time.sleep(1_000).then(leave);
    await time.run();
    await Promise.all(all);
    expect(entered).toEqual([
      ['first', MINUTE + 1_000],
      ['second', 2 * MINUTE + 1_000],
    ]);
  });

  test('does not lose the slot that someone has waited for in vain', async () => {
    const time = virtualTime();
    const governor = createGovernor(1, time.clock, time.sleep);
    const leave = await governor.enter(time.deadline(0));
    const impatient = failureOf(governor.enter(time.deadline(MINUTE + 1_000)));
    await time.run();
    expect((await impatient).code).toBe('WixRateLimited');
    leave();
    const next = governor.enter(time.deadline(MINUTE)).then(() => time.clock.monotonic());
    await time.run();
    expect(await next).toBe(MINUTE + 1_000);
  });

  test('does not let in a caller whose timer rings early', async () => {
    const time = virtualTime();
    const governor = createGovernor(1, time.clock, (milliseconds) => time.sleep(milliseconds * 0.9));
    (await governor.enter(time.deadline(0)))();
    const late = governor.enter(time.deadline(2 * MINUTE)).then(() => time.clock.monotonic());
    await time.run();
    expect(await late).toBeGreaterThanOrEqual(MINUTE);
  });
});

describe('a transport under its limit', () => {
  test('waits for the minute to pass where the call has the time', async () => {
    const server = await httpWix((response) => response.end('{}'));
    const { wix, call, waits } = harness(server.baseUrl, { requestsPerMinute: 2 });
    for (let calls = 0; calls < 4; calls += 1) await wix.send(read, call(61_000));
    expect(waits).toEqual([MINUTE]);
  });

  test('refuses at once where it has not, and says when to come again', async () => {
    const server = await httpWix((response) => response.end('{}'));
    const { wix, call, clock } = harness(server.baseUrl, { requestsPerMinute: 2 });
    await wix.send(read, call());
    clock.advance(15_000);
    await wix.send(read, call());
    expect(wix.waitSeconds()).toBe(45);
    const failure = await failureOf(wix.send(read, call(29_000)));
    expect([failure.code, failure.retryAfterSeconds]).toEqual(['WixRateLimited', 45]);
    expect(failure.message).toMatch(/WIX_REQUESTS_PER_MINUTE .* try again in 45 seconds\.$/);
    expect(server.requests).toHaveLength(2);
  });

  test('counts what is sent again, too', async () => {
    const server = await httpWix((response) => response.writeHead(503).end());
    const { wix, call } = harness(server.baseUrl, { requestsPerMinute: 3 });
    await failureOf(wix.send(read, call()));
    expect(wix.waitSeconds()).toBe(60);
  });
});
