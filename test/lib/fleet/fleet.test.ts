// The rules of reading many sites at once.
import { setImmediate as nextTick } from 'node:timers/promises';
import fc from 'fast-check';
import { Failure } from '../../../lib/failure.ts';
import { readFleet } from '../../../lib/fleet/fleet.ts';
import { manualClock, testCall } from '../../support/call.ts';
import { type Answer, fakeWix } from '../../support/wix.ts';

const siteId = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const siteIds = (count: number) => Array.from({ length: count }, (_, n) => siteId(n));
const credits = { creditData: { creditsUsed: 40, quotaType: 'LIMITED', limitedQuota: { quota: 100 } } };
const answering: Answer = async () => {
  await nextTick();
  return credits;
};
const siteOf: Answer = ({ scope }) => (scope === 'ACCOUNT' ? '' : scope.siteId);

it('every site is read once, in the order of the list, however the pages fall', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.nat(50)), { maxLength: 8 }), async (pages) => {
      const fleet = await readFleet(
        fakeWix(answering),
        () => pages.map((page) => page.map(siteId)),
        testCall(),
      );
      expect(fleet.complete).toBe(true);
      expect(fleet.sites.map((site) => site.siteId)).toEqual([...new Set(pages.flat())].map(siteId));
    }),
    { numRuns: 50 },
  );
});

it('at most ten calls are open at once, and ten are used', async () => {
  const wix = fakeWix(answering);
  await readFleet(wix, () => [siteIds(60)], testCall());
  expect(wix.mostAtOnce()).toBe(10);
});

it('one site’s failure is that site’s entry, with its code and detail', async () => {
  const wix = fakeWix((request, call) => {
    if (siteOf(request, call) === siteId(1))
      throw new Failure('FeatureNotAvailable', 'No Multilingual here.');
    return credits;
  });
  const { sites } = await readFleet(wix, () => [siteIds(3)], testCall());
  expect(sites).toEqual([
    expect.objectContaining({ siteId: siteId(0), remainingCredits: 60 }),
    { siteId: siteId(1), error: { code: 'FeatureNotAvailable', detail: 'No Multilingual here.' } },
    expect.objectContaining({ siteId: siteId(2), remainingCredits: 60 }),
  ]);
});

it.each(['SecretUnavailable', 'Internal'] as const)(
  '%s is no site’s failure but the whole answer’s',
  async (code) => {
    const wix = fakeWix(() => {
      throw new Failure(code, 'Nothing works.');
    });
    await expect(readFleet(wix, () => [siteIds(3)], testCall())).rejects.toMatchObject({ code });
  },
);

it('an error that has no code is the whole answer’s, and never shown as a site’s', async () => {
  const wix = fakeWix(() => {
    throw new TypeError('a bug');
  });
  await expect(readFleet(wix, () => [siteIds(3)], testCall())).rejects.toMatchObject({ code: 'Internal' });
});

it('when time runs out, what was read is kept and the rest is marked WixRateLimited', async () => {
  const clock = manualClock();
  const wix = fakeWix(async () => {
    await nextTick();
    clock.advance(100);
    return credits;
  });
  const { sites, complete } = await readFleet(
    wix,
    () => [siteIds(100)],
    testCall({ clock, remaining: 3_000 }),
  );
  const read = sites.filter((site) => !('error' in site));
  const marked = sites.filter((site) => 'error' in site && site.error.code === 'WixRateLimited');
  expect(complete).toBe(true);
  expect(read.length).toBeGreaterThanOrEqual(25);
  expect(read.length + marked.length).toBe(100);
});

it('the fleet keeps time back for its own answer', async () => {
  let seen = Number.NaN;
  const wix = fakeWix((_, call) => {
    seen = call.deadline.remaining();
    return credits;
  });
  await readFleet(wix, () => [siteIds(1)], testCall({ remaining: 3_000 }));
  expect(seen).toBe(2_500);
});

describe('a list of sites that breaks off', () => {
  const listing = (failure: unknown, first: readonly string[]) =>
    async function* () {
      yield first;
      throw failure;
    };

  it.each(['WixRateLimited', 'WixTimeout'] as const)('for %s gives the sites listed so far', async (code) => {
    const call = testCall();
    const fleet = await readFleet(fakeWix(answering), listing(new Failure(code, '-'), siteIds(3)), call);
    expect(fleet.complete).toBe(false);
    expect(fleet.sites).toHaveLength(3);
    expect(call.lines).toEqual([expect.objectContaining({ level: 'warn', fields: { code, listed: 3 } })]);
  });

  it('before its first site is a failure, not an empty fleet', async () => {
    const broken = listing(new Failure('WixRateLimited', '-'), []);
    await expect(readFleet(fakeWix(answering), broken, testCall())).rejects.toMatchObject({
      code: 'WixRateLimited',
    });
  });

  it.each([new Failure('WixCredentialsRejected', '-'), new Error('a bug')])(
    'for another reason (%p) is a failure',
    async (failure) => {
      await expect(
        readFleet(fakeWix(answering), listing(failure, siteIds(2)), testCall()),
      ).rejects.toBeInstanceOf(Failure);
    },
  );
});
