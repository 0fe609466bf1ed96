// What goes wrong at Wix and the code it comes to: refusals, unreadable answers, broken connections, and silence.
import { deadlineIn } from '../../../lib/call.ts';
import type { Code } from '../../../lib/codes.ts';
import { failureOf, harness, read } from './harness.ts';
import { deadUrl, httpWix, rawAnswer, rawWix, stopServers } from './servers.ts';

afterEach(stopServers);

const applicationError = (code: string) =>
  JSON.stringify({
    message: 'upstream words',
    details: { applicationError: { code, description: 'upstream words' } },
  });

describe('each status of Wix has its code', () => {
  const statuses: [number, string, Code, number][] = [
    [301, '', 'WixRequestRejected', 1],
    [302, '', 'WixRequestRejected', 1],
    [307, '', 'WixRequestRejected', 1],
    [308, '', 'WixRequestRejected', 1],
    [400, '{"message":"upstream words"}', 'WixRequestRejected', 1],
    [401, '', 'WixCredentialsRejected', 1],
    [403, '<html>upstream words</html>', 'WixCredentialsRejected', 1],
    [404, '', 'WixRequestRejected', 1],
    [408, '', 'WixRequestRejected', 1],
    [409, '{}', 'WixRequestRejected', 1],
    [428, applicationError('MISSING_METASITE_ID'), 'WixRequestRejected', 1],
    [428, applicationError('REQUEST_NOT_ELIGIBLE'), 'InsufficientCredits', 1],
    [428, applicationError('NOT_ENOUGH_CREDITS'), 'InsufficientCredits', 1],
    [400, applicationError('NOT_ENOUGH_CREDITS'), 'InsufficientCredits', 1],
    [429, '', 'WixRateLimited', 1],
    [500, applicationError('upstream words'), 'WixUnavailable', 3],
    [501, '', 'WixUnavailable', 3],
    [502, '<html>upstream words</html>', 'WixUnavailable', 3],
    [503, '{"message":', 'WixUnavailable', 3],
    [504, '', 'WixTimeout', 3],
    [599, '', 'WixUnavailable', 3],
  ];

  test.each(statuses)('%i with body %j is %s after %i requests', async (status, body, code, requests) => {
    const server = await httpWix((response) => {
      response.writeHead(status, { 'x-wix-request-id': 'req-7', location: 'http://127.0.0.1:1/upstream' });
      response.end(body);
    });
    const { wix, call } = harness(server.baseUrl);
    const current = call();
    const failure = await failureOf(wix.send(read, current));
    expect(failure.code).toBe(code);
    expect(failure.wixRequestId).toBe('req-7');
    expect(failure.message).not.toMatch(/upstream/);
    expect(server.requests).toHaveLength(requests);
    expect(current.wixRequests).toEqual(Array(requests).fill('req-7'));
  });

  test('a redirect takes the key nowhere, and the operator is told where to look', async () => {
    const elsewhere = await httpWix((response) => response.end('{}'));
    const server = await httpWix((response) =>
      response.writeHead(302, { location: elsewhere.baseUrl }).end(),
    );
    const { wix, call } = harness(server.baseUrl);
    const failure = await failureOf(wix.send(read, call()));
    expect(failure.message).toContain('WIX_API_BASE_URL');
    expect(elsewhere.requests).toEqual([]);
  });

  test('an id that no id can be is not passed on', async () => {
    const server = await httpWix((response) =>
      response.writeHead(400, { 'x-wix-request-id': 'x'.repeat(201) }).end(),
    );
    const { wix, call } = harness(server.baseUrl);
    expect((await failureOf(wix.send(read, call()))).wixRequestId).toBeUndefined();
  });
});

describe('an answer that cannot be read is WixUnavailable, after three tries', () => {
  test.each([
    ['HTML', '<!doctype html><title>Maintenance</title>'],
    ['nothing', ''],
    ['half of its JSON', '{"ok":tr'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a bare text', '"ok"'],
  ])('a 200 with %s', async (_, body) => {
    const server = await httpWix((response) => response.setHeader('x-wix-request-id', 'req-8').end(body));
    const { wix, call } = harness(server.baseUrl);
    const failure = await failureOf(wix.send(read, call()));
    expect([failure.code, failure.wixRequestId]).toEqual(['WixUnavailable', 'req-8']);
    expect(server.requests).toHaveLength(3);
  });

  test('a 200 that does not end', async () => {
    const chunk = `${'x'.repeat(1024 * 1024 - 2)}\r\n`;
    const server = await httpWix((response) => {
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    });
    const { wix, call } = harness(server.baseUrl);
    expect((await failureOf(wix.send(read, call()))).code).toBe('WixUnavailable');
    expect(server.requests).toHaveLength(3);
  });
});

describe('a connection that breaks is WixUnavailable, after three tries', () => {
  test.each<[string, Parameters<typeof rawWix>[0]]>([
    ['a reset before the headers', (socket) => socket.resetAndDestroy()],
    ['an end before the headers', (socket) => socket.end()],
    [
      'a reset within the headers',
      (socket) => socket.write('HTTP/1.1 200 O', () => socket.resetAndDestroy()),
    ],
    [
      'a reset after the headers',
      (socket) =>
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n', () => socket.resetAndDestroy()),
    ],
    ['half a body', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{"ok":')],
    [
      'half a chunked body',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nb\r\n{"ok":'),
    ],
    ['something that is not HTTP', (socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n\r\n')],
    [
      'an upgrade that nobody asked for',
      (socket) => socket.end('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
    ],
    ['headers without an end', (socket) => socket.end(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}`)],
  ])('%s', async (_, serve) => {
    const server = await rawWix(serve);
    const { wix, call } = harness(server.baseUrl);
    const current = call();
    expect((await failureOf(wix.send(read, current))).code).toBe('WixUnavailable');
    expect(server.requests()).toBe(3);
    expect(current.wixRequests).toHaveLength(3);
  });

  test('a port on which nothing listens', async () => {
    const { wix, call } = harness(await deadUrl());
    const current = call();
    expect((await failureOf(wix.send(read, current))).code).toBe('WixUnavailable');
    expect(current.wixRequests).toStrictEqual([undefined, undefined, undefined]);
  });
});

describe('an error whose body breaks has said with its status what it has to say', () => {
  const head = 'HTTP/1.1 404 Not Found\r\ncontent-length: 1000\r\nx-wix-request-id: req-9\r\n\r\n{"mess';
  test.each<[string, Parameters<typeof rawWix>[0]]>([
    ['cut', (socket) => socket.end(head)],
    ['reset', (socket) => socket.write(head, () => socket.resetAndDestroy())],
    ['hanging', (socket) => socket.write(head)],
  ])('%s', async (_, serve) => {
    const server = await rawWix(serve);
    const { wix, call } = harness(server.baseUrl, { attemptTimeoutMs: 100 });
    const failure = await failureOf(wix.send(read, call()));
    expect([failure.code, failure.wixRequestId]).toEqual(['WixRequestRejected', 'req-9']);
    expect(server.requests()).toBe(1);
  });

  test('even with a status that no server should have', async () => {
    const server = await rawWix((socket) => socket.end(head.replace('404 Not Found', '099 Odd')));
    const { wix, call } = harness(server.baseUrl);
    expect((await failureOf(wix.send(read, call()))).code).toBe('WixRequestRejected');
    expect(server.requests()).toBe(1);
  });

  test('without an end', async () => {
    const server = await httpWix((response) => {
      response.writeHead(400);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
      };
      response.on('drain', more);
      more();
    });
    const { wix, call } = harness(server.baseUrl);
    expect((await failureOf(wix.send(read, call()))).code).toBe('WixRequestRejected');
  });
});

describe('a Wix that hangs is WixTimeout', () => {
  test.each<[string, Parameters<typeof rawWix>[0]]>([
    ['before the headers', () => {}],
    ['within the body', (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{"ok":')],
  ])('%s: three attempts, each with its own limit', async (_, serve) => {
    const server = await rawWix(serve);
    const { wix, call } = harness(server.baseUrl, { attemptTimeoutMs: 50 });
    expect((await failureOf(wix.send(read, call()))).code).toBe('WixTimeout');
    expect(server.requests()).toBe(3);
  });

  test('when the deadline of the call comes first: one attempt, no more', async () => {
    const server = await rawWix(() => {});
    const { wix, call } = harness(server.baseUrl);
    const hurried = { ...call(), deadline: deadlineIn(150) };
    expect((await failureOf(wix.send(read, hurried))).code).toBe('WixTimeout');
    expect(server.requests()).toBe(1);
  });

  test('when no time is left, nothing is sent', async () => {
    const server = await rawWix((socket) => socket.end(rawAnswer('{}')));
    const { wix, call, clock } = harness(server.baseUrl);
    const late = call(1_000);
    clock.advance(1_000);
    expect(await failureOf(wix.send(read, late))).toMatchObject({
      code: 'WixTimeout',
      message: 'The time of the call is over; try again later.',
      unsent: true,
    });
    expect(server.requests()).toBe(0);
    expect(late.wixRequests).toHaveLength(0);
  });
});
