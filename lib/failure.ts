// The one error class that carries a code of the contract to whichever door the call came through.
import { CODES, type Code } from './codes.ts';

/** One thing that is wrong with an input: where, as a dotted path (`content.0.text`), and what was expected. */
export interface InputError {
  readonly path: string;
  readonly message: string;
}

interface FailureFacts {
  /** What went wrong underneath; it is logged by name, never shown to a caller. */
  readonly cause?: unknown;
  /** `x-wix-request-id` of the answer, when Wix answered. */
  readonly wixRequestId?: string | undefined;
  /** Seconds after which another try makes sense. */
  readonly retryAfterSeconds?: number | undefined;
  /** It is certain that the request in question has not reached Wix. */
  readonly unsent?: boolean;
  /** For `InvalidInput`: every error with its path. */
  readonly errors?: readonly InputError[];
}

/**
 * A failure that the contract names. `name` is the code. `message` is the `detail` of a problem body: it is read by
 * callers, so it holds no secret, no upstream text and no value of an environment variable.
 */
export class Failure extends Error {
  readonly code: Code;
  readonly wixRequestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly unsent: boolean;
  readonly errors: readonly InputError[] | undefined;

  constructor(code: Code, detail: string, facts: FailureFacts = {}) {
    super(detail, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = code;
    this.code = code;
    this.wixRequestId = facts.wixRequestId;
    this.retryAfterSeconds = facts.retryAfterSeconds;
    this.unsent = facts.unsent === true;
    this.errors = facts.errors;
  }

  /** The HTTP status of the code. */
  get status(): number {
    return CODES[this.code].status;
  }
}

/** The failure that an unknown thrown value stands for: itself, or `Internal` with the value as its cause. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  return new Failure('Internal', 'An unexpected error occurred; the operator finds it in the log.', {
    cause: thrown,
  });
}
