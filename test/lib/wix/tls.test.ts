// Connections over TLS: they are kept as others are, and the key goes only to a host with a good certificate.
import { createServer } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { selfSigned } from './certificate.ts';
import { failureOf, harness, read, spend } from './harness.ts';
import { httpWix, listenFor, stopServers } from './servers.ts';

const authorities = getCACertificates('default');

afterEach(async () => {
  setDefaultCACertificates(authorities);
  await stopServers();
});

/** A Wix behind TLS that breaks connections after so many answers; `trusted` makes its certificate a good one. */
async function tlsWix({
  trusted,
  answers = Number.POSITIVE_INFINITY,
}: {
  trusted: boolean;
  answers?: number;
}) {
  const pair = selfSigned();
  if (trusted) setDefaultCACertificates([pair.cert]);
  const counts = { requests: 0, connections: 0 };
  const served = new WeakMap<object, number>();
  const server = createServer(pair, (request, response) => {
    counts.requests += 1;
    const before = served.get(request.socket) ?? 0;
    served.set(request.socket, before + 1);
    if (before >= answers) return request.socket.destroy();
    response.end('{"ok":true}');
  });
  server.on('secureConnection', () => {
    counts.connections += 1;
  });
  const url = await listenFor(server, () => server.closeAllConnections());
  return { baseUrl: url.replace('http:', 'https:'), counts };
}

test('over TLS calls work and connections are kept', async () => {
  const { baseUrl, counts } = await tlsWix({ trusted: true });
  const { wix, call } = harness(baseUrl);
  for (let calls = 0; calls < 10; calls += 1) expect(await wix.send(read, call())).toEqual({ ok: true });
  expect(counts).toEqual({ requests: 10, connections: 1 });
});

test('over TLS a kept connection that turns out closed costs a read nothing', async () => {
  const { baseUrl } = await tlsWix({ trusted: true, answers: 1 });
  const { wix, call, waits } = harness(baseUrl);
  await wix.send(read, call());
  const current = call();
  expect(await wix.send(read, current)).toEqual({ ok: true });
  expect([current.wixRequests.length, waits]).toEqual([2, []]);
});

test('over TLS a connection that turns out closed is an error for what spends', async () => {
  const { baseUrl, counts } = await tlsWix({ trusted: true, answers: 1 });
  const { wix, call } = harness(baseUrl);
  await wix.send(spend, call());
  expect((await failureOf(wix.send(spend, call()))).code).toBe('WixUnavailable');
  expect(counts.requests).toBe(2);
});

test('a host whose certificate nobody vouches for never sees the key', async () => {
  const { baseUrl, counts } = await tlsWix({ trusted: false });
  const { wix, call } = harness(baseUrl);
  expect((await failureOf(wix.send(read, call()))).code).toBe('WixUnavailable');
  expect(counts.requests).toBe(0);
});

test('a host that speaks no TLS never sees the key', async () => {
  const server = await httpWix((response) => response.end('{}'));
  const { wix, call } = harness(server.baseUrl.replace('http:', 'https:'));
  expect((await failureOf(wix.send(read, call()))).code).toBe('WixUnavailable');
  expect(server.requests).toEqual([]);
});
