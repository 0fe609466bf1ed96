// A filter made into one test of a row, and the time span that it confines the rows to.
import { validationError } from '../errors.ts';
import { createTest, instantOf } from './operators.ts';
import { OPERATORS, type Operator, type Table } from './table.ts';

/** Says whether the row at a place passes. */
export type RowTest = (place: number) => boolean;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const ROOT = 'query.filter';

/**
 * Compiles a filter.
 * @throws WixError 400 for a field that cannot be filtered by, an operator that the field does not know, a wrong operand.
 */
export function compileFilter(table: Table, filter: unknown, path = ROOT): RowTest {
  if (!isObject(filter)) throw invalid(path, 'must be an object');
  const tests = Object.entries(filter).map(([name, value]) => compileEntry(table, name, value, path));
  return (place) => tests.every((test) => test(place));
}

function compileEntry(table: Table, name: string, value: unknown, path: string): RowTest {
  const here = `${path}.${name}`;
  if (name === '$and' || name === '$or') {
    const tests = listOf(value, here).map((part) => compileFilter(table, part, here));
    return name === '$and'
      ? (place) => tests.every((test) => test(place))
      : (place) => tests.some((test) => test(place));
  }
  if (name === '$not') {
    const tests = (Array.isArray(value) ? value : [value]).map((part: unknown) =>
      compileFilter(table, part, here),
    );
    return (place) => !tests.every((test) => test(place));
  }
  const facts = table.fields.get(name);
  if (!facts || facts.operators.length === 0) {
    throw invalid(here, `field ${name} is not filterable`, 'FIELD_NOT_FILTERABLE');
  }
  const tests = conditionsOf(value, here).map(([operator, operand]) => {
    if (!facts.operators.includes(operator)) throw unsupported(here, operator);
    return createTest(facts, operator, operand, here);
  });
  return (place) => {
    const found = table.value(place, name);
    return tests.every((test) => test(found));
  };
}

/** `{field: value}` stands for `{field: {$eq: value}}`. [doc] */
function conditionsOf(value: unknown, path: string): (readonly [Operator, unknown])[] {
  if (!isObject(value)) return [['$eq', value]];
  return Object.entries(value).map(([name, operand]) => {
    const operator = OPERATORS.find((known) => known === name);
    if (!operator) throw unsupported(path, name);
    return [operator, operand] as const;
  });
}

/** A time span in ms since 1970, both ends included; wider than the filter at most. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The span of `createdDate` that a compiled filter leaves open, so that a page need not look at all rows. */
export function spanOf(filter: unknown): Span {
  let from = Number.NEGATIVE_INFINITY;
  let to = Number.POSITIVE_INFINITY;
  const narrow = (span: Span) => {
    from = Math.max(from, span.from);
    to = Math.min(to, span.to);
  };
  if (!isObject(filter)) return { from, to };
  for (const part of listOf(filter.$and ?? [], ROOT)) narrow(spanOf(part));
  if (filter.createdDate === undefined || filter.createdDate === null) return { from, to };
  for (const [operator, operand] of conditionsOf(filter.createdDate, ROOT)) {
    if (operator === '$gt' || operator === '$gte') narrow({ from: instantOf(operand, ROOT), to });
    if (operator === '$lt' || operator === '$lte') narrow({ from, to: instantOf(operand, ROOT) });
    if (operator === '$eq') narrow({ from: instantOf(operand, ROOT), to: instantOf(operand, ROOT) });
  }
  return { from, to };
}

function listOf(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw invalid(path, 'must be an array');
  return value;
}

/** Assumption: the wording; a 400 with a validation error has been seen for a field that is not filterable. */
const invalid = (field: string, description: string, ruleName?: string) =>
  validationError({ field, description, violatedRule: 'OTHER', ...(ruleName ? { ruleName } : {}) });

const unsupported = (path: string, operator: string) =>
  invalid(path, `operator ${operator} is not supported`, 'OPERATOR_NOT_SUPPORTED');
