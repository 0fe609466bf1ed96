// The rules of one exchange: what was answered, or how exactly it broke.
import { systemClock } from '../../../lib/call.ts';
import { createExchange, type HttpRequest } from '../../../lib/wix/http.ts';
import { deadUrl, httpWix, rawAnswer, rawWix, stopServers } from './servers.ts';

afterEach(stopServers);

const request: HttpRequest = {
  method: 'POST',
  path: '/read',
  headers: {},
  body: '{}',
  timeoutMs: 5_000,
  repeatable: true,
};

test('an answer of two megabytes is read whole, whatever its bytes are cut into', async () => {
  const body = 'ä語😀'.repeat(200_000);
  const server = await httpWix((response) => response.end(body));
  const came = await createExchange(server.baseUrl, systemClock)(request);
  expect('body' in came && came.body === body).toBe(true);
});

test.each<[string, Parameters<typeof rawWix>[0]]>([
  ['an end without an answer', (socket) => socket.end()],
  [
    'an upgrade',
    (socket) => socket.end('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
  ],
  ['half a body', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{"ok":')],
  ['what is not HTTP', (socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n\r\n')],
])('%s is broken', async (_, serve) => {
  const server = await rawWix(serve);
  expect(await createExchange(server.baseUrl, systemClock)(request)).toMatchObject({ fault: 'broken' });
});

test('a port on which nothing listens has seen nothing', async () => {
  expect(await createExchange(await deadUrl(), systemClock)(request)).toMatchObject({
    fault: 'unsent',
    cause: { code: 'ECONNREFUSED' },
  });
});

test('a kept connection that breaks was closed; one that talks nonsense is broken', async () => {
  const breaking = await rawWix((socket, count) =>
    count === 1 ? socket.write(rawAnswer('{}')) : socket.resetAndDestroy(),
  );
  const talking = await rawWix((socket, count) =>
    count === 1 ? socket.write(rawAnswer('{}')) : socket.end('SSH-2.0-OpenSSH_9.9\r\n\r\n'),
  );
  for (const [server, fault] of [
    [breaking, 'closed'],
    [talking, 'broken'],
  ] as const) {
    const exchange = createExchange(server.baseUrl, systemClock);
    await exchange(request);
    expect(await exchange(request)).toMatchObject({ fault });
    expect(server.connections()).toBe(1);
  }
});

test('a new connection that is silent says nothing about those that are kept', async () => {
  let silent = false;
  const server = await rawWix((socket, _, connection) => {
    // The first two answers wait for each other, so that there are two connections.
    if (!silent || connection < 3) setTimeout(() => socket.write(rawAnswer('{}')), 20);
  });
  const exchange = createExchange(server.baseUrl, systemClock);
  await Promise.all([exchange(request), exchange(request)]);
  silent = true;
  const all = [exchange(request), exchange(request), exchange({ ...request, timeoutMs: 100 })];
  expect((await Promise.all(all))[2]).toEqual({ fault: 'timeout' });
  await exchange(request);
  expect(server.connections()).toBe(3);
});
