// Reading many sites: when to stop asking, how the list is walked, and what the time is kept for.
import { setImmediate as nextTick } from 'node:timers/promises';
import * as v from 'valibot';
import type { Code } from '../../../../lib/codes.ts';
import { Failure } from '../../../../lib/failure.ts';
import { withBreaker } from '../../../../lib/monitor/read/breaker.ts';
import { readAll } from '../../../../lib/monitor/read/read-all.ts';
import { namedSites, walkSites } from '../../../../lib/monitor/read/site-list.ts';
import { manualClock, testCall } from '../../../support/call.ts';
import { fakeWix } from '../../../support/wix.ts';
import { siteId } from '../account.ts';

const request = {
  api: 'Test',
  method: 'GET',
  path: '/',
  scope: 'ACCOUNT',
  repeatable: true,
  answer: v.unknown(),
} as const;

describe('the breaker', () => {
  /** Sends requests whose answers are codes of failures, or `ok`; answers what came of each. */
  async function outcomes(limit: number, answers: readonly (Code | 'ok')[]): Promise<string[]> {
    const script = [...answers];
    let asked = 0;
    const wix = withBreaker(
      fakeWix(() => {
        asked += 1;
        const next = script[asked - 1] ?? 'ok';
        if (next !== 'ok') throw new Failure(next, 'from Wix');
        return null;
      }),
      limit,
    );
    const seen: string[] = [];
    for (const _ of answers) {
      const outcome = await wix.send(request, testCall()).then(
        () => 'ok',
        (thrown) => (thrown.message === 'from Wix' ? thrown.code : `not asked: ${thrown.code}`),
      );
      seen.push(outcome);
    }
    return seen;
  }

  it('stops after so many failures in a row without an answer, with the code of the last one', async () => {
    await expect(
      outcomes(3, ['WixTimeout', 'WixUnavailable', 'SecretUnavailable', 'ok', 'ok']),
    ).resolves.toEqual([
      'WixTimeout',
      'WixUnavailable',
      'SecretUnavailable',
      'not asked: SecretUnavailable',
      'not asked: SecretUnavailable',
    ]);
  });

  it('begins to count anew with every answer, be it a refusal', async () => {
    const answers = [
      'WixTimeout',
      'WixTimeout',
      'ok',
      'WixTimeout',
      'WixTimeout',
      'FeatureNotAvailable',
    ] as const;
    await expect(outcomes(3, [...answers, 'WixTimeout', 'WixTimeout', 'ok'])).resolves.toEqual([
      ...answers,
      'WixTimeout',
      'WixTimeout',
      'ok',
    ]);
  });
});

describe('the list of sites', () => {
  /** An id with letters, which Wix may write in either case. */
  const shop = (n: number) => siteId(n).replace('4000', '4abc');
  const page = (cursor: number, last: boolean) => ({
    sites: [{ id: shop(cursor).toUpperCase(), displayName: `Shop ${cursor}` }],
    metadata: { hasNext: !last, cursors: { next: last ? undefined : String(cursor + 1) } },
  });
  const cursorOf = (body: unknown) => Number(Object(body).query.cursorPaging.cursor ?? 0);

  it('asks for the next page while the sites of this one are read', async () => {
    const asked: number[] = [];
    const wix = fakeWix(({ body }) => {
      asked.push(cursorOf(body));
      return page(cursorOf(body), cursorOf(body) === 2);
    });
    const walk = walkSites(wix, []);
    const pages = walk.pages(testCall())[Symbol.asyncIterator]();
    expect((await pages.next()).value).toEqual([shop(0)]);
    await nextTick();
    expect(asked).toEqual([0, 1]);
    expect(walk.result().whole).toBe(false);
    for (let more = await pages.next(); !more.done; more = await pages.next());
    expect(walk.result()).toEqual({
      names: new Map([0, 1, 2].map((n) => [shop(n), `Shop ${n}`])),
      whole: true,
    });
  });

  it('that breaks off goes on with the known sites that it has not named, and is not whole', async () => {
    const wix = fakeWix(({ body }) => {
      if (cursorOf(body) > 0) throw new Failure('WixUnavailable', 'Down.');
      return page(0, false);
    });
    const call = testCall();
    const walk = walkSites(wix, [shop(0), shop(7)]);
    const pages: (readonly string[])[] = [];
    for await (const one of walk.pages(call)) pages.push(one);
    expect(pages).toEqual([[shop(0)], [shop(7)]]);
    expect(walk.result().whole).toBe(false);
    expect(call.lines).toEqual([
      {
        level: 'warn',
        message: 'The list of sites could not be read; those that are known are read.',
        fields: expect.objectContaining({ code: 'WixUnavailable' }),
      },
    ]);
  });

  it('that are named is those, in lower case', async () => {
    const walk = namedSites([shop(1).toUpperCase(), shop(2)], false);
    expect(await walk.pages(testCall())[Symbol.asyncIterator]().next()).toMatchObject({
      value: [shop(1), shop(2)],
    });
    expect(walk.result().whole).toBe(false);
  });

  it('of a function that is misconfigured is a failure', async () => {
    const wix = fakeWix(() => {
      throw new Failure('Internal', 'No account.');
    });
    const pages = walkSites(wix, [shop(1)])
      .pages(testCall())
      [Symbol.asyncIterator]();
    await expect(pages.next()).rejects.toMatchObject({ code: 'Internal' });
  });
});

describe('reading', () => {
  const wanted = (sites: number, concurrency = 10) => ({
    wallets: [undefined],
    sites: () =>
      namedSites(
        Array.from({ length: sites }, (_, n) => siteId(n)),
        true,
      ),
    concurrency,
  });
  const wallet = { periodicCredits: { balance: 1 } };
  const credits = { creditData: { creditsUsed: 40, quotaType: 'LIMITED', limitedQuota: { quota: 100 } } };

  it('opens as many calls at once as it is told, and no more', async () => {
    const wix = fakeWix(async ({ path }) => {
      await nextTick();
      return path.endsWith('/balance') ? wallet : credits;
    });
    await readAll(wix, wanted(120, 25), testCall());
    expect(wix.mostAtOnce()).toBe(25);
  });

  it('asks for the wallet of the account and for those of sites, not all at once', async () => {
    const scopes: unknown[] = [];
    let open = 0;
    let most = 0;
    const wix = fakeWix(async ({ scope }) => {
      scopes.push(scope);
      open += 1;
      most = Math.max(most, open);
      await nextTick();
      open -= 1;
      if (scope !== 'ACCOUNT' && scope.siteId === siteId(2)) throw new Failure('WixTimeout', 'Late.');
      return wallet;
    });
    const wallets = [undefined, siteId(1), siteId(2)];
    const { readings } = await readAll(wix, { ...wanted(0, 2), wallets }, testCall());
    expect(scopes).toEqual(['ACCOUNT', { siteId: siteId(1) }, { siteId: siteId(2) }]);
    expect(most).toBe(2);
    expect(readings).toMatchObject([
      { kind: 'wallet' },
      { kind: 'wallet', siteId: siteId(1) },
      { kind: 'failed', of: 'wallet', siteId: siteId(2), code: 'WixTimeout' },
    ]);
    expect(readings[0]).not.toHaveProperty('siteId');
  });

  it('gives up after twice as many failures in a row as calls may be open', async () => {
    let asked = 0;
    const wix = fakeWix(() => {
      asked += 1;
      throw new Failure('WixUnavailable', 'Down.');
    });
    await readAll(wix, wanted(100, 2), testCall());
    expect(asked).toBeGreaterThanOrEqual(4);
    expect(asked).toBeLessThanOrEqual(5);
  });

  it('leaves a quarter of the time, and at most 45 seconds, for what follows', async () => {
    for (const [remaining, left] of [
      [20_000, 14_500],
      [840_000, 794_500],
    ] as const) {
      let seen = Number.NaN;
      const wix = fakeWix(({ path }, call) => {
        if (path.endsWith('/credit')) seen = call.deadline.remaining();
        return path.endsWith('/balance') ? wallet : credits;
      });
      await readAll(wix, wanted(1), testCall({ remaining }));
      expect(seen).toBe(left);
    }
  });

  it('marks what there was no time for as failed', async () => {
    const clock = manualClock();
    const wix = fakeWix(async ({ path }) => {
      await nextTick();
      clock.advance(100);
      return path.endsWith('/balance') ? wallet : credits;
    });
    const { readings } = await readAll(wix, wanted(100), testCall({ clock, remaining: 4_000 }));
    const codes = readings.map((reading) => (reading.kind === 'failed' ? reading.code : 'read'));
    expect(codes.filter((code) => code === 'read').length).toBeGreaterThan(20);
    expect(new Set(codes)).toEqual(new Set(['read', 'WixRateLimited']));
    expect(readings).toHaveLength(101);
  });

  it('a bug is no reading', async () => {
    const wix = fakeWix(() => {
      throw new TypeError('a bug');
    });
    await expect(readAll(wix, wanted(2), testCall())).rejects.toMatchObject({ code: 'Internal' });
  });
});
