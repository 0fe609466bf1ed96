// Free-form metadata, plain or in the form of a protobuf Struct, as plain JSON with its keys in one order.
import { isObject } from './wire.ts';

/** Any JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Protobuf itself reads no message that is nested deeper; the limit keeps a hostile record from ending the stack. */
const deepest = 100;

class NotMetadata extends Error {}

function kindOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const [kind, ...more] = Object.keys(value);
  return kind !== undefined && more.length === 0 && Object.hasOwn(structKinds, kind) ? kind : undefined;
}

const structKinds: Readonly<Record<string, (value: unknown, depth: number) => Json>> = {
  nullValue: () => null,
  stringValue: (value) => leaf(value, 'string'),
  numberValue: (value) => leaf(value, 'number'),
  boolValue: (value) => leaf(value, 'boolean'),
  structValue: (value, depth) => {
    const fields = fieldsOf(value);
    if (fields === undefined) throw new NotMetadata();
    return object(fields, fromStruct, depth + 1);
  },
  listValue: (value, depth) => {
    const values = isObject(value) ? (value.values ?? []) : value;
    if (!Array.isArray(values) || depth >= deepest) throw new NotMetadata();
    return values.map((item) => fromStruct(item, depth + 1));
  },
};

function leaf(value: unknown, type: 'string' | 'number' | 'boolean'): Json {
  if (typeof value !== type) throw new NotMetadata();
  return plain(value, 0);
}

function fromStruct(value: unknown, depth: number): Json {
  const convert = structKinds[kindOf(value) ?? ''];
  if (convert === undefined || !isObject(value)) throw new NotMetadata();
  return convert(Object.values(value)[0], depth);
}

/** The fields of a Struct: an object with `fields` alone, each of them one of the kinds; undefined for anything else. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isObject(value) || !isObject(value.fields) || Object.keys(value).length !== 1) return undefined;
  return Object.values(value.fields).every((field) => kindOf(field) !== undefined) ? value.fields : undefined;
}

function plain(value: unknown, depth: number): Json {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value;
  if (Array.isArray(value) && depth < deepest) return value.map((item) => plain(item, depth + 1));
  if (isObject(value)) return object(value, plain, depth + 1);
  throw new NotMetadata();
}

/** The object at a level, counted from 1. Sorted keys, because a protobuf map has no order of its own: the same record must give the same bytes. */
function object(
  fields: Readonly<Record<string, unknown>>,
  convert: (value: unknown, depth: number) => Json,
  depth: number,
): JsonObject {
  if (depth > deepest) throw new NotMetadata();
  const keys = Object.keys(fields).sort();
  return Object.fromEntries(keys.map((key) => [key, convert(fields[key], depth)]));
}

/** True for what most records hold: one level of plain values, its keys in order already; it needs no copy. */
function isFlatAndSorted(value: Readonly<Record<string, unknown>>): value is JsonObject {
  let previous = '';
  for (const key in value) {
    const item = value[key];
    const isPlain =
      typeof item === 'string' ||
      typeof item === 'boolean' ||
      item === null ||
      (typeof item === 'number' && Number.isFinite(item) && !Object.is(item, -0));
    if (!isPlain || key < previous) return false;
    previous = key;
  }
  return true;
}

function undefinedWhereNot(read: () => JsonObject): JsonObject | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotMetadata) return undefined;
    throw error;
  }
}

/**
 * Metadata that is plain JSON already, keys sorted at every level. Undefined when the value is no object, is nested
 * deeper than 100 levels or holds what JSON cannot.
 */
export function parsePlainMetadata(value: unknown): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  return isFlatAndSorted(value) ? value : undefinedWhereNot(() => object(value, plain, 1));
}

/**
 * Metadata as Wix may send it, plain or as a Struct (`{fields: {tokens: {numberValue: 3}}}`), as plain JSON. An object
 * with `fields` alone whose every field is of a Struct's kind is taken for a Struct. Undefined as above.
 */
export function parseMetadata(value: unknown): JsonObject | undefined {
  const fields = fieldsOf(value);
  return fields === undefined
    ? parsePlainMetadata(value)
    : undefinedWhereNot(() => object(fields, fromStruct, 1));
}
