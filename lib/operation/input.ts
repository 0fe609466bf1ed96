// The input checked against its schema: every error at once, with its path and what was expected.
import * as v from 'valibot';
import type { InputError } from '../failure.ts';
import { type Findings, join, UNKNOWN_FIELD, walk } from './closed-objects.ts';
import { invalidInput } from './invalid-input.ts';
import { checkNesting } from './nesting.ts';

/** What the door knows about the fields that it read. */
export interface Reading {
  /** What was wrong already while reading. */
  readonly errors: readonly InputError[];
  /** Where a field has another name at the door: input field → the name that the caller used. */
  readonly names: ReadonlyMap<string, string>;
}

const NOUNS: Readonly<Record<string, string>> = {
  Object: 'an object',
  Array: 'an array',
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
};

/** What was expected, in words. It replaces valibot's own text, which quotes the received value. */
function expectation(issue: v.BaseIssue<unknown>): string {
  const { expected, type } = issue;
  if (issue.path?.at(-1)?.origin === 'key') return expected === 'never' ? UNKNOWN_FIELD : 'required';
  if (type === 'non_empty') return 'expected a value that is not empty';
  if (type.endsWith('_length')) return `expected a length ${expected}`;
  if (expected !== null) return `expected ${NOUNS[expected] ?? expected}`;
  return type === 'check' ? 'not valid' : `expected a valid ${type.replaceAll('_', ' ')}`;
}

function isSettled(path: string, settled: ReadonlySet<string>): boolean {
  if (settled.size === 0) return false;
  let end = path.length;
  while (end > 0) {
    if (settled.has(path.slice(0, end))) return true;
    end = path.lastIndexOf('.', end - 1);
  }
  return settled.has('');
}

function inspect<T>(schema: v.GenericSchema<unknown, T>, value: unknown, path: string, found: Findings) {
  const result = v.safeParse(schema, value, { message: expectation });
  walk(schema, value, path, found);
  for (const issue of result.issues ?? []) {
    const at = (issue.path ?? []).reduce((parent, item) => join(parent, String(item.key)), path);
    if (!isSettled(at, found.settled)) found.errors.push({ path: at, message: issue.message });
  }
  return result;
}

function check(schema: v.GenericSchema, value: unknown, path: string): readonly InputError[] {
  const found: Findings = { check, errors: [], settled: new Set() };
  inspect(schema, value, path, found);
  return found.errors;
}

/**
 * Parses an input.
 * @throws Failure `InvalidInput` with every error of the input.
 */
export function parseInput<Input>(
  schema: v.GenericSchema<unknown, Input>,
  value: unknown,
  reading: Reading = { errors: [], names: new Map() },
): Input {
  const found: Findings = { check, errors: [...reading.errors], settled: new Set() };
  checkNesting(value, found);
  const result = inspect(schema, value, '', found);
  if (found.errors.length === 0 && result.success) return result.output;
  const named = found.errors.map(({ path, message }) => {
    const [head = '', ...rest] = path.split('.');
    return { path: [reading.names.get(head) ?? head, ...rest].join('.'), message };
  });
  throw invalidInput(named);
}
