// The operations of the bundle: every file of functions/ that exports one.
import { readdir } from 'node:fs/promises';
import type * as v from 'valibot';
import { isFields } from '../../lib/operation/http-request.ts';
import type { Route } from '../../lib/operation/operation.ts';

/** What the document tells of an operation; how it runs is of no interest here. */
export interface DocumentedOperation {
  readonly name: string;
  readonly description: string;
  readonly routes: readonly Route<never>[];
  readonly input: v.GenericSchema;
  readonly output: v.GenericSchema;
}

const FUNCTIONS = new URL('../../functions/', import.meta.url);

function isOperation(value: unknown): value is DocumentedOperation {
  if (!isFields(value)) return false;
  const { name, description, routes, input, output } = value;
  const described = typeof name === 'string' && typeof description === 'string';
  return described && Array.isArray(routes) && isFields(input) && isFields(output);
}

/** All of them by name, from a listing of the folder: a new function is documented without a word here. */
export async function listOperations(): Promise<readonly DocumentedOperation[]> {
  const files = (await readdir(FUNCTIONS)).filter((file) => file.endsWith('.ts')).toSorted();
  const operations: DocumentedOperation[] = [];
  for (const file of files) {
    const exported: object = await import(new URL(file, FUNCTIONS).href);
    operations.push(...Object.values(exported).filter(isOperation));
  }
  return operations;
}
