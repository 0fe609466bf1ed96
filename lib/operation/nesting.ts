// What no schema may ever see: input nested so deep that it would exhaust the stack, and `__proto__` as a key.
import { Failure } from '../failure.ts';
import { type Findings, join, UNKNOWN_FIELD } from './closed-objects.ts';

const DEEPEST = 32;

/**
 * Collects every own `__proto__` in a value that came from JSON.
 * @throws Failure `InvalidInput` when the value is nested deeper than 32 levels.
 */
export function checkNesting(value: unknown, found: Findings, path = '', depth = 0): void {
  if (value === null || typeof value !== 'object') return;
  if (depth === DEEPEST) {
    const errors = [{ path, message: `expected at most ${DEEPEST} levels of nesting` }];
    throw new Failure('InvalidInput', `The input is nested deeper than ${DEEPEST} levels.`, { errors });
  }
  for (const [key, field] of Object.entries(value)) {
    if (key === '__proto__') {
      found.errors.push({ path: join(path, key), message: UNKNOWN_FIELD });
      found.settled.add(join(path, key));
    }
    checkNesting(field, found, join(path, key), depth + 1);
  }
}
