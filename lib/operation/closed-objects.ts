// What valibot lets pass: unknown fields (it names at most the first) and arrays where an object belongs.
import * as v from 'valibot';
import type { InputError } from '../failure.ts';
import { type Fields, isFields } from './http-request.ts';

type Schema = v.GenericSchema & Fields;

/** What the walk has found, and what it needs for that. */
export interface Findings {
  /** Finds everything that is wrong with a value; for the options of a union. */
  readonly check: (schema: v.GenericSchema, value: unknown, path: string) => readonly InputError[];
  readonly errors: InputError[];
  /** Paths whose errors are complete: valibot's own issues there and below say nothing more. */
  readonly settled: Set<string>;
}

/** The message of a field that no schema names. */
export const UNKNOWN_FIELD = 'unknown field';

/** A path extended by a key or an index. */
export const join = (path: string, key: string | number): string => (path ? `${path}.${key}` : `${key}`);

const isSchema = (value: unknown): value is Schema => isFields(value) && value.kind === 'schema';
const schemas = (value: unknown): readonly Schema[] => (Array.isArray(value) ? value.filter(isSchema) : []);

function settle(path: string, message: string, found: Findings): void {
  if (!found.settled.has(path)) found.errors.push({ path, message });
  found.settled.add(path);
}

/** Notes a field that no schema names, once. */
export function unknownField(path: string, found: Findings): void {
  settle(path, UNKNOWN_FIELD, found);
}

function walkFields(schema: Schema, value: Fields, path: string, found: Findings): void {
  const others = schema.rest ?? schema.value;
  for (const [key, field] of Object.entries(value)) {
    const at = join(path, key);
    const known =
      isFields(schema.entries) && Object.hasOwn(schema.entries, key) ? schema.entries[key] : others;
    if (known !== undefined) walk(known, field, at, found);
    else if (schema.type !== 'loose_object') unknownField(at, found);
  }
}

/** A variant's option is the one whose discriminator fits; valibot reports when there is none. */
function walkVariant({ key, options }: Schema, value: Fields, path: string, found: Findings): void {
  const name = String(key);
  const fits = (option: Schema): boolean => {
    const discriminator = isFields(option.entries) ? option.entries[name] : undefined;
    return isSchema(discriminator) ? v.is(discriminator, value[name]) : schemas(option.options).some(fits);
  };
  walk(schemas(options).find(fits), value, path, found);
}

/**
 * A union's option is the first that fits, as it is for valibot. Where none does, the errors of the option that comes
 * nearest are worth more than "none of them fits".
 */
function walkUnion({ options }: Schema, value: unknown, path: string, found: Findings): void {
  const fitting = schemas(options).find((option) => v.is(option, value));
  if (fitting) {
    walk(fitting, value, path, found);
    return;
  }
  const candidates = schemas(options).map((option) => found.check(option, value, path));
  // An error at the very path means another type altogether: that option is not what the caller had in mind.
  const distance = (errors: readonly InputError[]): number =>
    errors.length + (errors.some((error) => error.path === path) ? 1_000_000 : 0);
  const [nearest = []] = candidates.sort((one, other) => distance(one) - distance(other));
  found.settled.add(path);
  for (const error of nearest) found.errors.push(error);
}

/** Walks a value along its schema and collects unknown own fields, `__proto__` included, with their paths. */
export function walk(schema: unknown, value: unknown, path: string, found: Findings): void {
  if (!isSchema(schema) || value === null || typeof value !== 'object') return;
  const inner = typeof schema.getter === 'function' ? schema.getter(value) : schema.wrapped;
  if (inner !== undefined) walk(inner, value, path, found);
  else if (schema.type === 'union') walkUnion(schema, value, path, found);
  else if (Array.isArray(value)) {
    if (schema.entries !== undefined || schema.key !== undefined) settle(path, 'expected an object', found);
    const items = schemas(schema.items);
    for (const [index, field] of value.entries()) {
      walk(items[index] ?? schema.item ?? schema.rest, field, join(path, index), found);
    }
  } else if (isFields(value)) {
    if (schema.type === 'variant') walkVariant(schema, value, path, found);
    else if (schema.entries !== undefined || schema.key !== undefined) walkFields(schema, value, path, found);
  }
}
