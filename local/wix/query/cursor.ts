// Opaque cursors: the query, the key of a row, and the way to go from it. They outlive a restart of the same world.
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Query } from './request.ts';
import type { Scalar } from './table.ts';

/** A place in the rows of a query, named by the sort key of the row there. */
export interface Cursor {
  readonly query: Query;
  readonly key: readonly Scalar[];
  readonly direction: 'next' | 'prev';
}

const schema = v.strictTuple([
  v.record(v.string(), v.unknown()),
  v.array(v.strictObject({ fieldName: v.string(), order: v.picklist(['ASC', 'DESC']) })),
  v.array(
    v.union([
      v.string(),
      v.number(),
      v.boolean(),
      v.pipe(
        v.null(),
        v.transform(() => undefined),
      ),
    ]),
  ),
  v.picklist(['next', 'prev']),
]);

const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 8);

/** The token of a cursor. */
export function encodeCursor({ query, key, direction }: Cursor): string {
  const keyOfJson = key.map((value) => value ?? null);
  const text = JSON.stringify([query.filter, query.sort, keyOfJson, direction]);
  return `${digest(text)}.${Buffer.from(text).toString('base64url')}`;
}

/** The cursor of a token; undefined when the token was not made here. */
export function decodeCursor(token: string): Cursor | undefined {
  const [check, encoded] = token.split('.');
  if (!check || !encoded) return undefined;
  const text = Buffer.from(encoded, 'base64url').toString();
  if (digest(text) !== check) return undefined;
  const [filter, sort, key, direction] = v.parse(schema, JSON.parse(text));
  return { query: { filter, sort }, key, direction };
}
