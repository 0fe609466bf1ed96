// The request of a route: its parameters and its body, taken out of the schema of the operation's input.

import { readForm } from '../../lib/operation/form.ts';
import { type HttpRequest, isFields } from '../../lib/operation/http-request.ts';
import type { Route } from '../../lib/operation/operation.ts';
import type { JointCheck, Json } from './json-schema.ts';
import type { Example, RouteNotes } from './notes.ts';

type Examples = Readonly<Record<string, Example>>;

/** Named examples in the form of OpenAPI; left out where there are none. */
export function namedExamples(examples: Examples, pick: (example: Example) => unknown): Json {
  const entries = Object.entries(examples).flatMap(([name, example]) => {
    const value = pick(example);
    return value === undefined ? [] : [[name, { summary: example.summary, value }]];
  });
  return entries.length === 0 ? {} : { examples: Object.fromEntries(entries) };
}

const NO_REQUEST: HttpRequest = {
  method: '',
  path: '',
  stage: undefined,
  template: undefined,
  pathParameters: {},
  rawQuery: undefined,
  query: {},
  headers: new Map(),
  body: undefined,
  base64: false,
  clientId: undefined,
};

/** The names of the parameters in a path. */
export const pathNames = (path: string): readonly string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);

/** The parameters of a route. Throws Error when one of them fills no field of the input. */
export function parametersOf(route: Route<never>, input: Json, examples: Examples): readonly Json[] {
  const properties = isFields(input.properties) ? input.properties : {};
  const required = Array.isArray(input.required) ? input.required : [];
  const parameter = (name: string, field: string, facts: Json): Json => {
    const schema = properties[field];
    if (!isFields(schema)) throw new Error(`${route.path}: the input has no field ${field}`);
    const { description, ...rest } = schema;
    const given = namedExamples(examples, (example) => example.parameters?.[name]);
    return { name, ...facts, ...(description === undefined ? {} : { description }), schema: rest, ...given };
  };
  const inPath = pathNames(route.path).map((name) => parameter(name, name, { in: 'path', required: true }));
  const inQuery = Object.entries(route.query ?? {}).map(([name, { name: field, type }]) =>
    parameter(name, field, {
      in: 'query',
      ...(required.includes(field) ? { required: true } : {}),
      ...(type === 'list' ? { style: 'form', explode: true } : {}),
    }),
  );
  return [...inPath, ...inQuery];
}

/** The body of a POST: the fields of the input that nothing else fills. Undefined when there are none. */
export function bodyOf(
  route: Route<never>,
  input: Json,
  checks: readonly JointCheck[],
  { examples = {}, fields }: RouteNotes,
): Json | undefined {
  if (route.method !== 'POST') return undefined;
  const elsewhere = new Set([
    ...pathNames(route.path),
    ...Object.values(route.query ?? {}).map(({ name }) => name),
    ...Object.keys(route.constants ?? {}),
    ...Object.keys(route.given?.(NO_REQUEST) ?? {}),
  ]);
  const all = Object.entries(isFields(input.properties) ? input.properties : {});
  const properties = Object.fromEntries(
    all.filter(([name]) => !elsewhere.has(name) && (fields?.includes(name) ?? true)),
  );
  if (Object.keys(properties).length === 0) return undefined;
  const { required: wanted, ...rest } = input;
  const required = Array.isArray(wanted) ? wanted.filter((name) => Object.hasOwn(properties, name)) : [];
  const together = checks
    .filter(({ fields }) => fields.every((name) => Object.hasOwn(properties, name)))
    .map(({ fields, message }) => `${fields.join(', ')}: ${message}.`);
  const schema = {
    ...rest,
    ...(together.length === 0 ? {} : { description: together.join(' ') }),
    properties,
    ...(required.length === 0 ? {} : { required }),
  };
  const type = route.body === readForm ? 'application/x-www-form-urlencoded' : 'application/json';
  const content = { [type]: { schema, ...namedExamples(examples, ({ body }) => body) } };
  return { required: required.length > 0, content };
}
