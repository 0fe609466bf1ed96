// The body of a query call, checked as Wix checks it.
import * as v from 'valibot';
import { applicationError } from '../errors.ts';
import { parseBody } from '../http/parse.ts';
import { type Cursor, decodeCursor } from './cursor.ts';

/** A filter as it came: fields and operators in an object. */
export type Filter = Readonly<Record<string, unknown>>;

/** One sort, with the order that holds when none is given. */
export interface Sort {
  readonly fieldName: string;
  readonly order: 'ASC' | 'DESC';
}

/** What to look for. */
export interface Query {
  readonly filter: Filter;
  readonly sort: readonly Sort[];
}

/** A query, how many rows to answer, and where to go on. */
export interface PageRequest {
  readonly query: Query;
  readonly limit: number;
  readonly cursor: Cursor | undefined;
}

/** Assumption: what Wix answers when no limit is given; it is the SDK's own default. */
const DEFAULT_LIMIT = 50;

const sort = v.object({
  fieldName: v.pipe(v.string(), v.minLength(1), v.maxLength(512)),
  order: v.optional(v.picklist(['ASC', 'DESC']), 'ASC'),
});

const schema = v.object({
  query: v.optional(
    v.object({
      filter: v.nullish(v.record(v.string(), v.unknown())),
      sort: v.nullish(v.pipe(v.array(sort), v.maxLength(5))),
      cursorPaging: v.nullish(
        v.object({
          limit: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100))),
          cursor: v.nullish(v.pipe(v.string(), v.maxLength(16_000))),
        }),
      ),
    }),
    {},
  ),
});

/**
 * Reads a query call. A cursor carries its filter and sort, but not the limit [seen].
 * @throws WixError 400 for a wrong shape, a limit above 100, more than five sorts, or a cursor beside a filter or sort.
 */
export function readQuery(body: unknown): PageRequest {
  const { query } = parseBody(schema, body);
  const limit = query.cursorPaging?.limit ?? DEFAULT_LIMIT;
  const token = query.cursorPaging?.cursor;
  const filter = query.filter ?? {};
  if (!token) return { query: { filter, sort: query.sort ?? [] }, limit, cursor: undefined };
  const cursor = decodeCursor(token);
  const isBare = Object.keys(filter).length === 0 && (query.sort ?? []).length === 0;
  if (!cursor || !isBare) throw invalidCursor();
  return { query: cursor.query, limit, cursor };
}

/** Assumption: the code; "passing additional sort or filter information results in an invalid cursor error" [doc]. */
const invalidCursor = () => applicationError(400, 'INVALID_CURSOR', 'Invalid cursor');
