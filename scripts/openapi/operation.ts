// One route of an operation as the document has it.
import { findRoute } from '../../lib/auth/routes.ts';
import type { Route } from '../../lib/operation/operation.ts';
import { inputJsonSchema, type Json, jointChecks, outputJsonSchema } from './json-schema.ts';
import { FUNCTION_CODES } from './notes/codes.ts';
import { notesOf, type RouteNotes } from './notes.ts';
import type { DocumentedOperation } from './operations.ts';
import { failureResponses } from './problems.ts';
import { bodyOf, namedExamples, parametersOf } from './request.ts';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `GET /v1/sites/{siteId}/translation-credits` is `getSitesBySiteIdTranslationCredits`. */
function defaultId({ method, path }: Route<never>): string {
  const words = path
    .replace(/^\/v\d+\//, '')
    .replaceAll('{', 'by-')
    .split(/[^\w]+/);
  return method.toLowerCase() + words.filter(Boolean).map(capital).join('');
}

/** A client by its token; a route of the dashboard by the session of a browser, or open to everybody. */
function securityOf({ method, path, scope }: Route<never>): readonly Json[] {
  const browser = findRoute(method, path)?.browser;
  return [
    { token: [scope] },
    ...(browser === undefined ? [] : [{ session: [] }]),
    ...(browser === 'open' ? [{}] : []),
  ];
}

const HEADERS = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } };
const LOCATION = { Location: { $ref: '#/components/headers/Location' } };

const DESCRIPTIONS: Readonly<Record<number, string>> = { 202: 'It is on its way.', 409: 'It conflicts.' };

function successResponses(
  route: Route<never>,
  { answers, mediaType = 'application/json' }: RouteNotes,
  output: DocumentedOperation['output'],
): Readonly<Record<string, Json>> {
  const schemas = Object.entries(answers ?? { [route.status ?? 200]: output });
  const responses = schemas.map(([status, schema]) => {
    if (status === '303') {
      const content = { 'text/plain': { schema: { type: 'string', maxLength: 0 } } };
      return [status, { description: 'Go on there.', headers: { ...HEADERS, ...LOCATION }, content }];
    }
    const isJson = mediaType === 'application/json';
    const content = { [mediaType]: { schema: isJson ? outputJsonSchema(schema) : { type: 'string' } } };
    const headers = status === '202' ? { ...HEADERS, ...LOCATION } : HEADERS;
    return [status, { description: DESCRIPTIONS[Number(status)] ?? 'The answer.', headers, content }];
  });
  return Object.fromEntries(responses);
}

interface Response {
  readonly description?: string;
  readonly headers?: Json;
  readonly content?: Readonly<Record<string, Json>>;
}

/** Success and failure of one status are one response, told apart by their media types; each media type has its examples. */
function withExamples(status: string, responses: readonly Response[], { examples = {} }: RouteNotes): Json {
  const content = Object.fromEntries(responses.flatMap((response) => Object.entries(response.content ?? {})));
  const fitting = Object.entries(examples).filter(([, example]) => String(example.status) === status);
  const filled = Object.entries(content).map(([type, media]) => {
    const mine = fitting.filter(([, { answer }]) => isProblem(answer) === type.includes('problem'));
    return [type, { ...media, ...namedExamples(Object.fromEntries(mine), ({ answer }) => answer) }];
  });
  const headers: Json = Object.assign({}, ...responses.map((response) => response.headers ?? {}));
  return {
    ...Object.assign({}, ...responses),
    ...(responses.length > 1 && { description: responses.map(({ description }) => description).join(' ') }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(filled.length > 0 && { content: Object.fromEntries(filled) }),
  };
}

const isProblem = (answer: unknown): boolean => String(Object(answer).type).startsWith('urn:');

/** The operation object of a route. Throws Error when an example has a status that is not documented. */
export function operationObject(operation: DocumentedOperation, route: Route<never>): Json {
  const notes = notesOf(route);
  const { examples = {}, codes = FUNCTION_CODES } = notes;
  const input = inputJsonSchema(operation.input);
  const parameters = parametersOf(route, input, examples);
  const requestBody = bodyOf(route, input, jointChecks(operation.input), notes);
  const successes = successResponses(route, notes, operation.output);
  const failures = failureResponses(codes);
  const statuses = [...new Set([...Object.keys(successes), ...Object.keys(failures)])].toSorted();
  const responses = statuses.map((status) => {
    const both = [failures[status], successes[status]].filter((one) => one !== undefined);
    // What the function says itself replaces the gateway's answer.
    const own = both.filter((one) => both.length === 1 || !('$ref' in one));
    return [status, withExamples(status, own, notes)];
  });
  for (const [name, { status }] of Object.entries(examples)) {
    if (!statuses.includes(String(status))) throw new Error(`${route.path}: ${name} has an unknown status`);
  }
  return {
    operationId: notes.operationId ?? defaultId(route),
    summary: notes.summary ?? operation.description,
    tags: [operation.name],
    security: securityOf(route),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: Object.fromEntries(responses),
  };
}
