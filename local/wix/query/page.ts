// One page of a query, and the cursors around it.
import { validationError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import { type Cursor, encodeCursor } from './cursor.ts';
import type { PageRequest } from './request.ts';
import type { Table } from './table.ts';
import { createView, firstPlace, type View } from './view.ts';

/** The places of the rows on a page, and what Wix calls its paging metadata. */
export interface Page {
  readonly places: readonly number[];
  readonly metadata: {
    readonly count: number;
    readonly cursors: { readonly next?: string; readonly prev?: string };
    readonly hasNext: boolean;
  };
}

/** The longest cursor that Wix takes. [sdk] */
const LONGEST_CURSOR = 16_000;

/**
 * Reads one page. The rows are found by their keys, so that rows that come in between pages shift nothing. Faulty
 * paging answers a cursor to the last row but one, or the very cursor that it was asked with.
 * @throws WixError 400 for a query that is wrong, or a filter too long to go into a cursor.
 */
export function readPage(table: Table, request: PageRequest, paging: Settings['paging'] = 'exact'): Page {
  const { cursor } = request;
  const view = createView(table, request.query);
  const isBack = cursor?.direction === 'prev';
  const from = startOf(view, cursor);
  const found = collect(view, from, isBack ? -1 : 1, request.limit + 1);
  const hasMore = found.length > request.limit;
  const places = found.slice(0, request.limit);
  if (isBack) places.reverse();
  const hasNext = isBack || hasMore;
  const hasPrev = isBack ? hasMore : cursor !== undefined;
  const token = (place: number | undefined, direction: Cursor['direction']) => {
    if (place === undefined) return undefined;
    const encoded = encodeCursor({ query: request.query, key: view.key(place), direction });
    if (encoded.length > LONGEST_CURSOR) throw tooLong();
    return encoded;
  };
  const isLoop = paging === 'looping' && cursor !== undefined;
  const last = paging === 'overlapping' && places.length > 1 ? places.at(-2) : places.at(-1);
  const next = isLoop ? encodeCursor(cursor) : hasNext ? token(last, 'next') : undefined;
  const prev = hasPrev ? token(places[0], 'prev') : undefined;
  const cursors = { ...(next ? { next } : {}), ...(prev ? { prev } : {}) };
  return { places, metadata: { count: places.length, cursors, hasNext: next !== undefined } };
}

/** The position to begin at: the first after the cursor's row, or the last before it on the way back. */
function startOf(view: View, cursor: Cursor | undefined): number {
  if (!cursor) return 0;
  const { key, direction } = cursor;
  return direction === 'next'
    ? firstPlace(view.length, (position) => view.compare(view.place(position), key) > 0)
    : firstPlace(view.length, (position) => view.compare(view.place(position), key) >= 0) - 1;
}

function collect(view: View, from: number, step: 1 | -1, most: number): number[] {
  const places: number[] = [];
  for (let position = from; position >= 0 && position < view.length; position += step) {
    const place = view.place(position);
    if (!view.accepts(place)) continue;
    places.push(place);
    if (places.length === most) break;
  }
  return places;
}

/** Assumption: what Wix does with a filter that no cursor can carry is not documented. */
const tooLong = () =>
  validationError({ field: 'query.filter', description: 'is too long', violatedRule: 'MAX_LENGTH' });
