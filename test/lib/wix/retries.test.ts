// Retries: which requests are sent again, how long after, and how often.
import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { failureOf, harness, read, spend } from './harness.ts';
import { deadUrl, httpWix, rawAnswer, rawWix, stopServers } from './servers.ts';

afterEach(stopServers);

const ok = (response: ServerResponse) => response.end('{"ok":true}');

/** A server that gives these answers in turn, and then `{"ok":true}`. */
const answering = (...answers: ((response: ServerResponse) => unknown)[]) =>
  httpWix((response, count) => void (answers[count - 1] ?? ok)(response));

const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(code, headers).end();

describe('what may pass is tried again', () => {
  test.each<[string, (response: ServerResponse) => unknown]>([
    ['429', status(429, { 'retry-after': '0' })],
    ['500', status(500)],
    ['502', status(502)],
    ['503', status(503)],
    ['504', status(504)],
    ['HTML', (response) => response.end('<html>')],
    [
      'half a body',
      (response) =>
        response.writeHead(200, { 'content-length': 11 }).write('{"ok":', () => response.destroy()),
    ],
    ['a reset', (response) => response.destroy()],
  ])('%s, twice, and the third answer is the answer', async (_, answer) => {
    const server = await answering(answer, answer);
    const { wix, call } = harness(server.baseUrl);
    const current = call();
    expect(await wix.send(read, current)).toEqual({ ok: true });
    expect(server.requests).toHaveLength(3);
    expect(current.counts.get('WixRetries')).toBe(2);
  });

  test('the same body is sent each time', async () => {
    const server = await answering(status(503), status(503));
    const { wix, call } = harness(server.baseUrl);
    await wix.send({ ...read, body: { a: 1 } }, call());
    expect(server.requests.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}', '{"a":1}']);
  });

  test('but not when the time would be over before it could succeed', async () => {
    const server = await answering(status(503), status(503));
    const { wix, call } = harness(server.baseUrl, { random: () => 1 });
    expect((await failureOf(wix.send(read, call(299)))).code).toBe('WixUnavailable');
    expect(server.requests).toHaveLength(1);
    expect(await wix.send(read, call(300))).toEqual({ ok: true });
    expect(server.requests).toHaveLength(3);
  });
});

describe('the wait between two tries', () => {
  test('is random, from nothing to a limit that doubles', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 1, noNaN: true }), async (chance) => {
        const server = await answering(status(500), status(500));
        const { wix, call, waits } = harness(server.baseUrl, { random: () => chance });
        await wix.send(read, call());
        expect(waits).toEqual([200 * chance, 400 * chance]);
      }),
      { numRuns: 20 },
    );
  });

  test('is never shorter than Wix asks for', async () => {
    const server = await answering(
      status(503, { 'retry-after': '3' }),
      status(429, { 'retry-after': '1.5' }),
    );
    const { wix, call, waits } = harness(server.baseUrl, { random: () => 0.5 });
    await wix.send(read, call());
    expect(waits).toEqual([3_100, 1_700]);
  });

  test('ends at the date that Wix names', async () => {
    const server = await answering(status(429, { 'retry-after': 'Sun, 22 Nov 2026 12:00:04 GMT' }));
    const { wix, call, waits } = harness(server.baseUrl);
    await wix.send(read, call());
    expect(waits).toEqual([4_000]);
  });

  test.each([
    ['5', 2],
    ['6', 1],
  ])(
    'after a 429 that says %s seconds is not waited for here by who has patience for 5',
    async (seconds, sent) => {
      const server = await answering(status(429, { 'retry-after': seconds }));
      const { wix, call } = harness(server.baseUrl);
      await Promise.allSettled([wix.send({ ...read, patienceMs: 5_000 }, call(900_000))]);
      expect(server.requests).toHaveLength(sent);
    },
  );

  test('of a 429 without a Retry-After is a minute, as Wix documents', async () => {
    const server = await answering(status(429));
    const { wix, call, waits } = harness(server.baseUrl);
    await wix.send(read, call(70_000));
    expect(waits).toEqual([60_000]);
  });

  test.each([
    ['longer than the call', '30', 30],
    ['longer than any', '99999999999', 86_400],
    ['none', undefined, 60],
    ['negative', '-1', 60],
    ['nonsense', 'soon 1', 60],
  ])('a 429 whose wait does not fit fails at once and says when: %s', async (_, retryAfter, seconds) => {
    const server = await answering(
      status(429, retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
    );
    const { wix, call, waits } = harness(server.baseUrl);
    const failure = await failureOf(wix.send(read, call(29_000)));
    expect([failure.code, failure.retryAfterSeconds]).toEqual(['WixRateLimited', seconds]);
    expect(waits).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  test('a 503 whose wait does not fit is WixUnavailable, and says when', async () => {
    const server = await answering(status(503, { 'retry-after': '120' }));
    const { wix, call } = harness(server.baseUrl);
    const failure = await failureOf(wix.send(read, call()));
    expect([failure.code, failure.retryAfterSeconds]).toEqual(['WixUnavailable', 120]);
    expect(server.requests).toHaveLength(1);
  });
});

describe('a request that spends is sent again only when it is certain that Wix has not processed it', () => {
  test('after a 429', async () => {
    const server = await answering(status(429, { 'retry-after': '1' }));
    const { wix, call } = harness(server.baseUrl);
    expect(await wix.send(spend, call())).toEqual({ ok: true });
  });

  test('where no connection came about', async () => {
    const { wix, call } = harness(await deadUrl());
    const current = call();
    expect((await failureOf(wix.send(spend, current))).code).toBe('WixUnavailable');
    expect(current.wixRequests).toHaveLength(3);
  });

  test.each<[string, (response: ServerResponse) => unknown]>([
    ['500', status(500)],
    ['502', status(502)],
    ['503, even with a Retry-After', status(503, { 'retry-after': '1' })],
    ['504', status(504)],
    ['HTML', (response) => response.end('<html>')],
    ['a reset', (response) => response.destroy()],
    ['silence', () => {}],
  ])('not after %s', async (_, answer) => {
    const server = await answering(answer);
    const { wix, call } = harness(server.baseUrl, { attemptTimeoutMs: 100 });
    expect((await failureOf(wix.send(spend, call()))).code).toMatch(/^Wix(Unavailable|Timeout)$/);
    expect(server.requests).toHaveLength(1);
  });
});

describe('an outage', () => {
  test.each<[string, Parameters<typeof rawWix>[0]]>([
    ['of errors', (socket) => socket.write(rawAnswer('', '503 Service Unavailable'))],
    ['of resets', (socket) => socket.resetAndDestroy()],
    ['of HTML', (socket) => socket.write(rawAnswer('<html>'))],
    [
      'of rate limits',
      (socket) => socket.write(rawAnswer('', '429 Too Many Requests', 'retry-after: 1\r\n')),
    ],
    [
      'of errors on connections that are closed afterwards',
      (socket) =>
        socket.write(rawAnswer('', '500 Internal Server Error'), () => setTimeout(() => socket.destroy(), 1)),
    ],
  ])('%s that meets 200 calls costs at most 1.2 requests a call', async (_, serve) => {
    let healthy = true;
    const server = await rawWix((socket, ...rest) =>
      healthy ? socket.write(rawAnswer('{}')) : serve(socket, ...rest),
    );
    const { wix, call } = harness(server.baseUrl);
    await Promise.all(Array.from({ length: 10 }, () => wix.send(read, call())));
    healthy = false;
    const before = server.requests();
    for (let calls = 0; calls < 200; calls += 1) await failureOf(wix.send(read, call()));
    const requests = server.requests() - before;
    expect(requests).toBeGreaterThan(200);
    expect(requests).toBeLessThanOrEqual(240);
  });

  test('is over when Wix answers again: retries are earned back', async () => {
    let healthy = false;
    const server = await httpWix((response) => (healthy ? ok(response) : status(500)(response)));
    const { wix, call } = harness(server.baseUrl);
    for (let calls = 0; calls < 50; calls += 1) await failureOf(wix.send(read, call()));
    healthy = true;
    for (let calls = 0; calls < 20; calls += 1) await wix.send(read, call());
    healthy = false;
    const before = server.requests.length;
    for (let calls = 0; calls < 5; calls += 1) await failureOf(wix.send(read, call()));
    expect(server.requests.length - before).toBe(5 + 2);
  });
});
