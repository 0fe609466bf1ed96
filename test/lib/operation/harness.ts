// A small operation behind real doors, and what its handler has written.
import * as v from 'valibot';
import type { Call } from '../../../lib/call.ts';
import { createHandler, type HandlerOptions } from '../../../lib/operation/handler.ts';
import type { HttpAnswer } from '../../../lib/operation/http-answer.ts';
import type { LambdaContext } from '../../../lib/operation/invocation.ts';
import { defineOperation } from '../../../lib/operation/operation.ts';
import { manualClock } from '../../support/call.ts';

export const SITE = '11111111-2222-4333-8444-555555555555';
export const OTHER_SITE = '99999999-2222-4333-8444-555555555555';
export const REQUEST_ID = 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef';

const input = v.object({
  siteId: v.optional(v.pipe(v.string(), v.uuid('expected a GUID'))),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  name: v.optional(v.string()),
  tags: v.optional(v.array(v.pipe(v.string(), v.maxLength(9)))),
  content: v.optional(v.array(v.object({ format: v.picklist(['HTML', 'RICH']), text: v.string() }))),
  view: v.optional(v.string()),
});

/** The input of the operation. */
export type Input = v.InferOutput<typeof input>;

/** What the operation does in a test; by default it tells what it was given. */
export type Run = (input: Input, call: Call, services: { readonly made: number }) => Promise<unknown>;

const tell: Run = async (given, call) => ({ given, now: call.now.toISOString() });

/** The operation, doing what the test says. */
export const demoOperation = (run: Run = tell) =>
  defineOperation({
    name: 'demo',
    description: 'Tells what it was given.',
    routes: [
      {
        method: 'GET',
        path: '/v1/sites/{siteId}/things',
        scope: 'credits:read',
        query: {
          limit: { name: 'limit', type: 'number' },
          name: { name: 'name', type: 'text' },
          tag: { name: 'tags', type: 'list' },
        },
      },
      { method: 'POST', path: '/v1/sites/{siteId}/things', scope: 'credits:read' },
      { method: 'POST', path: '/v1/things', scope: 'credits:read', status: 201, maxBodyBytes: 2000 },
      {
        method: 'GET',
        path: '/v1/page',
        scope: 'credits:read',
        constants: { view: 'page' },
        present: () => ({
          status: 202,
          headers: { 'content-type': 'text/html; charset=utf-8', location: '/v1/page\r\nset-cookie: x=1' },
          body: '<p>',
        }),
      },
    ],
    input,
    output: v.unknown(),
    run,
  });

/** A handler of the operation, the lines it has written, and how often its services were made. */
export function openDemo(
  run?: Run,
  options: HandlerOptions & { services?: () => { made: number } | Promise<{ made: number }> } = {},
) {
  const lines: string[] = [];
  const created = { times: 0 };
  const handler = createHandler(
    demoOperation(run),
    () => {
      created.times += 1;
      return options.services?.() ?? { made: created.times };
    },
    { environment: {}, clock: manualClock(), write: (line) => void lines.push(line), ...options },
  );
  const invoke = (event: unknown, context: Partial<LambdaContext> = {}): Promise<unknown> =>
    handler(event, { awsRequestId: REQUEST_ID, getRemainingTimeInMillis: () => 10_000, ...context });
  return {
    lines,
    created,
    handler,
    invoke,
    /** The answer at the HTTP door, its body parsed. */
    http: async (event: unknown, context?: Partial<LambdaContext>) => asHttp(await invoke(event, context)),
    /** The error that the other doors throw. */
    failure: async (event: unknown, context?: Partial<LambdaContext>): Promise<Error> => {
      const thrown = await invoke(event, context).catch((error: unknown) => error);
      if (thrown instanceof Error) return thrown;
      throw new Error(`nothing was thrown, but answered: ${JSON.stringify(thrown)}`);
    },
    /** The lines as JSON. */
    logged: (): Record<string, unknown>[] =>
      lines.map((line) => v.parse(v.record(v.string(), v.any()), JSON.parse(line))),
  };
}

const httpAnswer = v.strictObject({
  statusCode: v.number(),
  headers: v.record(v.string(), v.string()),
  body: v.string(),
  isBase64Encoded: v.literal(false),
});

/** An answer that API Gateway can send, with its body parsed where it is JSON. */
export function asHttp(answer: unknown): HttpAnswer & { readonly json: Record<string, unknown> } {
  const parsed = v.parse(httpAnswer, answer);
  const isJson = /json/.test(parsed.headers['content-type'] ?? '') && parsed.body !== '';
  return {
    ...parsed,
    json: isJson ? v.parse(v.record(v.string(), v.unknown()), JSON.parse(parsed.body)) : {},
  };
}
