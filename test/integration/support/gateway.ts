// A bare HTTP gateway in a process of its own: the built functions behind the built authorizer, and nothing else.
// Usage: node gateway.ts <directory of the built functions>; it prints its URL.
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import { findRoute } from '../../../lib/auth/routes.ts';
import { listOperations } from '../../../scripts/openapi/operations.ts';

type Handler = (event: unknown, context: object) => Promise<unknown>;

const built = process.argv[2] ?? 'dist';
const moduleSchema = v.object({ handler: v.custom<Handler>((value) => typeof value === 'function') });
const answerSchema = v.object({
  statusCode: v.number(),
  headers: v.record(v.string(), v.string()),
  body: v.string(),
});
const verdictSchema = v.object({
  isAuthorized: v.boolean(),
  context: v.record(v.string(), v.string()),
});

async function load(name: string): Promise<Handler> {
  const file = pathToFileURL(join(built, name, 'index.mjs')).href;
  return v.parse(moduleSchema, await import(file)).handler;
}

const handlers = new Map<string, Handler>();
for (const { name, routes } of await listOperations()) {
  const handler = routes.length === 0 ? undefined : await load(name);
  for (const { method, path } of routes) if (handler) handlers.set(`${method} ${path}`, handler);
}
const authorizer = await load('authorizer');

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

const json = (statusCode: number, message: string) => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message }),
});

async function serve(request: IncomingMessage): Promise<v.InferOutput<typeof answerSchema>> {
  const { method = '', headers } = request;
  const { pathname, search } = new URL(request.url ?? '', 'http://gateway');
  const route = findRoute(method, pathname);
  const routeKey = `${route?.method} ${route?.path}`;
  const handler = handlers.get(routeKey);
  if (handler === undefined) return json(404, 'Not Found');
  const http = { method, path: pathname, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' };
  const event = {
    version: '2.0',
    routeKey,
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers,
    requestContext: { stage: '$default', requestId: 'request', routeKey, http },
  };
  const context = { awsRequestId: 'request', getRemainingTimeInMillis: () => 29_000 };
  const verdict = await authorizer(event, context).catch(() => undefined);
  if (verdict === undefined) return json(401, 'Unauthorized');
  const { isAuthorized, context: client } = v.parse(verdictSchema, verdict);
  if (!isAuthorized) return json(403, 'Forbidden');
  const requestContext = { ...event.requestContext, authorizer: { lambda: client } };
  const body = await read(request);
  const full = { ...event, requestContext, isBase64Encoded: false, ...(body !== '' && { body }) };
  return v.parse(answerSchema, await handler(full, context));
}

const server = createServer((request, response) => {
  serve(request).then(
    ({ statusCode, headers, body }) => void response.writeHead(statusCode, headers).end(body),
    (error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    },
  );
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(`http://127.0.0.1:${address.port}`);
});
