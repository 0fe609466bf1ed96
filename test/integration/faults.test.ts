// What a caller gets when Wix misbehaves: the code of the design, in time, and never more requests than allowed.
import { balance } from '../../functions/balance.ts';
import { translationCredits } from '../../functions/translation-credits.ts';
import type { Code } from '../../lib/codes.ts';
import { wixServices } from '../../lib/wix/services.ts';
import type { Fault } from '../../local/wix/faults.ts';
import { type Bundle, startBundle, within } from './support/bundle.ts';

let bundle: Bundle;
beforeAll(async () => {
  bundle = await startBundle();
});
afterEach(() => bundle.reset());
afterAll(() => bundle.close());

const status = (code: number, more: object = {}): Fault => ({ kind: 'status', status: code, ...more });

describe('a wallet lookup', () => {
  it.each<[string, Fault, Code]>([
    ['401', status(401), 'WixCredentialsRejected'],
    ['403', status(403), 'WixCredentialsRejected'],
    ['404', status(404), 'WixRequestRejected'],
    ['400', status(400), 'WixRequestRejected'],
    ['409', status(409), 'WixRequestRejected'],
    ['428', status(428), 'WixRequestRejected'],
    [
      '302 to another host',
      status(302, { headers: { location: 'http://127.0.0.1:1/' } }),
      'WixRequestRejected',
    ],
    ['429 without Retry-After', status(429), 'WixRateLimited'],
    ['429 with a long Retry-After', status(429, { retryAfter: '300' }), 'WixRateLimited'],
    [
      '429 with a date far ahead',
      status(429, { retryAfter: 'Fri, 31 Dec 2099 23:59:59 GMT' }),
      'WixRateLimited',
    ],
    ['500', status(500), 'WixUnavailable'],
    ['501', status(501), 'WixUnavailable'],
    ['502 as HTML', status(502, { body: 'html' }), 'WixUnavailable'],
    ['503 with an empty body', status(503, { body: 'empty' }), 'WixUnavailable'],
    ['504', status(504), 'WixTimeout'],
    ['200 as HTML', status(200, { body: 'html' }), 'WixUnavailable'],
    ['200 with an empty body', status(200, { body: 'empty' }), 'WixUnavailable'],
    ['200 with half a body', { kind: 'half-body' }, 'WixUnavailable'],
    ['a reset before the headers', { kind: 'reset-before-headers' }, 'WixUnavailable'],
    ['a reset after the headers', { kind: 'reset-after-headers' }, 'WixUnavailable'],
  ])('on %s fails with its code', async (_, fault, code) => {
    bundle.wix.faults.add(fault);
    await expect(bundle.open(balance, wixServices)({}, 8_000)).rejects.toMatchObject({ name: code });
  });

  it.each([400, 401, 403, 404, 409, 428])('a %i is never sent again', async (refusal) => {
    bundle.wix.faults.add(status(refusal));
    await expect(bundle.open(balance, wixServices)({})).rejects.toBeDefined();
    expect(bundle.wix.journal.count()).toBe(1);
  });

  it.each<[string, Fault]>([
    ['a 500', status(500, { times: 1 })],
    ['a 503 with Retry-After 0', status(503, { times: 1, retryAfter: '0' })],
    ['a 429 with Retry-After 0', status(429, { times: 1, retryAfter: '0' })],
    ['half a body', { kind: 'half-body', times: 1 }],
    ['a reset before the headers', { kind: 'reset-before-headers', times: 1 }],
    ['a reset after the headers', { kind: 'reset-after-headers', times: 1 }],
  ])('after one bad answer (%s) succeeds at the second try', async (_, fault) => {
    bundle.wix.faults.add(fault);
    await expect(bundle.open(balance, wixServices)({})).resolves.toMatchObject({ scope: 'ACCOUNT' });
    expect(bundle.wix.journal.count()).toBe(2);
  });

  it('after a 429 that does not say how long waits the minute that Wix documents, or says so', async () => {
    bundle.wix.faults.add(status(429, { times: 1, retryAfter: 'soon' }));
    await expect(bundle.open(balance, wixServices)({})).rejects.toMatchObject({ name: 'WixRateLimited' });
    expect(bundle.wix.journal.count()).toBe(1);
  });

  it('with 3 s left on the Lambda and Wix silent, the caller has an answer before they are over', async () => {
    bundle.wix.faults.add({ kind: 'hang' });
    const outcome = bundle
      .open(balance, wixServices)({}, 3_000)
      .catch((error: unknown) => error);
    expect(await within(3_000, outcome)).toMatchObject({ name: 'WixTimeout' });
  });

  it('with 3 s left and Secrets Manager silent, too', async () => {
    bundle.secrets.fault({ kind: 'hang' });
    const outcome = bundle
      .open(balance, wixServices)({}, 3_000)
      .catch((error: unknown) => error);
    expect(await within(3_000, outcome)).toMatchObject({ name: 'SecretUnavailable' });
    expect(bundle.wix.journal.count()).toBe(0);
  });

  it('a redirect is not followed: the key stays with Wix', async () => {
    bundle.wix.faults.add(status(307, { headers: { location: '/elsewhere' } }));
    await expect(bundle.open(balance, wixServices)({})).rejects.toMatchObject({ name: 'WixRequestRejected' });
    expect(bundle.wix.journal.entries.map(({ path }) => path)).not.toContain('/elsewhere');
  });

  it('over a total outage of 200 calls, Wix gets at most 1.2 requests a call', async () => {
    bundle.wix.faults.add(status(503, { retryAfter: '0' }));
    const call = bundle.open(balance, wixServices);
    for (let at = 0; at < 200; at += 1)
      await expect(call({})).rejects.toMatchObject({ name: 'WixUnavailable' });
    expect(bundle.wix.journal.count()).toBeGreaterThanOrEqual(200);
    expect(bundle.wix.journal.count()).toBeLessThanOrEqual(240);
  });
});

describe('a key that was rotated', () => {
  it('costs no caller an error, and one refresh for many callers', async () => {
    const call = bundle.open(balance, wixServices);
    await call({});
    bundle.wix.addKey({ name: 'rotated', key: 'the-new-key' });
    bundle.wix.revokeKey('account');
    bundle.secrets.set(
      'test/wix',
      JSON.stringify({ apiKey: 'the-new-key', accountId: bundle.wix.accountId }),
    );
    const before = bundle.secrets.calls.length;
    const answers = await Promise.all(Array.from({ length: 20 }, () => call({})));
    expect(answers).toHaveLength(20);
    expect(bundle.secrets.calls.length - before).toBe(1);
    bundle.wix.addKey({ name: 'account', key: bundle.wix.apiKey });
  });

  it('and not replaced in the secret is the operator’s to mend', async () => {
    bundle.secrets.set(
      'test/wix',
      JSON.stringify({ apiKey: 'unknown-key', accountId: bundle.wix.accountId }),
    );
    await expect(bundle.open(balance, wixServices)({})).rejects.toMatchObject({
      name: 'WixCredentialsRejected',
    });
    expect(bundle.lines.join('\n')).not.toContain('unknown-key');
  });
});

describe('a site without Wix Multilingual', () => {
  it.each(['FEATURE_NOT_FOUND', 'MULTILINGUAL_NOT_INSTALLED'] as const)(
    'is FeatureNotAvailable when Wix says %s',
    async (missingApp) => {
      Object.assign(bundle.wix.settings, { missingApp });
      const site = bundle.wix.world.sites.find(({ words }) => words === undefined);
      const call = bundle.open(translationCredits, wixServices);
      await expect(call({ siteId: site?.facts.id })).rejects.toMatchObject({ name: 'FeatureNotAvailable' });
    },
  );
});

describe('shapes that Wix does not document', () => {
  it.each([
    [{}, { availableCredits: null, sufficientCredits: null, periodicCredits: null, nextReset: null }],
    [{ periodicCredits: { balance: 'many' } }, { availableCredits: null, sufficientCredits: null }],
    [
      { periodicCredits: 5, creditBalanceBreakdown: 'x' },
      { availableCredits: null, creditBalanceBreakdown: [] },
    ],
    [
      { periodicCredits: { balance: 2, news: 1 }, extra: {} },
      { availableCredits: 2, sufficientCredits: true },
    ],
  ])('%j is a warning at most, never a crash and never a zero', async (json, expected) => {
    bundle.wix.faults.add(status(200, { json }));
    await expect(bundle.open(balance, wixServices)({ requiredCredits: 1 })).resolves.toMatchObject(expected);
    const warned = bundle.lines.some(
      (line) => line.includes('"level":"WARN"') || line.includes('"level":"warn"'),
    );
    expect(warned).toBe(!('extra' in json));
  });

  it.each([[[]], ['text'], [null]])(
    'an answer that is no object at all (%j) is WixUnavailable',
    async (json) => {
      bundle.wix.faults.add(status(200, { json }));
      await expect(bundle.open(balance, wixServices)({}, 5_000)).rejects.toMatchObject({
        name: 'WixUnavailable',
      });
    },
  );
});
