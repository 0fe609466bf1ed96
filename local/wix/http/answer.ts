// An answer before it is sent, and the bodies that stand for errors.
import type { WixError } from '../errors.ts';
import type { Fault } from '../faults.ts';

/** Status, headers and the bytes of a body. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const EMPTY = Buffer.alloc(0);

/** The first half of an answer's body. */
export const halfOf = ({ body }: Answer) => body.subarray(0, Math.floor(body.length / 2));

/** A 200 with JSON. */
export function success(json: string | Buffer): Answer {
  return { status: 200, headers: JSON_TYPE, body: typeof json === 'string' ? Buffer.from(json) : json };
}

/** The answer that an error stands for. */
export function refusal({ status, body, headers }: WixError): Answer {
  if (body === undefined) return { status, headers, body: EMPTY };
  return { status, headers: { ...JSON_TYPE, ...headers }, body: Buffer.from(JSON.stringify(body)) };
}

/** What an operator's bug looks like to the caller: Wix sends its system errors empty by design. [doc] */
export function systemError(status = 500): Answer {
  return { status, headers: JSON_TYPE, body: Buffer.from('{"message":"","details":{}}') };
}

/** The answer of a scripted status. */
export function scriptedStatus(fault: Extract<Fault, { kind: 'status' }>): Answer {
  const { status } = fault;
  const retryAfter: Record<string, string> =
    fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
  const { headers, body } = scriptedBody(fault);
  return { status, headers: { ...headers, ...retryAfter, ...fault.headers }, body };
}

function scriptedBody(fault: Extract<Fault, { kind: 'status' }>): Omit<Answer, 'status'> {
  const { status } = fault;
  if (fault.json !== undefined) return { headers: JSON_TYPE, body: Buffer.from(JSON.stringify(fault.json)) };
  switch (fault.body) {
    case 'html':
      return {
        headers: { 'content-type': 'text/html' },
        body: Buffer.from(
          `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`,
        ),
      };
    case 'empty':
      return { headers: {}, body: EMPTY };
    default:
      return { headers: JSON_TYPE, body: wixBody(status) };
  }
}

const CODES: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ALREADY_EXISTS',
  428: 'FAILED_PRECONDITION',
  429: 'RESOURCE_EXHAUSTED',
};

function wixBody(status: number): Buffer {
  const code = CODES[status];
  if (code === undefined) return systemError(status).body;
  const description = `Scripted ${status}`;
  const details = { applicationError: { code, description, data: {} } };
  return Buffer.from(JSON.stringify({ message: description, details }));
}
