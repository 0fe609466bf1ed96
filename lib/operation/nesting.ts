// What no schema may ever see: input nested so deep that it would exhaust the stack, and `__proto__` as a key.
import { type Findings, join, unknownField } from './closed-objects.ts';
import { refuse } from './invalid-input.ts';

const DEEPEST = 32;

/**
 * Collects every own `__proto__` in a value that came from JSON.
 * @throws Failure `InvalidInput` when the value is nested deeper than 32 levels.
 */
export function checkNesting(value: unknown, found: Findings, path = '', depth = 0): void {
  if (value === null || typeof value !== 'object') return;
  if (depth === DEEPEST) refuse(path, `expected at most ${DEEPEST} levels of nesting`);
  for (const [key, field] of Object.entries(value)) {
    if (key === '__proto__') unknownField(join(path, key), found);
    checkNesting(field, found, join(path, key), depth + 1);
  }
}
