// Objects of the monitor in the store: JSON by a schema, and lines of it.
import * as v from 'valibot';
import { Failure } from '../../failure.ts';

/** The content type of lines. */
export const NDJSON = 'application/x-ndjson';

/** A value as the content of an object. */
export const encode = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

/** Rows as lines of JSON, each with its line break. */
export const encodeLines = (rows: readonly unknown[]): Uint8Array =>
  Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));

function damaged(key: string, cause: unknown): Failure {
  return new Failure(
    'Internal',
    `The monitor cannot read what it stored: the operator must put back or remove ${key}.`,
    { cause },
  );
}

/**
 * The content of an object.
 * @throws Failure `Internal` naming the key when it is not what the schema says.
 */
export function decode<T>(schema: v.GenericSchema<unknown, T>, key: string, body: Uint8Array): T {
  try {
    return v.parse(schema, JSON.parse(Buffer.from(body).toString()));
  } catch (cause) {
    throw damaged(key, cause);
  }
}

/**
 * The lines of an object; with `wanted`, only those that it takes, before they are parsed.
 * @throws Failure `Internal` naming the key when a line is not what the schema says.
 */
export function decodeLines<T>(
  schema: v.GenericSchema<unknown, T>,
  key: string,
  body: Uint8Array,
  wanted: (line: string) => boolean = () => true,
): T[] {
  const lines = Buffer.from(body).toString().split('\n');
  try {
    if (lines.pop() !== '') throw new SyntaxError('the text stops in the middle of a line');
    return lines.filter(wanted).map((line) => v.parse(schema, JSON.parse(line)));
  } catch (cause) {
    throw damaged(key, cause);
  }
}
