// A selection of sites as the query of a URL, so that it can be linked, kept, and asked for without a script.
import { EVERYTHING, FILTERS, type Selection, SORTS, type Sort } from './select.ts';

/** The query fields, each a text that may be missing or wrong. */
export interface SelectionQuery {
  readonly q?: string | undefined;
  readonly state?: string | undefined;
  /** A minus in front: descending. */
  readonly sort?: string | undefined;
  readonly page?: string | undefined;
}

/** What the query asks for; what it says wrong counts as not said. */
export function selectionOf({ q = '', state, sort = '', page }: SelectionQuery): Selection {
  const descending = sort.startsWith('-');
  const wanted = descending ? sort.slice(1) : sort;
  const known = SORTS.find((one) => one === wanted);
  return {
    search: q.slice(0, 200),
    filter: FILTERS.find((one) => one === state) ?? 'all',
    sort: known ?? 'urgency',
    descending: known !== undefined && descending,
    page: /^[1-9]\d{0,5}$/.test(page ?? '') ? Number(page) : 1,
  };
}

/** The selection as a relative link to its place on the page. */
export function linkTo({ search, filter, sort, descending, page }: Selection): string {
  const fields: (string | false)[] = [
    search !== '' && `q=${encodeURIComponent(search)}`,
    filter !== EVERYTHING.filter && `state=${filter}`,
    (sort !== EVERYTHING.sort || descending) && `sort=${descending ? '-' : ''}${sort}`,
    page > 1 && `page=${page}`,
  ];
  return `?${fields.filter((field) => field !== false).join('&')}#sites`;
}

/** What is most interesting of these comes last in numbers. */
const LARGEST_FIRST: ReadonlySet<Sort> = new Set<Sort>(['used']);

/** The selection after a click on a column: sorted by it, and turned round when it was already. */
export function sortedBy(selection: Selection, sort: Sort): Selection {
  const descending = selection.sort === sort ? !selection.descending : LARGEST_FIRST.has(sort);
  return { ...selection, sort, descending, page: 1 };
}
