// What an answer to a hostile event has to be, whatever the function.
import * as v from 'valibot';
import { CODES } from '../../../lib/codes.ts';
import { CONTENT_MARKER, SECRET_MARKER, UPSTREAM_MARKER } from './values.ts';

/** What the caller of a handler sees. */
export type Outcome = { readonly answer: unknown } | { readonly thrown: unknown };

const codes: ReadonlyMap<string, { readonly status: number; readonly title: string }> = new Map(
  Object.entries(CODES),
);
const httpAnswer = v.strictObject({
  statusCode: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
  headers: v.record(
    v.pipe(v.string(), v.regex(/^[a-z-]+$/)),
    v.pipe(v.string(), v.regex(/^[\t\x20-\x7e]*$/)),
  ),
  body: v.string(),
  isBase64Encoded: v.literal(false),
});
const problem = v.strictObject({
  type: v.pipe(v.string(), v.startsWith('urn:wix-credits:problem:')),
  title: v.string(),
  status: v.number(),
  detail: v.pipe(v.string(), v.minLength(1)),
  code: v.string(),
  requestId: v.pipe(v.string(), v.minLength(1)),
  wixRequestId: v.optional(v.string()),
  errors: v.optional(v.array(v.strictObject({ path: v.string(), message: v.string() }))),
});
/** A stack frame, a path of this machine or of the bundle. */
const INTERNALS = /\n\s+at |node:internal|node_modules|\.mjs:\d|\.ts:\d/;
const http = v.object({ requestContext: v.object({ http: v.object({ method: v.string() }) }) });
const rest = v.object({ httpMethod: v.string(), path: v.string() });

/** Whether a gateway waits for the answer, which then is one of HTTP whatever happens. */
export const isHttp = (event: unknown): boolean =>
  !Array.isArray(event) && (v.is(http, event) || v.is(rest, event));

function requireNoLeak(shown: string): void {
  if (shown.includes(SECRET_MARKER)) throw new Error('A secret is shown');
  if (shown.includes(UPSTREAM_MARKER)) throw new Error('Text of an upstream is shown');
  if (INTERNALS.test(shown)) throw new Error('Internals are shown');
}

function requireCode(code: string, inTrouble: boolean): number {
  const facts = codes.get(code);
  if (facts === undefined) throw new Error(`${code} is no code`);
  if (facts.status >= 500 && !inTrouble) throw new Error(`A caller's mistake became ${code}`);
  return facts.status;
}

/** The last good JSON: some answers are large, and always the same. */
let parsed = '';

function requireJson(body: string): void {
  if (body === '' || body === parsed) return;
  JSON.parse(body);
  parsed = body;
}

function judgeHttp(answer: unknown, inTrouble: boolean): string {
  const { statusCode, headers, body } = v.parse(httpAnswer, answer);
  for (const name of ['content-type', 'x-request-id']) {
    if (!headers[name]) throw new Error(`There is no header ${name}`);
  }
  if (headers['cache-control'] !== 'no-store') throw new Error('The answer may be cached');
  if (headers['x-content-type-options'] !== 'nosniff') throw new Error('A browser may guess its type');
  requireNoLeak(JSON.stringify(headers));
  if (statusCode >= 400) requireNoLeak(body);
  if (statusCode >= 500 && !inTrouble) throw new Error(`A caller's mistake became ${statusCode}: ${body}`);
  const type = headers['content-type'] ?? '';
  if (type.startsWith('application/json')) {
    requireJson(body);
  } else if (type.startsWith('application/problem+json')) {
    const told = v.parse(problem, JSON.parse(body));
    const status = requireCode(told.code, inTrouble);
    if (status !== statusCode || status !== told.status) throw new Error('The statuses differ');
    if (told.code === 'InvalidInput' && told.errors?.length === 0) throw new Error('No error is named');
  } else if (!/^text\/(html|plain)\b/.test(type)) {
    throw new Error(`An answer of type ${type}`);
  }
  return `http ${statusCode}`;
}

function judgeThrown(thrown: unknown, inTrouble: boolean): string {
  if (!(thrown instanceof Error)) throw new Error('No Error was thrown');
  requireCode(thrown.name, inTrouble);
  requireNoLeak(
    `${thrown.message}\n${thrown.stack?.slice(`${thrown.name}: ${thrown.message}`.length) ?? ''}`,
  );
  if (thrown.cause !== undefined) throw new Error('Lambda would show the cause to the caller');
  return `direct ${thrown.name}`;
}

/**
 * Holds an outcome against the rules: HTTP is always answered, and well; elsewhere a failure is an Error whose name is a
 * code; nobody is shown what is not for him; and only trouble around the function is a 5xx.
 * @returns what it came to, in two words
 * @throws Error that names the rule which is broken
 */
export function judge(event: unknown, outcome: Outcome, inTrouble: boolean): string {
  if (!isHttp(event)) {
    if ('thrown' in outcome) return judgeThrown(outcome.thrown, inTrouble);
    if (outcome.answer === undefined) throw new Error('There is no answer');
    return 'direct ok';
  }
  if ('thrown' in outcome) throw new Error('A gateway got an error', { cause: outcome.thrown });
  return judgeHttp(outcome.answer, inTrouble);
}

/** Holds the lines of one call against the rules: JSON, one line each, and no secret and no content in them. */
export function judgeLines(lines: readonly string[]): void {
  if (lines.length === 0) throw new Error('The call has left no line');
  for (const line of lines) {
    if (/[\r\n]/.test(line)) throw new Error('A line is more than one');
    JSON.parse(line);
    if (line.includes(SECRET_MARKER)) throw new Error(`A secret is logged: ${line}`);
    if (line.includes(CONTENT_MARKER)) throw new Error(`Content is logged: ${line}`);
  }
}
