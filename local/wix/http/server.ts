// The HTTP server: reads requests whole, and ends every socket and wait when it is closed.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Pause } from './deliver.ts';

/** A request that has been read. */
export interface HttpRequest {
  readonly method: string;
  /** Path as it was sent, without the query. */
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Answers one request. */
export type Handler = (request: HttpRequest, response: ServerResponse, pause: Pause) => Promise<void>;

/** A server that can be opened once. */
export interface HttpServer {
  /** Listens on this machine only; port 0 takes a free one. Rejects with the system's error, as for a port in use. */
  listen(port?: number): Promise<{ url: string }>;
  /** Ends all connections, open answers and waits. */
  close(): Promise<void>;
}

const MOST_BYTES = 10_000_000;
const HOST = '127.0.0.1';

/** A server that gives every request to `handler`. */
export function createHttpServer(handler: Handler): HttpServer {
  const waits = new Map<NodeJS.Timeout, (inTime: boolean) => void>();
  const pause: Pause = (milliseconds) =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        waits.delete(timer);
        resolve(true);
      }, milliseconds);
      waits.set(timer, resolve);
    });
  const server = createServer((incoming, response) => {
    const { method = 'GET', headers } = incoming;
    const [path = '', query = ''] = (incoming.url ?? '').split('?', 2);
    readBody(incoming, (body) => {
      if (body === undefined) response.writeHead(413).end();
      else handler({ method, path, query, headers, body }, response, pause);
    });
  });
  // An edge keeps connections open longer than Node's five seconds.
  server.keepAliveTimeout = 60_000;
  return {
    listen: (port = 0) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, HOST, () => resolve({ url: `http://${HOST}:${portOf(server.address())}` }));
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const [timer, settle] of waits) {
          clearTimeout(timer);
          settle(false);
        }
        waits.clear();
      }),
  };
}

const portOf = (address: AddressInfo | string | null) =>
  typeof address === 'object' && address !== null ? address.port : 0;

/** Hands on the body as text, or undefined when it is too long; nothing when the client goes away before its end. */
function readBody(incoming: IncomingMessage, done: (body: string | undefined) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MOST_BYTES) chunks.push(chunk);
  });
  incoming.once('end', () => done(size > MOST_BYTES ? undefined : Buffer.concat(chunks).toString('utf8')));
}
