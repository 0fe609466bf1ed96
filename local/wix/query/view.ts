// The rows of a query in its order: by places where that is the order of creation, else by a sorted list of places.
import { validationError } from '../errors.ts';
import { perObject } from '../per-object.ts';
import { compileFilter, type RowTest, spanOf } from './filter.ts';
import type { Query, Sort } from './request.ts';
import type { Scalar, Table } from './table.ts';

/** The rows in the order of a query. Some positions may hold rows that do not pass: `accepts` tells. */
export interface View {
  readonly length: number;
  place(position: number): number;
  readonly accepts: RowTest;
  /** What the row at a place is sorted by; no two rows share it. */
  key(place: number): readonly Scalar[];
  /** Below 0 when the row at a place comes before the key, 0 when it is the row of the key. */
  compare(place: number, key: readonly Scalar[]): number;
}

const NEWEST_FIRST: readonly Sort[] = [{ fieldName: 'createdDate', order: 'DESC' }];

/**
 * The view of a query. Default order: createdDate, newest first [doc].
 * @throws WixError 400 for a wrong filter, or a sort by a field that cannot be sorted by.
 */
export function createView(table: Table, query: Query): View {
  const sort = query.sort.length > 0 ? query.sort : NEWEST_FIRST;
  for (const { fieldName } of sort) {
    if (!table.fields.get(fieldName)?.sortable) {
      throw validationError({
        field: 'query.sort',
        description: `field ${fieldName} is not sortable`,
        violatedRule: 'OTHER',
        ruleName: 'FIELD_NOT_SORTABLE',
      });
    }
  }
  const accepts = compileFilter(table, query.filter);
  return isByCreation(sort)
    ? viewByCreation(table, query, accepts, sort[0]?.order === 'ASC' ? 1 : -1)
    : keptView(table, query, () => sortedView(table, accepts, sort));
}

/** The last sorted views of a table, because every page of a query goes through the same one. */
const viewsOf = perObject((_table: Table) => new Map<string, View>());
const MOST_VIEWS = 4;

function keptView(table: Table, query: Query, make: () => View): View {
  const views = viewsOf(table);
  const name = JSON.stringify([query, table.size()]);
  const view = views.get(name) ?? make();
  views.set(name, view);
  const [oldest] = views.keys();
  if (oldest !== undefined && views.size > MOST_VIEWS) views.delete(oldest);
  return view;
}

/** Whether the sort is that of the places, or its reverse. */
function isByCreation([first, second, ...rest]: readonly Sort[]): boolean {
  if (first?.fieldName !== 'createdDate' || rest.length > 0) return false;
  return second === undefined || (second.fieldName === 'id' && second.order === first.order);
}

function viewByCreation(table: Table, query: Query, accepts: RowTest, way: 1 | -1): View {
  const { from, to } = spanOf(query.filter);
  const low = firstPlace(table.size(), (place) => table.createdAt(place) >= from);
  const high = firstPlace(table.size(), (place) => table.createdAt(place) > to);
  const key = (place: number) => [table.createdAt(place), table.id(place)];
  return {
    length: Math.max(0, high - low),
    place: (position) => (way === 1 ? low + position : high - 1 - position),
    accepts,
    key,
    compare: (place, [instant, id]) =>
      way * (compareScalars(table.createdAt(place), instant) || compareScalars(table.id(place), id)),
  };
}

function sortedView(table: Table, accepts: RowTest, sort: readonly Sort[]): View {
  const places: number[] = [];
  for (let place = 0; place < table.size(); place++) if (accepts(place)) places.push(place);
  const keys = new Map(places.map((place) => [place, keyOf(table, sort, place)]));
  const key = (place: number) => keys.get(place) ?? keyOf(table, sort, place);
  const compareKeys = (a: readonly Scalar[], b: readonly Scalar[]) => {
    for (const [index, value] of a.entries()) {
      const order = compareScalars(value, b[index]) * (sort[index]?.order === 'DESC' ? -1 : 1);
      if (order !== 0) return order;
    }
    return 0;
  };
  places.sort((a, b) => compareKeys(key(a), key(b)));
  return {
    length: places.length,
    place: (position) => places[position] ?? -1,
    accepts: () => true,
    key,
    compare: (place, wanted) => compareKeys(key(place), wanted),
  };
}

/** The sort fields, then id, which makes the key that of one row only. */
const keyOf = (table: Table, sort: readonly Sort[], place: number): Scalar[] => [
  ...sort.map(({ fieldName }) => table.value(place, fieldName)),
  table.id(place),
];

/** Missing values come first. */
function compareScalars(a: Scalar, b: Scalar): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  return a < b ? -1 : 1;
}

/** The first of `count` places for which `holds`, which holds for all that follow it; `count` when there is none. */
export function firstPlace(count: number, holds: (place: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
