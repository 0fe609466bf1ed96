// Scripted faults, each seen from the other end of a socket.
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFaults, type Fault } from '../../../local/wix/faults.ts';
import { createLocalWix } from '../../../local/wix/server.ts';
import { type OpenWix, PATHS, stillWorld, withWix } from './open-wix.ts';

const world = { transactions: 0, topUps: false } as const;

/** What came through of one balance call: nothing, headers, bytes, and how it ended. */
interface Through {
  readonly status: number | undefined;
  readonly length: string | undefined;
  readonly body: string;
  readonly pieces: number;
  readonly error: string | undefined;
}

function balance(wix: OpenWix, body = '{}', path: string = PATHS.balance): Promise<Through> {
  return new Promise((resolve) => {
    const headers = { authorization: wix.apiKey, 'wix-account-id': wix.accountId };
    const none = { status: undefined, length: undefined, body: '', pieces: 0 };
    const outgoing = request(`${wix.url}${path}`, { method: 'POST', headers, agent: false }, (response) => {
      outgoing.removeAllListeners('error').on('error', () => undefined);
      const chunks: string[] = [];
      let error: string | undefined;
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => chunks.push(chunk));
      response.on('error', (found: NodeJS.ErrnoException) => {
        error = found.code;
      });
      response.on('close', () =>
        resolve({
          status: response.statusCode,
          length: response.headers['content-length'],
          body: chunks.join(''),
          pieces: chunks.length,
          error,
        }),
      );
    });
    outgoing.on('error', (found: NodeJS.ErrnoException) => resolve({ ...none, error: found.code }));
    outgoing.end(body);
  });
}

describe('statuses', () => {
  test.each([401, 403, 404, 409, 428, 429])('%p comes with an application error in Wix’s form', (status) =>
    withWix(world, async (wix) => {
      wix.faults.add({ kind: 'status', status });
      const answer = await wix.forAccount('POST', PATHS.balance);
      expect(answer.status).toBe(status);
      expect(answer.headers.get('x-wix-request-id')).toBe(wix.journal.entries[0]?.wixRequestId);
      expect(answer.json).toMatchObject({ details: { applicationError: { code: expect.any(String) } } });
    }),
  );

  test.each([500, 502, 503, 504])('%p comes with an empty system error', (status) =>
    withWix(world, async (wix) => {
      wix.faults.add({ kind: 'status', status });
      const answer = await wix.forAccount('POST', PATHS.balance);
      expect(answer.status).toBe(status);
      expect(answer.json).toEqual({ message: '', details: {} });
    }),
  );

  test('the body can be a page of HTML, empty, or anything', () =>
    withWix(world, async (wix) => {
      const once = { kind: 'status', status: 503, times: 1 } as const;
      wix.faults.add({ ...once, body: 'html' });
      wix.faults.add({ ...once, body: 'empty' });
      wix.faults.add({ ...once, status: 200, json: { periodicCredits: { balance: 'many' } } });
      const html = await wix.forAccount('POST', PATHS.balance);
      expect([html.status, html.headers.get('content-type')]).toEqual([503, 'text/html']);
      expect(html.text).toMatch(/^<html>/);
      const empty = await wix.forAccount('POST', PATHS.balance);
      expect([empty.status, empty.text, empty.headers.get('content-type')]).toEqual([503, '', null]);
      const own = await wix.forAccount('POST', PATHS.balance);
      expect(own.json).toEqual({ periodicCredits: { balance: 'many' } });
      expect((await wix.forAccount('POST', PATHS.balance)).status).toBe(200);
    }));

  test.each(['7', '0', '-1', '1.5', 'Fri, 31 Dec 2027 23:59:59 GMT', 'soon'])(
    'Retry-After is given as it is: %p',
    (retryAfter) =>
      withWix(world, async (wix) => {
        wix.faults.add({ kind: 'status', status: 429, retryAfter, headers: { 'x-more': 'yes' } });
        const { headers } = await wix.forAccount('POST', PATHS.balance);
        expect([headers.get('retry-after'), headers.get('x-more')]).toEqual([retryAfter, 'yes']);
      }),
  );
});

describe('the network', () => {
  test('a reset before the headers lets nothing through', () =>
    withWix(world, async (wix) => {
      wix.faults.add({ kind: 'reset-before-headers', times: 1 });
      expect(await balance(wix)).toMatchObject({ status: undefined, error: 'ECONNRESET' });
      expect(wix.journal.entries[0]).toMatchObject({ fault: 'reset-before-headers', status: undefined });
      expect(await balance(wix)).toMatchObject({ status: 200 });
    }));

  test('a reset after the headers lets the status through and no body', () =>
    withWix(world, async (wix) => {
      wix.faults.add({ kind: 'reset-after-headers' });
      expect(await balance(wix)).toMatchObject({ status: 200, body: '', error: 'ECONNRESET' });
    }));

  test('half a body is the first half of the real one, then a reset', () =>
    withWix(world, async (wix) => {
      const whole = await balance(wix);
      wix.faults.add({ kind: 'half-body' });
      const half = await balance(wix);
      expect(half).toMatchObject({ status: 200, length: whole.length, error: 'ECONNRESET' });
      expect(half.body).toBe(whole.body.slice(0, Math.floor(whole.body.length / 2)));
    }));

  test('a cut body is the first half of the real one, as if that were all', () =>
    withWix(world, async (wix) => {
      const whole = await balance(wix);
      wix.faults.add({ kind: 'cut-body' });
      const cut = await balance(wix);
      const half = Math.floor(whole.body.length / 2);
      expect(cut).toMatchObject({ status: 200, length: String(half), error: undefined });
      expect(cut.body).toBe(whole.body.slice(0, half));
    }));

  test('a slow body comes whole, in pieces', () =>
    withWix(world, async (wix) => {
      const whole = await balance(wix);
      wix.faults.add({ kind: 'slow-body', pauseMs: 5 });
      const slow = await balance(wix);
      expect(slow).toMatchObject({ status: 200, body: whole.body, error: undefined });
      expect(slow.pieces).toBeGreaterThan(1);
    }));

  test('a delay only delays', () =>
    withWix(world, async (wix) => {
      wix.faults.add({ kind: 'delay', delayMs: 5 });
      expect(await balance(wix)).toMatchObject({ status: 200 });
      expect(wix.journal.entries[0]).toMatchObject({ fault: 'delay', status: 200 });
    }));

  test.each<[string, Fault]>([
    ['hang', { kind: 'hang' }],
    ['long delay', { kind: 'delay', delayMs: 600_000 }],
    ['very slow body', { kind: 'slow-body', pauseMs: 600_000 }],
  ])('a %s ends when the server is closed', async (_what, fault) => {
    const wix = createLocalWix({ ...stillWorld, ...world });
    const { url } = await wix.listen();
    wix.faults.add(fault);
    const waiting = fetch(url + PATHS.balance, {
      method: 'POST',
      headers: { authorization: wix.apiKey, 'wix-account-id': wix.accountId },
    }).then((response) => response.text());
    while (wix.journal.count() === 0) await sleep(2);
    await Promise.all([expect(waiting).rejects.toThrow(), sleep(5).then(() => wix.close())]);
  });

  test('a caller that leaves while a fault lets it wait does no harm', () =>
    withWix(world, async (wix) => {
      wix.faults.add({ kind: 'delay', delayMs: 40, times: 1 });
      const leaving = fetch(wix.url + PATHS.balance, { method: 'POST', signal: AbortSignal.timeout(10) });
      await expect(leaving).rejects.toThrow();
      await sleep(50);
      expect(await balance(wix)).toMatchObject({ status: 200 });
    }));
});

describe('whether the request was carried out', () => {
  const charge = JSON.stringify({ amount: { credits: 1 }, idempotencyKey: 'k' });

  test('a fault before the answer keeps a charge from happening', () =>
    withWix(world, async (wix) => {
      wix.faults.add({ kind: 'reset-before-headers', times: 1 });
      await balance(wix, charge, PATHS.charge);
      expect(wix.world.transactions.size()).toBe(0);
    }));

  test('a late fault hides a charge that has happened, and the same key charges no second time', () =>
    withWix(world, async (wix) => {
      wix.faults.add({ kind: 'reset-before-headers', times: 1, handled: true });
      wix.faults.add({ kind: 'status', status: 504, times: 1, handled: true });
      expect(await balance(wix, charge, PATHS.charge)).toMatchObject({ error: 'ECONNRESET' });
      expect(wix.world.transactions.size()).toBe(1);
      expect(await balance(wix, charge, PATHS.charge)).toMatchObject({ status: 504 });
      expect(await balance(wix, charge, PATHS.charge)).toMatchObject({ status: 200 });
      expect(wix.world.transactions.size()).toBe(1);
    }));
});

describe('the script', () => {
  const target = { method: 'POST', path: '/a/b', siteId: 'site' };

  test('a fault strikes as often as it says, then the next one does', () => {
    const faults = createFaults();
    faults.add({ kind: 'status', status: 500, times: 2 });
    faults.add({ kind: 'hang', times: 1 });
    const struck = Array.from({ length: 4 }, () => faults.strike(target)?.kind);
    expect(struck).toEqual(['status', 'status', 'hang', undefined]);
    expect(faults.list()).toEqual([]);
  });

  test('without a number it strikes until the faults are cleared', () => {
    const faults = createFaults();
    faults.add({ kind: 'hang' });
    for (let n = 0; n < 100; n++) expect(faults.strike(target)?.kind).toBe('hang');
    faults.clear();
    expect(faults.strike(target)).toBeUndefined();
  });

  test('it can let requests go by first, and those that it does not match go by uncounted', () => {
    const faults = createFaults();
    faults.add({ kind: 'hang', match: { path: '/a/*', after: 2 }, times: 1 });
    const other = { ...target, path: '/b' };
    const struck = [target, other, target, target, target].map((one) => faults.strike(one)?.kind);
    expect(struck).toEqual([undefined, undefined, undefined, 'hang', undefined]);
  });

  test.each([
    [{ method: 'POST' }, true],
    [{ method: 'GET' }, false],
    [{ path: '/a/b' }, true],
    [{ path: '/a' }, false],
    [{ path: '/a*' }, true],
    [{ path: '/b*' }, false],
    [{ siteId: 'site' }, true],
    [{ siteId: 'other' }, false],
    [{ method: 'POST', path: '/a/b', siteId: 'site' }, true],
  ])('%j matches a POST of a site to /a/b: %p', (match, expected) => {
    const faults = createFaults();
    faults.add({ kind: 'hang', match });
    expect(faults.strike(target) !== undefined).toBe(expected);
  });
});
