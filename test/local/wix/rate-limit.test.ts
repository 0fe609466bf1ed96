// The limit of requests a minute, on the clock of the world.
import { applicationErrorBody, type OpenWix, PATHS, withWix } from './open-wix.ts';

const statuses = async (wix: OpenWix, count: number) => {
  const seen: number[] = [];
  for (let n = 0; n < count; n++) seen.push((await wix.forAccount('POST', PATHS.balance)).status);
  return seen;
};

test('requests above the limit are 429 until the minute is over', () =>
  withWix({ transactions: 0, rate: 3 }, async (wix) => {
    expect(await statuses(wix, 5)).toEqual([200, 200, 200, 429, 429]);
    wix.world.clock.advance(59_999);
    expect(await statuses(wix, 1)).toEqual([429]);
    wix.world.clock.advance(1);
    expect(await statuses(wix, 4)).toEqual([200, 200, 200, 429]);
  }));

test('the limit is 200 when nothing is said', () =>
  withWix({ transactions: 0, rate: undefined }, async (wix) => {
    expect(wix.settings.rate).toBe(200);
    const seen = await statuses(wix, 201);
    expect(seen.filter((status) => status === 200)).toHaveLength(200);
    expect(seen.at(-1)).toBe(429);
  }));

test('a 429 says how long to wait only where it is set to', () =>
  withWix({ transactions: 0, rate: 1 }, async (wix) => {
    await statuses(wix, 1);
    wix.world.clock.advance(10_500);
    const silent = await wix.forAccount('POST', PATHS.balance);
    expect(silent.headers.get('retry-after')).toBeNull();
    expect(silent.json).toEqual(applicationErrorBody('RESOURCE_EXHAUSTED', 'Too many requests'));
    wix.settings.retryAfter = true;
    const telling = await wix.forAccount('POST', PATHS.balance);
    expect(telling.headers.get('retry-after')).toBe('50');
  }));

test('all that a key does counts together, or each context on its own', () =>
  withWix({ transactions: 0, rate: 1 }, async (wix) => {
    const siteId = wix.siteWith('LIMITED');
    const site = async () => (await wix.forSite(siteId, 'GET', PATHS.credit)).status;
    expect(await statuses(wix, 1)).toEqual([200]);
    expect(await site()).toBe(429);
    wix.settings.rateScope = 'context';
    expect(await site()).toBe(200);
    expect(await site()).toBe(429);
  }));

test('requests that are not admitted do not count', () =>
  withWix({ transactions: 0, rate: 1 }, async (wix) => {
    await wix.call('POST', PATHS.balance, {});
    expect(await statuses(wix, 1)).toEqual([200]);
  }));
