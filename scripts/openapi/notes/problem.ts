// Problem bodies of examples, made as the functions make them.
import type { Code } from '../../../lib/codes.ts';
import { Failure } from '../../../lib/failure.ts';
import { type Problem, problemOf } from '../../../lib/operation/problem.ts';

const REQUEST_ID = 'BxYz1jKfDoEEPqg=';

/** The body of a failure. */
export const problem = (code: Code, detail: string, facts: { wixRequestId?: string } = {}): Problem =>
  problemOf(new Failure(code, detail, facts), REQUEST_ID);

/** The body of a failure for one wrong field. */
export const invalid = (path: string, message: string): Problem =>
  problemOf(
    new Failure('InvalidInput', `The input is not valid: ${path}: ${message}.`, {
      errors: [{ path, message }],
    }),
    REQUEST_ID,
  );
