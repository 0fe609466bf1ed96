// The rules of what goes out, and of what the log is told when it comes back as a failure.
import { jest } from '@jest/globals';
import { createWixTransport } from '../../../lib/wix/create-transport.ts';
import { testCall } from '../../support/call.ts';
import { failureOf, harness, read, steady } from './harness.ts';
import { httpWix, stopServers } from './servers.ts';

afterEach(stopServers);
afterEach(() => jest.restoreAllMocks());

test('a request says who asks, and that it wants JSON', async () => {
  const server = await httpWix((response) => response.end('{}'));
  const { wix, call } = harness(server.baseUrl);
  await wix.send(read, call());
  const { body: _, ...bare } = read;
  await wix.send({ ...bare, method: 'GET' }, call());
  for (const { headers } of server.requests) {
    expect(headers).toMatchObject({ accept: 'application/json', 'user-agent': 'wix-credits-functions' });
  }
  expect(server.requests.map(({ method, body, headers }) => [method, body, headers['content-type']])).toEqual(
    [
      ['POST', '{}', 'application/json'],
      ['GET', '', undefined],
    ],
  );
});

test('each failure is a line for whoever looks closely', async () => {
  const server = await httpWix((response, count) =>
    response.writeHead(count === 1 ? 503 : 404, { 'x-wix-request-id': `req-${count}` }).end(),
  );
  const { wix, call } = harness(server.baseUrl, { random: () => 0.5 });
  const current = call();
  await failureOf(wix.send(read, current));
  const message = 'A request to Wix failed';
  expect(current.lines).toEqual([
    {
      level: 'debug',
      message,
      fields: { api: 'Read', code: 'WixUnavailable', wixRequestId: 'req-1', attempts: 1, retryInMs: 100 },
    },
    {
      level: 'debug',
      message,
      fields: {
        api: 'Read',
        code: 'WixRequestRejected',
        wixRequestId: 'req-2',
        attempts: 2,
        retryInMs: undefined,
      },
    },
  ]);
});

test('the wait before another try is a timer of that length, unless a test brings its own', async () => {
  const server = await httpWix((response, count) => response.writeHead(count === 1 ? 503 : 200).end('{}'));
  const wix = createWixTransport({
    baseUrl: server.baseUrl,
    credentials: steady,
    requestsPerMinute: 100,
    random: () => 0.0625,
  });
  const timers = jest.spyOn(globalThis, 'setTimeout');
  await wix.send(read, testCall());
  expect(timers.mock.calls.map(([, milliseconds]) => milliseconds)).toContain(12.5);
});
