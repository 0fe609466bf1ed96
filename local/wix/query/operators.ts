// The operators of the query language, each a test of one value.
import { validationError } from '../errors.ts';
import type { FieldFacts, Operator, Scalar } from './table.ts';

/** Says whether a value passes. */
export type Test = (value: Scalar) => boolean;

/**
 * The test that an operator with its operand makes.
 * @throws WixError 400 when the operand has the wrong type.
 */
export function createTest(facts: FieldFacts, operator: Operator, operand: unknown, path: string): Test {
  switch (operator) {
    case '$eq':
      return equal(scalar(facts, operand, path));
    case '$ne':
      return not(equal(scalar(facts, operand, path)));
    case '$in':
    case '$hasSome':
      return oneOf(facts, operand, path);
    case '$nin':
      return not(oneOf(facts, operand, path));
    case '$startsWith':
      return startsWith(text(operand, path));
    case '$isEmpty':
      return flag(operand, path) ? isEmpty : not(isEmpty);
    case '$exists':
      return flag(operand, path) ? not(isMissing) : isMissing;
    default:
      return ordered(operator, scalar(facts, operand, path));
  }
}

const isMissing: Test = (value) => value === undefined;
const isEmpty: Test = (value) => value === undefined || value === '';
const equal =
  (wanted: Scalar): Test =>
  (value) =>
    value === wanted;
const not =
  (test: Test): Test =>
  (value) =>
    !test(value);

/** $startsWith does not heed upper and lower case. [doc] */
function startsWith(prefix: string): Test {
  const lower = prefix.toLowerCase();
  return (value) => typeof value === 'string' && value.toLowerCase().startsWith(lower);
}

function oneOf(facts: FieldFacts, operand: unknown, path: string): Test {
  if (!Array.isArray(operand)) throw wrongType(path, 'an array');
  const wanted = new Set(operand.map((item: unknown) => scalar(facts, item, path)));
  return (value) => wanted.has(value);
}

/** Values of different types are in no order, and a missing value is neither smaller nor greater. */
function ordered(operator: '$gt' | '$gte' | '$lt' | '$lte', bound: Scalar): Test {
  return (value) => {
    if (value === undefined || bound === undefined) return false;
    if (operator === '$gt') return value > bound;
    if (operator === '$gte') return value >= bound;
    return operator === '$lt' ? value < bound : value <= bound;
  };
}

/** An operand as it is compared; null stands for a missing value. */
function scalar({ type }: FieldFacts, operand: unknown, path: string): Scalar {
  if (operand === null) return undefined;
  if (type === 'number' && typeof operand === 'number') return operand;
  if (type === 'boolean' && typeof operand === 'boolean') return operand;
  if (type === 'text' && typeof operand === 'string') return operand;
  if (type === 'date') return instantOf(operand, path);
  throw wrongType(path, `a ${type}`);
}

/** The instant of an ISO 8601 date. */
export function instantOf(operand: unknown, path: string): number {
  const isDate = typeof operand === 'string' && /^\d{4}-\d\d-\d\d/.test(operand);
  const instant = isDate ? Date.parse(operand) : Number.NaN;
  if (Number.isNaN(instant)) throw wrongType(path, 'an ISO 8601 date');
  return instant;
}

function text(operand: unknown, path: string): string {
  if (typeof operand !== 'string') throw wrongType(path, 'a text');
  return operand;
}

function flag(operand: unknown, path: string): boolean {
  if (typeof operand !== 'boolean') throw wrongType(path, 'a boolean');
  return operand;
}

const wrongType = (field: string, expected: string) =>
  validationError({ field, description: `must be ${expected}`, violatedRule: 'FORMAT' });
