// The answers of the HTTP door: status, headers, body.
import { Failure } from '../failure.ts';
import type { HttpRequest } from './http-request.ts';
import type { Route } from './operation.ts';
import { problemOf, retryAfterOf } from './problem.ts';

/** An answer as API Gateway and function URLs take it, in either payload format. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

/** What the headers of every answer depend on. */
export interface Surroundings {
  readonly requestId: string;
  readonly request: HttpRequest;
  /** `CORS_ALLOW_ORIGIN`; undefined: other origins may not read the answers. */
  readonly origins: readonly string[] | undefined;
}

/** Lambda carries at most 6 MiB in an answer; a little of it is for the headers. */
const LARGEST_ANSWER = 6 * 1024 * 1024 - 32 * 1024;

function corsHeaders({ request, origins }: Surroundings): Record<string, string> {
  if (origins === undefined) return {};
  const origin = request.headers.get('origin');
  const allowed = origins.includes('*') ? '*' : origins.find((one) => one === origin);
  const vary = { vary: 'origin' };
  if (allowed === undefined) return vary;
  return {
    ...vary,
    'access-control-allow-origin': allowed,
    'access-control-expose-headers': 'x-request-id, retry-after, location',
  };
}

function answer(
  around: Surroundings,
  statusCode: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): HttpAnswer {
  const all = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=63072000',
    'x-content-type-options': 'nosniff',
    'x-request-id': around.requestId,
    ...corsHeaders(around),
    ...headers,
  };
  const printable = Object.entries(all).map(([name, value]) => [name, value.replace(/[^\t\x20-\x7e]/g, '')]);
  return { statusCode, headers: Object.fromEntries(printable), body, isBase64Encoded: false };
}

/**
 * Refuses an answer that Lambda cannot carry. It is `InvalidInput`, because only the caller can change it, by asking
 * for less, and because nobody should repeat the call as it was.
 * @throws Failure `InvalidInput`
 */
export function checkSize(serialized: string): void {
  // No character takes more than 3 bytes, nor does its JSON escape; the exact measure is for what may not fit.
  if (serialized.length * 3 < LARGEST_ANSWER) return;
  if (Buffer.byteLength(JSON.stringify(serialized)) < LARGEST_ANSWER) return;
  throw new Failure(
    'InvalidInput',
    'The answer would be larger than the 6 MB that Lambda carries: ask for less.',
  );
}

/**
 * The answer of a success.
 * @throws Failure `InvalidInput` when it is too large to send.
 */
export function successAnswer<Output>(
  around: Surroundings,
  route: Route<Output>,
  output: Output,
): HttpAnswer {
  const {
    status = route.status ?? 200,
    headers = {},
    body = JSON.stringify(output),
  } = route.present?.(output) ?? {};
  checkSize(body);
  return answer(around, status, headers, body);
}

const HTML = /\btext\/html\b/;

/** The answer of a failure: a problem body, or the page that the route has for browsers. */
export function failureAnswer(
  around: Surroundings,
  failure: Failure,
  route?: Pick<Route, 'presentProblem'>,
): HttpAnswer {
  const retryAfter = retryAfterOf(failure);
  const problem = problemOf(failure, around.requestId);
  const forBrowser = HTML.test(around.request.headers.get('accept') ?? '');
  const page = forBrowser ? route?.presentProblem?.(problem) : undefined;
  const headers = {
    'content-type': 'application/problem+json; charset=utf-8',
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    ...page?.headers,
  };
  return answer(around, failure.status, headers, page?.body ?? JSON.stringify(problem));
}

/** The answer to a preflight: what a browser may send to this path. */
export function preflightAnswer(around: Surroundings, methods: readonly string[]): HttpAnswer {
  const allowed =
    around.origins === undefined
      ? {}
      : {
          'access-control-allow-methods': methods.join(', '),
          'access-control-allow-headers': 'authorization, content-type',
          'access-control-max-age': '600',
        };
  return answer(around, 204, { allow: ['OPTIONS', ...methods].join(', '), ...allowed }, '');
}
