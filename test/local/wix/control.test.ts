// The control routes: all that moves the world from outside.
import { type OpenWix, PATHS, withWix } from './open-wix.ts';

const world = { transactions: 0, topUps: false, control: true } as const;
const control = (wix: OpenWix, method: string, action: string, body?: unknown) =>
  wix.call(method, `/_control/${action}`, {}, body);

test('state shows the world, and no key', () =>
  withWix(world, async (wix) => {
    const { status, json, text } = await control(wix, 'GET', 'state');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      now: '2026-11-22T12:00:00.000Z',
      seed: 1,
      accountId: wix.accountId,
      settings: { rate: 0, wireForm: 'plain' },
      keys: [{ name: 'account', sites: 'ALL', revoked: false }, {}, {}, { name: 'revoked', revoked: true }],
      requests: 0,
      transactions: 0,
      wallet: {
        sources: [{ rules: [{ period: 'MONTH', balance: 250, cap: 250 }, { period: 'DAY' }] }, {}, {}],
      },
    });
    for (const { key } of wix.keys) expect(text).not.toContain(key);
  }));

test('the clock can be moved, held and let run', () =>
  withWix(world, async (wix) => {
    const moved = await control(wix, 'POST', 'clock', {
      to: '2026-12-01T00:00:00Z',
      advance: 1_000,
      hold: true,
    });
    expect(moved.json).toEqual({ now: '2026-12-01T00:00:01.000Z' });
    expect((await control(wix, 'POST', 'clock', { to: '2026-11-01T00:00:00Z' })).status).toBe(400);
    expect((await control(wix, 'POST', 'clock', { advance: -1 })).status).toBe(400);
  }));

test('credits can be charged and bought', () =>
  withWix(world, async (wix) => {
    const bought = await control(wix, 'POST', 'top-up', { credits: 12.5 });
    expect(bought.json).toEqual({ topUpCredits: 12.5 });
    const charged = await control(wix, 'POST', 'charge', { credits: 270, idempotencyKey: 'k' });
    expect(charged.json).toMatchObject({ amount: { credits: 270 }, idempotencyKey: 'k' });
    expect(wix.world.wallet().topUp).toBe(2_500_000);
    const refused = await control(wix, 'POST', 'charge', { credits: 100 });
    expect([refused.status, refused.json]).toEqual([400, { error: 'There are too few credits.' }]);
    expect((await control(wix, 'POST', 'charge', { credits: 0 })).status).toBe(400);
    expect((await control(wix, 'POST', 'top-up', { credits: -1 })).status).toBe(400);
  }));

test('words can be bought and the app installed or removed', () =>
  withWix(world, async (wix) => {
    const siteId = wix.siteWith('EXHAUSTED');
    const bought = await control(wix, 'POST', 'words', { siteId, words: 500 });
    expect(bought.json).toEqual({ used: 3_000, quota: 3_500 });
    const unlimited = wix.siteWith('UNLIMITED');
    expect((await control(wix, 'POST', 'words', { siteId: unlimited, words: 1 })).status).toBe(400);
    await control(wix, 'POST', 'multilingual', { siteId, installed: false });
    expect((await wix.forSite(siteId, 'GET', PATHS.credit)).status).toBe(404);
  }));

test('keys can be added and revoked', () =>
  withWix(world, async (wix) => {
    await control(wix, 'POST', 'keys', {
      name: 'next',
      key: 'k2',
      permissions: ['CREDIT_TRANSACTIONS.READ'],
    });
    const headers = { authorization: 'k2', 'wix-account-id': wix.accountId };
    expect((await wix.call('POST', PATHS.balance, headers)).status).toBe(200);
    expect((await wix.call('POST', PATHS.sites, headers)).status).toBe(403);
    expect((await control(wix, 'DELETE', 'keys', { name: 'next' })).json).toEqual({ revoked: true });
    expect((await wix.call('POST', PATHS.balance, headers)).status).toBe(401);
    expect((await control(wix, 'DELETE', 'keys', { name: 'nobody' })).json).toEqual({ revoked: false });
  }));

test('faults can be scripted and cleared, and never meet the control routes', () =>
  withWix(world, async (wix) => {
    const fault = { kind: 'status', status: 503, match: { path: PATHS.balance } };
    expect((await control(wix, 'POST', 'faults', fault)).json).toEqual([fault]);
    await control(wix, 'POST', 'faults', { kind: 'hang' });
    expect((await wix.forAccount('POST', PATHS.balance)).status).toBe(503);
    expect((await control(wix, 'GET', 'faults')).json).toEqual([fault, { kind: 'hang' }]);
    expect((await control(wix, 'DELETE', 'faults')).json).toEqual([]);
    expect((await wix.forAccount('POST', PATHS.balance)).status).toBe(200);
  }));

test('the journal can be read and cleared; control calls are not in it', () =>
  withWix(world, async (wix) => {
    await wix.forAccount('POST', PATHS.balance);
    const { json } = await control(wix, 'GET', 'journal');
    expect(json).toMatchObject({ count: 1, entries: [{ path: PATHS.balance, status: 200 }] });
    expect((await control(wix, 'DELETE', 'journal')).json).toEqual({ count: 0 });
  }));

test('settings can be changed one by one', () =>
  withWix(world, async (wix) => {
    const { json } = await control(wix, 'POST', 'settings', { transactionQuery: 501, rate: 7 });
    expect(json).toMatchObject({ transactionQuery: 501, rate: 7, wireForm: 'plain' });
    expect((await wix.forAccount('POST', PATHS.query)).status).toBe(501);
  }));

test.each([
  ['POST', 'clock', { to: 'tomorrow' }],
  ['POST', 'clock', { unknown: 1 }],
  ['POST', 'clock', '{'],
  ['POST', 'words', {}],
  ['POST', 'keys', { name: 'x' }],
  ['POST', 'faults', { kind: 'gremlin' }],
  ['POST', 'faults', { kind: 'status', status: 99 }],
  ['POST', 'settings', { rate: -1 }],
  ['POST', 'settings', { transactionQuery: 418 }],
])('%s %s with %j is a 400 that says why', (method, action, body) =>
  withWix(world, async (wix) => {
    const { status, json } = await control(wix, method, action, body);
    expect(status).toBe(400);
    expect(json).toEqual({ error: expect.any(String) });
  }),
);

test('an unknown control route is a 404', () =>
  withWix(world, async (wix) => {
    expect((await control(wix, 'GET', 'nothing')).status).toBe(404);
    expect((await control(wix, 'PUT', 'clock')).status).toBe(404);
  }));
