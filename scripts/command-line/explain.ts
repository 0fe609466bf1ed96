// What a person at the command line reads of an error.
import { Failure } from '../../lib/failure.ts';

/**
 * One line about an error, with its code where it has one. AWS's own name and words help at the command line; there is no
 * secret in them.
 */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof Failure) return `${error.code}: ${error.message}`;
  if (error.message === 'Region is missing') return 'Region is missing: set AWS_REGION.';
  return error.name === 'Error' ? error.message : `${error.name}: ${error.message}`;
}
