// What a person at the command line reads of an error.
import { Failure } from '../lib/failure.ts';

/** The command was not understood: its usage is shown, and the exit code is 2. */
export class UsageError extends Error {}

/** One line about an error. AWS's own name and words help at the command line; there is no secret in them. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message === 'Region is missing') return 'Region is missing: set AWS_REGION.';
  const own = error instanceof UsageError || error.name === 'Error' || error instanceof Failure;
  return own ? error.message : `${error.name}: ${error.message}`;
}
