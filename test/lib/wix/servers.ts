// Servers that play Wix for one test: an HTTP server that remembers, and a raw socket server for what HTTP forbids.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createRawServer, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as it arrived. */
export interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const closers: (() => Promise<unknown>)[] = [];

/** Stops everything that the test has started; for `afterEach`. */
export async function stopServers(): Promise<void> {
  await Promise.all(closers.splice(0).map((close) => close()));
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

/** Starts a server until `stopServers`; `disconnect` breaks what is still connected then. Answers its base URL. */
export async function listenFor(server: Server, disconnect: () => void): Promise<string> {
  const baseUrl = await listen(server);
  closers.push(() => {
    const closed = new Promise((resolve) => server.close(resolve));
    disconnect();
    return closed;
  });
  return baseUrl;
}

/** An HTTP server; `answer` gets the number of the request, from 1. */
export async function httpWix(answer: (response: ServerResponse, count: number, arrived: Arrived) => void) {
  const requests: Arrived[] = [];
  let connections = 0;
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const arrived = { method, path: url, headers, body: await text(request) };
    requests.push(arrived);
    answer(response, requests.length, arrived);
  });
  server.on('connection', () => {
    connections += 1;
  });
  const baseUrl = await listenFor(server, () => server.closeAllConnections());
  return { baseUrl, requests, connections: () => connections };
}

/** A raw server; `serve` gets every complete request head, with its number and that of its connection, from 1. */
export async function rawWix(serve: (socket: Socket, request: number, connection: number) => void) {
  const open = new Set<Socket>();
  let connections = 0;
  let requests = 0;
  const server = createRawServer((socket) => {
    open.add(socket);
    connections += 1;
    const connection = connections;
    let received = '';
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
    socket.on('data', (chunk) => {
      received += chunk;
      // Every request of these tests is one POST of `{}` or a GET: complete with the blank line and the body.
      if (!/\r\n\r\n(\{\})?$/.test(received) || (received.startsWith('POST') && !received.endsWith('{}')))
        return;
      received = '';
      requests += 1;
      serve(socket, requests, connection);
    });
  });
  const baseUrl = await listenFor(server, () => {
    for (const socket of open) socket.destroy();
  });
  return { baseUrl, requests: () => requests, connections: () => connections };
}

/** A complete HTTP answer as text. */
export const rawAnswer = (body: string, status = '200 OK', headers = '') =>
  `HTTP/1.1 ${status}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`;

/** A base URL on which nothing listens. */
export async function deadUrl(): Promise<string> {
  const server = createRawServer();
  const url = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return url;
}
