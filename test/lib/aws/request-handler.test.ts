// Connections to AWS over real HTTP: kept while they are fresh, left behind when they are not.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { FreshHandler, type Waits } from '../../../lib/aws/request-handler.ts';
import { type ManualClock, manualClock } from '../../support/call.ts';

const MINUTE = 60_000;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

type Respond = (response: ServerResponse, socket: Socket, requests: number) => void;
const good: Respond = (response) => void response.end('{"SecretString":"text"}');

/** A server that counts its connections and the requests on each. */
async function serve(respond: Respond = good) {
  const sockets: Socket[] = [];
  const requests = new Map<Socket, number>();
  const server: Server = createServer((request, response) => {
    const count = (requests.get(request.socket) ?? 0) + 1;
    requests.set(request.socket, count);
    request.resume().on('end', () => respond(response, request.socket, count));
  });
  // It keeps connections for as long as it is not told otherwise, and says so to nobody.
  server.keepAliveTimeout = 0;
  server.on('connection', (socket) => void sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Not listening on a port');
  return { endpoint: `http://127.0.0.1:${address.port}`, sockets };
}

function client(endpoint: string, clock: ManualClock | undefined, waits: Waits = {}) {
  const aws = new SecretsManagerClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: clock === undefined ? new FreshHandler(waits) : new FreshHandler(waits, clock),
  });
  closing.push(async () => aws.destroy());
  return async () => (await aws.send(new GetSecretValueCommand({ SecretId: 's' }))).SecretString;
}

test('requests in a row share a connection', async () => {
  const { endpoint, sockets } = await serve();
  const read = client(endpoint, undefined);
  for (let calls = 0; calls < 20; calls += 1) expect(await read()).toBe('text');
  expect(sockets).toHaveLength(1);
});

test.each<[string, (clock: ManualClock) => ManualClock]>([
  ['by both clocks', (clock) => clock],
  ['by the wall clock alone, as in a frozen sandbox', (clock) => ({ ...clock, monotonic: () => 0 })],
  ['by the steady clock alone, as the wall was set back', (clock) => ({ ...clock, now: () => -clock.now() })],
])('after ten minutes (%s) no old connection is used', async (_, seen) => {
  const { endpoint, sockets } = await serve();
  const clock = manualClock();
  const read = client(endpoint, seen(clock));
  await Promise.all([read(), read(), read()]);
  const before = sockets.length;
  clock.advance(10 * MINUTE);
  expect(await read()).toBe('text');
  expect(sockets).toHaveLength(before + 1);
});

test('a connection that was idle for less than 20 s is used again', async () => {
  const { endpoint, sockets } = await serve();
  const clock = manualClock();
  const read = client(endpoint, clock);
  await read();
  clock.advance(19_999);
  await read();
  clock.advance(20_000);
  await read();
  expect(sockets).toHaveLength(2);
});

test('where one connection is found dead, the next attempt opens a new one', async () => {
  const { endpoint, sockets } = await serve((response, socket, requests) => {
    if (requests === 1) setTimeout(() => good(response, socket, requests), 20);
    else socket.resetAndDestroy();
  });
  const read = client(endpoint, manualClock());
  await Promise.all([read(), read(), read()]);
  expect(sockets).toHaveLength(3);
  // With three attempts, and three dead connections, the SDK alone would have failed.
  expect(await read()).toBe('text');
  expect(sockets).toHaveLength(4);
});

test('a silent connection costs one attempt, and an error is thrown at its end', async () => {
  const { endpoint, sockets } = await serve((response, socket, requests) => {
    if (requests === 1) good(response, socket, requests);
  });
  const read = client(endpoint, manualClock(), { requestTimeout: 50 });
  await read();
  expect(await read()).toBe('text');
  expect(sockets).toHaveLength(2);
});
