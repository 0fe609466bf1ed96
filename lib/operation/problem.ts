// A failure as each door tells it: a problem body (RFC 9457) over HTTP, a thrown error elsewhere.
import { CODES } from '../codes.ts';
import type { Failure, InputError } from '../failure.ts';

/** The body of a failure over HTTP: `application/problem+json`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  readonly wixRequestId?: string;
  readonly errors?: readonly InputError[];
}

/** Wix's own advice after a 429 that names no time: wait a minute. */
const DEFAULT_RETRY_AFTER_SECONDS = 60;

/** The problem that a failure stands for. */
export function problemOf(failure: Failure, requestId: string): Problem {
  const { code, wixRequestId, errors } = failure;
  const { title, status } = CODES[code];
  return {
    type: `urn:wix-credits:problem:${code}`,
    title,
    status,
    detail: failure.message,
    code,
    requestId,
    ...(wixRequestId === undefined ? {} : { wixRequestId }),
    ...(errors === undefined ? {} : { errors }),
  };
}

/** Whole seconds after which another try makes sense; `WixRateLimited` always has one. */
export function retryAfterOf(failure: Failure): number | undefined {
  const seconds =
    failure.retryAfterSeconds ??
    (failure.code === 'WixRateLimited' ? DEFAULT_RETRY_AFTER_SECONDS : undefined);
  return seconds === undefined ? undefined : Math.max(1, Math.ceil(seconds));
}

/**
 * The error that EventBridge and Step Functions see: `name` is the code, the message what the author of a workflow
 * needs. It has no cause and no stack, because Lambda shows both to the caller.
 */
export function thrownOf(failure: Failure): Error {
  const retryAfter = retryAfterOf(failure);
  const facts = [
    failure.wixRequestId === undefined ? [] : [`wixRequestId ${failure.wixRequestId}`],
    retryAfter === undefined ? [] : [`retry after ${retryAfter} s`],
  ].flat();
  const error = new Error(failure.message + (facts.length === 0 ? '' : ` (${facts.join(', ')})`));
  error.name = failure.code;
  error.stack = `${error.name}: ${error.message}`;
  return error;
}
