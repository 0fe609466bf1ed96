// What valibot lets pass: unknown fields (it names at most the first) and arrays where an object belongs.
import * as v from 'valibot';
import type { InputError } from '../failure.ts';
import { isFields } from './http-request.ts';

type Schema = v.GenericSchema;

/** What the walk has found, and what it needs for that. */
export interface Findings {
  /** Finds everything that is wrong with a value; for the options of a union. */
  readonly check: (schema: Schema, value: unknown, path: string) => readonly InputError[];
  readonly errors: InputError[];
  /** Paths whose errors are complete: valibot's own issues there and below say nothing more. */
  readonly settled: Set<string>;
}

/** The message of a field that no schema names. */
export const UNKNOWN_FIELD = 'unknown field';

/** A path extended by a key or an index. */
export const join = (path: string, key: string | number): string =>
  path === '' ? `${key}` : `${path}.${key}`;

const isSchema = (value: unknown): value is Schema => isFields(value) && value.kind === 'schema';
const schemaIn = (schema: Schema, name: string): Schema | undefined => {
  const value: unknown = name in schema ? Reflect.get(schema, name) : undefined;
  return isSchema(value) ? value : undefined;
};
const listIn = (schema: Schema, name: string): readonly Schema[] => {
  const value: unknown = Reflect.get(schema, name);
  return Array.isArray(value) ? value.filter(isSchema) : [];
};

function lazySchema(schema: Schema, value: object): Schema | undefined {
  const getter: unknown = Reflect.get(schema, 'getter');
  const schemaOfValue: unknown = typeof getter === 'function' ? getter(value) : undefined;
  return isSchema(schemaOfValue) ? schemaOfValue : undefined;
}

function unknownField(path: string, found: Findings): void {
  if (found.settled.has(path)) return;
  found.errors.push({ path, message: UNKNOWN_FIELD });
  found.settled.add(path);
}

function walkFields(schema: Schema, value: object, path: string, found: Findings): void {
  if (Array.isArray(value)) {
    found.errors.push({ path, message: 'expected an object' });
    found.settled.add(path);
    return;
  }
  const entries: unknown = Reflect.get(schema, 'entries');
  const others = schemaIn(schema, 'rest') ?? schemaIn(schema, 'value');
  for (const [key, field] of Object.entries(value)) {
    const own: unknown = isFields(entries) && Object.hasOwn(entries, key) ? entries[key] : others;
    if (isSchema(own)) walk(own, field, join(path, key), found);
    else if (schema.type !== 'loose_object') unknownField(join(path, key), found);
  }
}

function walkItems(schema: Schema, value: readonly unknown[], path: string, found: Findings): void {
  const items = listIn(schema, 'items');
  const others = schemaIn(schema, 'item') ?? schemaIn(schema, 'rest');
  for (const [index, field] of value.entries()) {
    const item = items[index] ?? others;
    if (item) walk(item, field, join(path, index), found);
  }
}

/** A variant's option is the one whose discriminator fits; valibot reports when there is none. */
function walkVariant(schema: Schema, value: object, path: string, found: Findings): void {
  const key = String(Reflect.get(schema, 'key'));
  const fits = (option: Schema): boolean => {
    const entries: unknown = Reflect.get(option, 'entries');
    const discriminator: unknown = isFields(entries) ? entries[key] : undefined;
    return isSchema(discriminator)
      ? v.is(discriminator, Reflect.get(value, key))
      : listIn(option, 'options').some(fits);
  };
  const option = listIn(schema, 'options').find(fits);
  if (option) walk(option, value, path, found);
}

/** The errors of the option of a union that comes nearest are worth more than "none of them fits". */
function walkUnion(schema: Schema, value: object, path: string, found: Findings): void {
  let nearest: readonly InputError[] | undefined;
  for (const option of listIn(schema, 'options')) {
    const errors = found.check(option, value, path);
    if (nearest === undefined || errors.length < nearest.length) nearest = errors;
  }
  for (const error of nearest ?? []) found.errors.push(error);
  found.settled.add(path);
}

/** Walks a value along its schema and collects unknown own fields, `__proto__` included, with their paths. */
export function walk(schema: Schema, value: unknown, path: string, found: Findings): void {
  if (value === null || typeof value !== 'object') return;
  const inner = schemaIn(schema, 'wrapped') ?? lazySchema(schema, value);
  if (inner) walk(inner, value, path, found);
  else if (schema.type === 'union') walkUnion(schema, value, path, found);
  else if (schema.type === 'variant') walkVariant(schema, value, path, found);
  else if (schema.type === 'record' || 'entries' in schema) walkFields(schema, value, path, found);
  else if (Array.isArray(value)) walkItems(schema, value, path, found);
}
