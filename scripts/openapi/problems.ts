// Failures in the document: problem bodies of the functions, and the gateway's own answers.
import { CODES, type Code } from '../../lib/codes.ts';
import type { Json } from './json-schema.ts';
import { FUNCTION_CODES } from './notes/codes.ts';

const text = { type: 'string' } as const;

/** The body of a failure (RFC 9457), as `problemOf` makes it. */
export const PROBLEM: Json = {
  type: 'object',
  description: 'A failure as RFC 9457 has it. The code is stable: decide by it, not by the texts.',
  properties: {
    type: { ...text, format: 'uri', description: 'urn:wix-credits:problem: and the code.' },
    title: text,
    status: { type: 'integer' },
    detail: { ...text, description: 'What happened and who must act, for people.' },
    code: { ...text, enum: FUNCTION_CODES },
    requestId: { ...text, description: 'Finds the call in the log.' },
    wixRequestId: { ...text, description: 'The request id of Wix, for its support.' },
    errors: {
      type: 'array',
      description: 'Everything that is wrong with an input.',
      items: {
        type: 'object',
        properties: {
          path: { ...text, description: 'A dotted path: content.0.text' },
          message: text,
        },
        required: ['path', 'message'],
      },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
};

/** The body of what the gateway answers before a function is called. */
export const REFUSAL: Json = {
  type: 'object',
  description: 'An answer of the gateway itself.',
  properties: { message: text },
  required: ['message'],
};

const refusal = (description: string): Json => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
});

/** The gateway's answers, by their names in the components. */
export const REFUSALS: Json = {
  Unauthorized: refusal(`${CODES.Unauthorized.title}.`),
  Forbidden: refusal(`${CODES.Forbidden.title}.`),
  TooManyRequests: refusal('The gateway throttles: too many requests at a time.'),
};

const ACTORS = {
  caller: 'the caller acts',
  operator: 'the operator of the bundle acts',
  upstream: 'it passes: try later',
} as const;

function describe(codes: readonly Code[]): string {
  return codes.map((code) => `${code}: ${CODES[code].title} (${ACTORS[CODES[code].actor]}).`).join(' ');
}

function problemResponse(codes: readonly Code[]): Json {
  const retries = codes.some((code) => CODES[code].status === 503);
  const narrowed = { type: 'object', properties: { code: { enum: codes } } };
  return {
    description: describe(codes),
    ...(retries ? { headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } } : {}),
    content: {
      'application/problem+json': { schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, narrowed] } },
    },
  };
}

/** The responses of failures by status: the gateway's, and those of the codes. */
export function failureResponses(codes: readonly Code[]): Readonly<Record<string, Json>> {
  const byStatus = Map.groupBy(codes, (code) => String(CODES[code].status));
  return {
    '401': { $ref: '#/components/responses/Unauthorized' },
    '403': { $ref: '#/components/responses/Forbidden' },
    '429': { $ref: '#/components/responses/TooManyRequests' },
    ...Object.fromEntries([...byStatus].map(([status, those]) => [status, problemResponse(those)])),
  };
}
