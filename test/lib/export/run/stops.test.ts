// A run that has to stop: for the time, the rate limit, or a source that fails; and goes on with the same bytes.
import { Failure } from '../../../../lib/failure.ts';
import { manualClock, testCall } from '../../../support/call.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';
import {
  charge,
  charges,
  codeOf,
  contentOf,
  type FakeSourceOptions,
  fakeSource,
  identity,
  runOnce,
  runToEnd,
  verifiedIds,
} from './world.ts';

const rows = charges(40, 7200);
const of = identity({ rowsPerPart: 7 });

async function uninterrupted() {
  const disk = new MemoryDisk();
  await runToEnd({ disk, of, source: fakeSource(() => rows) });
  return contentOf(disk);
}

/** Runs over `rows` to the end and expects what a run without a stop makes of them; answers how many calls it took. */
async function callsOf(options: FakeSourceOptions, call = testCall): Promise<number> {
  const disk = new MemoryDisk();
  const { calls } = await runToEnd({ disk, of, source: fakeSource(() => rows, options), call });
  expect(contentOf(disk)).toEqual(await uninterrupted());
  return calls;
}

describe('the time of a call', () => {
  test.each([1, 2, 3, 5, 8])(
    'ends after every %s pages: rows in hand and the place are kept',
    async (pages) => {
      const clock = manualClock();
      // 20 s a call, 4 s of it kept back.
      const before = () => clock.advance(Math.ceil(16_000 / pages));
      const calls = await callsOf({ before }, () => testCall({ clock, remaining: 20_000 }));
      expect(calls).toBe(Math.ceil(10 / pages));
    },
  );

  test('ends while a page is asked for: that page is asked for again', async () => {
    const clock = manualClock();
    const before = (page: number) => {
      if (page % 3 !== 0) return;
      clock.advance(60_000);
      throw new Failure('WixTimeout', 'The time of the call is over.');
    };
    expect(await callsOf({ before }, () => testCall({ clock, remaining: 20_000 }))).toBe(5);
  });

  test('is kept in part for the store: the source is asked with less', async () => {
    const left: number[] = [];
    const before = (_: number, call: { deadline: { remaining(): number } }) =>
      void left.push(call.deadline.remaining());
    await callsOf({ before }, () => testCall({ remaining: 900_000 }));
    await callsOf({ before }, () => testCall({ remaining: 10_000 }));
    expect(new Set(left)).toEqual(new Set([895_000, 8_000]));
  });

  test('that never suffices for a page is an error in the end, not an endless run', async () => {
    const clock = manualClock();
    const before = () => {
      clock.advance(60_000);
      throw new Failure('WixTimeout', 'The time of the call is over.');
    };
    const source = fakeSource(() => rows, { before });
    const call = () => testCall({ clock, remaining: 20_000 });
    expect(await codeOf(runToEnd({ disk: new MemoryDisk(), of, source, call }))).toBe('WixTimeout');
    expect(source.state.pages).toBe(6);
  });
});

describe('the rate limit', () => {
  test('within reach is waited for in the source', async () => {
    expect(await callsOf({ waitSeconds: () => 5 })).toBe(1);
  });

  test('further away is waited for outside: the answer says how long, a second less so that the next call is in time', async () => {
    let wait = 0;
    const before = () => {
      wait = 42;
    };
    const source = fakeSource(() => rows, { waitSeconds: () => wait, before });
    const disk = new MemoryDisk();
    expect(await runOnce({ disk, of, source })).toMatchObject({
      waitSeconds: 41,
      counts: { rows: 4, pages: 1 },
    });
    wait = 0;
    await runToEnd({ disk, of, source: fakeSource(() => rows) });
    expect(contentOf(disk)).toEqual(await uninterrupted());
  });

  test('is waited for however long where nobody pays for it', async () => {
    const source = fakeSource(() => rows, { waitSeconds: () => 42 });
    const tools = { patienceSeconds: Number.POSITIVE_INFINITY };
    expect(await runOnce({ disk: new MemoryDisk(), of, source, tools })).toMatchObject({ isNew: true });
  });

  test.each([
    [17, 17],
    [undefined, 60],
  ])(
    'told by Wix as 429 with Retry-After %s: CONTINUE after %s s',
    async (retryAfterSeconds, waitSeconds) => {
      const facts = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
      const before = (page: number) => {
        if (page === 3) throw new Failure('WixRateLimited', 'The rate limit of Wix is reached.', facts);
      };
      const disk = new MemoryDisk();
      const source = fakeSource(() => rows, { before });
      expect(await runOnce({ disk, of, source })).toMatchObject({
        waitSeconds,
        counts: { rows: 8, pages: 2 },
      });
      await runToEnd({ disk, of, source });
      expect(contentOf(disk)).toEqual(await uninterrupted());
    },
  );

  test.each([
    ['our own', { waitSeconds: () => 60 }],
    [
      'of Wix',
      {
        before: () => {
          throw new Failure('WixRateLimited', 'The rate limit of Wix is reached.', { retryAfterSeconds: 60 });
        },
      },
    ],
  ])('%s that never gives way is an error after an hour', async (_, options) => {
    const disk = new MemoryDisk();
    const failing = runToEnd({ disk, of, source: fakeSource(() => rows, options) });
    await expect(failing).rejects.toMatchObject({ code: 'WixRateLimited', retryAfterSeconds: 60 });
  });
});

describe('a source that fails', () => {
  const down = () => {
    throw new Failure('WixUnavailable', 'Wix answers 503.');
  };

  test('is tried again after growing waits, then it is WixUnavailable with the checkpoint kept', async () => {
    const disk = new MemoryDisk();
    const source = fakeSource(() => rows, { before: (page) => (page > 3 ? down() : undefined) });
    const waits: number[] = [];
    for (let call = 1; call <= 5; call += 1) {
      const outcome = await runOnce({ disk, of, source }, call > 1);
      if ('waitSeconds' in outcome) waits.push(outcome.waitSeconds);
    }
    expect(waits).toEqual([15, 30, 60, 120, 240]);
    expect(await codeOf(runOnce({ disk, of, source }, true))).toBe('WixUnavailable');

    const working = fakeSource(() => rows);
    await runToEnd({ disk, of, source: working });
    expect(contentOf(disk)).toEqual(await uninterrupted());
    expect(working.state.pages).toBe(10 - 3);
  });

  test('and works again in between begins to count anew', async () => {
    const before = (page: number) => (page % 2 === 0 ? down() : undefined);
    expect(await callsOf({ before })).toBe(10);
  });

  test('is given its full patience again by a call that begins anew', async () => {
    const disk = new MemoryDisk();
    const source = fakeSource(() => rows, { before: down });
    for (let call = 1; call <= 20; call += 1) {
      expect(await runOnce({ disk, of, source })).toMatchObject({ waitSeconds: 15 });
    }
  });

  test.each([
    'TransactionsNotReadable',
    'WixCredentialsRejected',
    'WixRequestRejected',
    'SecretUnavailable',
    'Internal',
  ] as const)('with %s fails at once, and what was read is kept', async (code) => {
    const disk = new MemoryDisk();
    const before = (page: number) => {
      if (page === 4) throw new Failure(code, 'It is so.');
    };
    // One time for all rows: nothing lies behind the place where a refused cursor could begin anew.
    const same = Array.from({ length: 16 }, (_, index) => charge(`t${10 + index}`, '01T00:00:00'));
    expect(await codeOf(runOnce({ disk, of, source: fakeSource(() => same, { before }) }))).toBe(code);
    const working = fakeSource(() => same);
    await runToEnd({ disk, of, source: working });
    expect(working.state.pages).toBe(1);
    expect(await verifiedIds(disk, of)).toEqual(same.map(({ record }) => record.id));
  });
});

describe('a cursor that has become too old', () => {
  const refuse =
    (...pages: number[]) =>
    (page: number) => {
      if (pages.includes(page)) throw new Failure('WixRequestRejected', 'Wix answers 400.');
    };

  test('is left: the query begins anew at the rows in hand, and the bytes are the same', async () => {
    expect(await callsOf({ before: refuse(3, 6) })).toBe(1);
  });

  test('is left also where many rows share the time that it begins anew at', async () => {
    const tied = rows.map((row, index) =>
      charge(row.record.id, index < 4 ? '01T00:00:00' : index < 20 ? '01T01:00:00.5' : '01T02:00:00'),
    );
    const disk = new MemoryDisk();
    await runToEnd({ disk, of, source: fakeSource(() => tied, { before: refuse(3, 9), pageSize: 5 }) });
    expect(await verifiedIds(disk, of)).toEqual(tied.map(({ record }) => record.id));
  });

  test('that is refused every time is an error, not an endless run', async () => {
    const disk = new MemoryDisk();
    const before = (page: number) => {
      if (page > 1 && page % 2 === 0) throw new Failure('WixRequestRejected', 'Wix answers 400.');
    };
    const same = Array.from({ length: 30 }, (_, index) => charge(`t${10 + index}`, '01T00:00:00.001'));
    const source = fakeSource(() => same, { before });
    expect(await codeOf(runToEnd({ disk, of, source }))).toBe('WixRequestRejected');
    expect(source.state.pages).toBe(4);
  });
});
