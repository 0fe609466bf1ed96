// The failure that names what is wrong with an input.
import { Failure, type InputError } from '../failure.ts';

const MOST_ERRORS = 100;
const MOST_TOLD = 5;
const LONGEST_PATH = 200;

/** The name of a field as the caller wrote it, printable, and never longer than a line. */
const shownPath = (path: string): string => path.slice(0, LONGEST_PATH).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');

/** `InvalidInput` with the first 100 errors; its detail tells the first five, for the doors that show nothing else. */
export function invalidInput(errors: readonly InputError[]): Failure {
  const shown = errors.slice(0, MOST_ERRORS).map(({ path, message }) => ({ path: shownPath(path), message }));
  const told = shown.slice(0, MOST_TOLD).map(({ path, message }) => (path ? `${path}: ${message}` : message));
  if (errors.length > MOST_TOLD) told.push(`and ${errors.length - MOST_TOLD} more`);
  return new Failure('InvalidInput', `The input is not valid: ${told.join('; ')}.`, { errors: shown });
}

/**
 * Refuses an input for one error.
 * @throws Failure `InvalidInput`
 */
export function refuse(path: string, message: string): never {
  throw invalidInput([{ path, message }]);
}

/**
 * Decodes percent-encoding.
 * @throws Failure `InvalidInput` naming the field when it is malformed.
 */
export function decodePercent(path: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return refuse(path, 'expected percent-encoded UTF-8');
  }
}
