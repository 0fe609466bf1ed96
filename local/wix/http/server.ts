// The HTTP server: reads requests whole, and ends every socket and wait when it is closed.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Pause } from './deliver.ts';

/** A request that has been read. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
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
  const server = createServer(async (incoming, response) => {
    const body = await readBody(incoming);
    if (body === undefined) {
      response.writeHead(413).end();
      return;
    }
    const url = new URL(incoming.url ?? '/', `http://${HOST}`);
    const { method = 'GET', headers } = incoming;
    await handler({ method, url, headers, body }, response, pause);
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

/** The body as text; undefined when it is too long. */
async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
