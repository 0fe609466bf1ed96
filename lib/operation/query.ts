// The query of a request read into input fields, as the route declares them.
import type { InputError } from '../failure.ts';
import type { Fields, HttpRequest } from './http-request.ts';
import type { Reading } from './input.ts';
import { decodePercent } from './invalid-input.ts';
import type { QueryField } from './operation.ts';

const DECIMAL = /^-?\d+(\.\d+)?$/;

function parse(rawQuery: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const pair of rawQuery.replaceAll('+', ' ').split('&').filter(Boolean)) {
    const [name = '', ...rest] = pair.split('=');
    const field = decodePercent('query', name);
    const list = values.get(field) ?? [];
    list.push(decodePercent(field, rest.join('=')));
    values.set(field, list);
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
  readonly fields: Fields;
}

/**
 * The input fields that the query gives, and an error for every field that the route does not know or that may not be
 * repeated. A field that a path parameter overrides is left out.
 * @throws Failure `InvalidInput` when the query cannot be decoded.
 */
export function readQuery(
  { rawQuery, query }: HttpRequest,
  known: Readonly<Record<string, QueryField>>,
  parameters: Fields,
): QueryReading {
  const errors: InputError[] = [];
  const names = new Map<string, string>();
  const fields: [string, unknown][] = [];
  for (const [path, values] of rawQuery === undefined ? Object.entries(query) : parse(rawQuery)) {
    const field = Object.hasOwn(known, path) ? known[path] : undefined;
    if (Object.hasOwn(parameters, path)) continue;
    if (field === undefined) errors.push({ path, message: 'unknown query field' });
    else if (field.type !== 'list' && values.length > 1) errors.push({ path, message: 'expected only once' });
    else {
      names.set(field.name, path);
      fields.push([field.name, coerce(field.type, values)]);
    }
  }
  return { fields: Object.fromEntries(fields), errors, names };
}
