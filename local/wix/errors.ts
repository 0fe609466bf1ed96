// Wix's errors: a status and one of the two documented bodies.

/** One thing that a request got wrong, as Wix names it. */
export interface FieldViolation {
  /** Dotted path into the request body. */
  readonly field: string;
  readonly description: string;
  readonly violatedRule: string;
  readonly ruleName?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** What `details.applicationError` holds. */
export interface ApplicationError {
  readonly code: string;
  readonly description: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface WixErrorFacts {
  /** The JSON of the body; absent when the body is empty. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly application?: ApplicationError;
}

/** An answer of Wix that is no success. */
export class WixError extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly application: ApplicationError | undefined;

  constructor(status: number, message: string, facts: WixErrorFacts = {}) {
    super(message);
    this.name = 'WixError';
    this.status = status;
    this.body = facts.body;
    this.headers = facts.headers ?? {};
    this.application = facts.application;
  }
}

/** An error of the business logic: `details.applicationError`. */
export function applicationError(
  status: number,
  code: string,
  description: string,
  data: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): WixError {
  const application = { code, description, data };
  const body = { message: description, details: { applicationError: application } };
  return new WixError(status, description, { body, headers, application });
}

/** A 400 with `details.validationError`, in the wording that the official SDK rebuilds from it. */
export function validationError(...fieldViolations: readonly FieldViolation[]): WixError {
  const list = fieldViolations.map(({ field, description }) => `"${field}" ${description}`).join(', ');
  const message = `INVALID_ARGUMENT: ${list}`;
  return new WixError(400, message, { body: { message, details: { validationError: { fieldViolations } } } });
}

/** 401: no key, a key that is malformed, unknown or revoked. Assumption: the text; Wix documents the status and the code. */
export const unauthenticated = () => applicationError(401, 'UNAUTHENTICATED', 'Unauthenticated');

/** 403: the key is good and may not do this. Wix leaves the description of these empty. [seen] */
export const permissionDenied = () => applicationError(403, 'PERMISSION_DENIED', '');

/** 428: a site-level method was called in the context of the account. [seen] */
export const missingMetasiteId = () =>
  applicationError(428, 'MISSING_METASITE_ID', "Couldn't extract metasiteId from the request context");

/** A path that Wix does not have. Assumption: the answer of Wix's edge has no body. */
export const unknownPath = () => new WixError(404, 'Not found');
