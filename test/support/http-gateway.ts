// An HTTP API in small: the gateway between a real browser and handlers, with a Lambda authorizer in front of every route.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as v from 'valibot';
import { httpApiEvent } from '../events/http-api-v2.ts';
import { httpApiEvent as authorizerEvent } from '../lib/auth/events.ts';

/** A Lambda handler. */
type Handler = (event: unknown) => Promise<unknown>;

/** What the gateway is made of. */
export interface GatewayPlan {
  readonly authorizer: Handler;
  /** Handlers by route, `GET /v1/dashboard`. */
  readonly routes: Readonly<Record<string, Handler>>;
}

/** A running gateway. */
export interface HttpGateway {
  readonly url: string;
  close(): Promise<void>;
}

const verdict = v.object({
  isAuthorized: v.boolean(),
  context: v.object({ clientId: v.string(), scopes: v.string() }),
});
const answer = v.object({
  statusCode: v.number(),
  headers: v.record(v.string(), v.string()),
  body: v.string(),
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('base64');
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ message }));
}

async function serve(
  { authorizer, routes }: GatewayPlan,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const { pathname, search } = new URL(request.url ?? '/', 'http://gateway');
  const { method = 'GET' } = request;
  const routeKey = `${method} ${pathname}`;
  const handler = routes[routeKey];
  const body = await bodyOf(request);
  if (handler === undefined) return refuse(response, 404, 'Not Found');
  // An HTTP API takes the cookies out of the headers.
  const { cookie, ...given } = request.headers;
  const cookies = cookie?.split('; ') ?? [];
  const headers = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]));
  const asked = await authorizer(authorizerEvent(method, pathname, headers.authorization, { cookies })).catch(
    () => undefined,
  );
  if (asked === undefined) return refuse(response, 401, 'Unauthorized');
  const { isAuthorized, context } = v.parse(verdict, asked);
  if (!isAuthorized) return refuse(response, 403, 'Forbidden');
  const event = httpApiEvent({
    ...{ method, path: pathname, query: search.slice(1), routeKey, headers },
    ...(body === '' ? {} : { body, base64: true }),
  });
  const requestContext = { ...event.requestContext, authorizer: { lambda: context } };
  const made = v.parse(answer, await handler({ ...event, cookies, requestContext }));
  response.writeHead(made.statusCode, made.headers);
  response.end(made.body);
}

/** Starts a gateway on a free port of this machine. */
export async function startHttpGateway(plan: GatewayPlan, port = 0): Promise<HttpGateway> {
  const server = createServer((request, response) => {
    serve(plan, request, response).catch((error: unknown) => {
      refuse(response, 502, error instanceof Error ? error.message : 'Internal Server Error');
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
