// Connections to Wix: when they are kept, when they are trusted no more, and what one that turns out closed costs.
import { jest } from '@jest/globals';
import { failureOf, harness, read, spend } from './harness.ts';
import { httpWix, rawAnswer, rawWix, stopServers } from './servers.ts';

afterEach(stopServers);

/** Answers the first request of a connection and breaks at the second, as a server does that has closed it idle. */
const breaksWhenReused = () => {
  const served = new WeakSet<object>();
  return rawWix((socket) => {
    if (served.has(socket)) return socket.resetAndDestroy();
    served.add(socket);
    socket.write(rawAnswer('{"ok":true}'));
  });
};

describe('connections', () => {
  test('are kept: a hundred calls in a row need one', async () => {
    const server = await httpWix((response) => response.end('{}'));
    const { wix, call } = harness(server.baseUrl);
    for (let calls = 0; calls < 100; calls += 1) await wix.send(read, call());
    expect(server.connections()).toBe(1);
  });

  test('are kept after a refusal too', async () => {
    const server = await httpWix((response) => response.writeHead(404).end('{}'));
    const { wix, call } = harness(server.baseUrl);
    for (let calls = 0; calls < 10; calls += 1) await failureOf(wix.send(read, call()));
    expect(server.connections()).toBe(1);
  });

  test('are as many as calls at once, and used again by the next ones', async () => {
    const server = await httpWix((response) => response.end('{}'));
    const { wix, call } = harness(server.baseUrl);
    for (let rounds = 0; rounds < 5; rounds += 1) {
      await Promise.all(Array.from({ length: 8 }, () => wix.send(read, call())));
    }
    expect(server.connections()).toBe(8);
  });

  test.each([500, 503])('of a host that fails with %i are left for new ones', async (status) => {
    const server = await httpWix((response, count) =>
      response.writeHead(count === 1 ? status : 200).end('{}'),
    );
    const { wix, call } = harness(server.baseUrl);
    await wix.send(read, call());
    expect(server.connections()).toBe(2);
  });
});

describe('after a call', () => {
  afterEach(() => jest.restoreAllMocks());

  test.each<[string, Parameters<typeof httpWix>[0]]>([
    ['that went well', (response) => response.end('{}')],
    ['that was refused', (response) => response.writeHead(404).end()],
    ['that broke', (response) => response.destroy()],
  ])('%s no timer is left to wake up in a frozen sandbox', async (_, answer) => {
    const server = await httpWix(answer);
    const { wix, call } = harness(server.baseUrl, { attemptTimeoutMs: 12_345 });
    const started = jest.spyOn(globalThis, 'setTimeout');
    const stopped = jest.spyOn(globalThis, 'clearTimeout');
    await wix.send(read, call()).catch(() => {});
    await new Promise(setImmediate);
    const ours = started.mock.results.filter((__, index) => started.mock.calls[index]?.[1] === 12_345);
    expect(ours.length).toBeGreaterThan(0);
    expect(stopped.mock.calls.map(([timer]) => timer)).toEqual(
      expect.arrayContaining(ours.map(({ value }) => value)),
    );
  });
});

describe('a kept connection that turns out closed', () => {
  test('costs a read nothing: it goes out once more, at once, on a new connection', async () => {
    const server = await breaksWhenReused();
    const { wix, call, waits } = harness(server.baseUrl);
    await wix.send(read, call());
    const current = call();
    expect(await wix.send(read, current)).toEqual({ ok: true });
    expect(current.wixRequests).toHaveLength(2);
    expect(server.connections()).toBe(2);
    expect(waits).toEqual([]);
    expect(current.counts.has('WixRetries')).toBe(false);
  });

  test('takes the other idle ones with it: they are no better', async () => {
    const server = await breaksWhenReused();
    const { wix, call } = harness(server.baseUrl);
    await Promise.all(Array.from({ length: 5 }, () => wix.send(read, call())));
    const current = call();
    await wix.send(read, current);
    expect(current.wixRequests).toHaveLength(2);
  });

  test('or silent takes the other idle ones with it, too', async () => {
    const served = new WeakSet<object>();
    const server = await rawWix((socket) => {
      // The first answers wait for each other, so that there are five connections.
      if (!served.has(socket)) setTimeout(() => socket.write(rawAnswer('{"ok":true}')), 20);
      served.add(socket);
    });
    const { wix, call } = harness(server.baseUrl, { attemptTimeoutMs: 100 });
    await Promise.all(Array.from({ length: 5 }, () => wix.send(read, call())));
    const current = call();
    expect(await wix.send(read, current)).toEqual({ ok: true });
    expect(current.wixRequests).toHaveLength(2);
    expect(server.connections()).toBe(6);
  });

  test('is not reason enough to send a request again that spends', async () => {
    const server = await breaksWhenReused();
    const { wix, call } = harness(server.baseUrl);
    await wix.send(spend, call());
    expect((await failureOf(wix.send(spend, call()))).code).toBe('WixUnavailable');
    expect(server.requests()).toBe(2);
  });

  test('is forgiven once a call; what breaks then is an outage like any other', async () => {
    let broken = false;
    const server = await rawWix((socket) => {
      if (broken) return socket.resetAndDestroy();
      socket.write(rawAnswer('{}'));
    });
    const { wix, call } = harness(server.baseUrl);
    await wix.send(read, call());
    broken = true;
    const current = call();
    await failureOf(wix.send(read, current));
    expect(current.wixRequests).toHaveLength(4);
    expect(current.counts.get('WixRetries')).toBe(2);
  });
});

describe('an idle connection', () => {
  const MINUTE = 60_000;
  const startWall = Date.parse('2026-11-22T12:00:00Z');

  test.each([
    ['is used again after 19.999 s', read, { wall: 19_999, steady: 19_999 }, '', 1],
    ['is not used again after 20 s', read, { wall: 20_000, steady: 20_000 }, '', 2],
    [
      'is not used again after ten minutes that only the wall clock saw',
      read,
      { wall: 10 * MINUTE, steady: 0 },
      '',
      2,
    ],
    [
      'is not used again when the wall clock was set back meanwhile',
      read,
      { wall: -MINUTE, steady: 20_000 },
      '',
      2,
    ],
    [
      'is not used past what the server announces',
      read,
      { wall: 4_000, steady: 4_000 },
      'keep-alive: timeout=5\r\n',
      2,
    ],
    [
      'is used within what the server announces',
      read,
      { wall: 3_999, steady: 3_999 },
      'keep-alive: timeout=5\r\n',
      1,
    ],
    ['is not trusted with a request that spends after 4 s', spend, { wall: 4_000, steady: 4_000 }, '', 2],
    ['is trusted with a request that spends before', spend, { wall: 3_999, steady: 3_999 }, '', 1],
  ])('%s', async (_, request, idle, headers, connections) => {
    const server = await rawWix((socket) => socket.write(rawAnswer('{}', '200 OK', headers)));
    const hands = { wall: startWall, steady: 5_000 };
    const clock = { now: () => hands.wall, monotonic: () => hands.steady };
    const { wix, call } = harness(server.baseUrl, { clock });
    await wix.send(request, call());
    hands.wall += idle.wall;
    hands.steady += idle.steady;
    await wix.send(request, call());
    expect(server.connections()).toBe(connections);
  });
});
