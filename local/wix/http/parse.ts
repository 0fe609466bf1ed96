// A request body parsed by a schema; what is wrong with it is told in Wix's own form.
import * as v from 'valibot';
import { type FieldViolation, validationError } from '../errors.ts';

/**
 * The parsed body. Unknown fields are ignored, as Wix's gateway does.
 * @throws WixError 400 with every violation.
 */
export function parseBody<T>(schema: v.GenericSchema<unknown, T>, body: unknown): T {
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  throw validationError(...result.issues.map(toViolation));
}

type Issue = v.BaseIssue<unknown>;

/** Assumption: the wording of the descriptions; the names of the rules are the platform's. */
function toViolation(issue: Issue): FieldViolation {
  const field = v.getDotPath(issue) ?? '';
  if (issue.received === 'undefined') {
    return { field, description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' };
  }
  const bound = { threshold: issue.requirement };
  switch (issue.type) {
    case 'max_value':
      return {
        field,
        description: `must be less than or equal to ${issue.requirement}`,
        violatedRule: 'MAX',
        data: bound,
      };
    case 'min_value':
      return {
        field,
        description: `must be greater than or equal to ${issue.requirement}`,
        violatedRule: 'MIN',
        data: bound,
      };
    case 'max_length':
    case 'min_length':
      return ofSize(field, issue);
    case 'picklist':
      return { field, description: 'has an unknown value', violatedRule: 'INVALID_ENUM_VALUE' };
    default:
      return { field, description: `has wrong format: ${issue.message}`, violatedRule: 'FORMAT' };
  }
}

function ofSize(field: string, issue: Issue): FieldViolation {
  const isText = typeof issue.input === 'string';
  const [most, wording] = issue.type === 'max_length' ? ['MAX', 'or less'] : ['MIN', 'or more'];
  return {
    field,
    description: `has ${isText ? 'length' : 'size'} ${issue.received}, expected ${issue.requirement} ${wording}`,
    violatedRule: `${most}_${isText ? 'LENGTH' : 'SIZE'}`,
    data: { threshold: issue.requirement },
  };
}
