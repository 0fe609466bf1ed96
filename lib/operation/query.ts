// The query of a request read into input fields, as the route declares them.
import { Failure, type InputError } from '../failure.ts';
import type { HttpRequest } from './http-request.ts';
import type { Reading } from './input.ts';
import type { QueryField, Route } from './operation.ts';
import { parameterNames } from './routes.ts';

const DECIMAL = /^-?\d+(\.\d+)?$/;

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    const errors = [{ path: 'query', message: 'expected percent-encoded UTF-8' }];
    throw new Failure('InvalidInput', 'The query is not percent-encoded UTF-8.', { cause, errors });
  }
}

function parse(rawQuery: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const pair of rawQuery.split('&').filter(Boolean)) {
    const at = pair.indexOf('=');
    const name = decode(at < 0 ? pair : pair.slice(0, at));
    const list = values.get(name) ?? [];
    list.push(at < 0 ? '' : decode(pair.slice(at + 1)));
    values.set(name, list);
  }
  return values;
}

function coerce(type: QueryField['type'], values: readonly string[]): unknown {
  if (type === 'list') return values.flatMap((value) => value.split(','));
  const [value = ''] = values;
  return type === 'number' && DECIMAL.test(value) ? Number(value) : value;
}

/** What the query gives. */
export interface QueryReading extends Reading {
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * The input fields that the query gives, and an error for every field that the route does not know or that may not be
 * repeated. A field that a path parameter overrides is left out.
 * @throws Failure `InvalidInput` when the query cannot be decoded.
 */
export function readQuery(route: Route<never>, request: HttpRequest): QueryReading {
  const given =
    request.rawQuery === undefined ? new Map(Object.entries(request.query)) : parse(request.rawQuery);
  const known = new Map(Object.entries(route.query ?? {}));
  const overridden = new Set(parameterNames(route.path));
  const errors: InputError[] = [];
  const names = new Map<string, string>();
  const fields: [string, unknown][] = [];
  for (const [name, values] of given) {
    if (overridden.has(name)) continue;
    const field = known.get(name);
    if (field === undefined) errors.push({ path: name, message: 'unknown query field' });
    else if (field.type !== 'list' && values.length > 1) {
      errors.push({ path: name, message: 'expected only once' });
    } else {
      names.set(field.name, name);
      fields.push([field.name, coerce(field.type, values)]);
    }
  }
  return { fields: Object.fromEntries(fields), errors, names };
}
