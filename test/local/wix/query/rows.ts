// A small table of made-up rows for the tests of the Query contract.
import { readPage } from '../../../../local/wix/query/page.ts';
import { readQuery } from '../../../../local/wix/query/request.ts';
import { filterable, OPERATORS, type Scalar, type Table } from '../../../../local/wix/query/table.ts';

/** A row; `colour` may be missing. */
export interface Row {
  readonly id: string;
  readonly createdDate: number;
  readonly credits: number;
  readonly colour: string | undefined;
}

/** The order that a table has to be in. */
export const byCreation = (a: Row, b: Row) =>
  a.createdDate - b.createdDate || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** A table over rows that may grow. */
export function tableOf(rows: readonly Row[]): Table {
  const at = (place: number): Row => {
    const row = rows[place];
    if (!row) throw new RangeError(`No row at ${place}.`);
    return row;
  };
  const value = (place: number, field: string): Scalar => {
    const row = at(place);
    if (field === 'id') return row.id;
    if (field === 'createdDate') return row.createdDate;
    return field === 'credits' ? row.credits : row.colour;
  };
  return {
    fields: new Map([
      ['id', filterable('text', OPERATORS, true)],
      ['createdDate', filterable('date', OPERATORS, true)],
      ['credits', filterable('number', OPERATORS, true)],
      ['colour', filterable('text', OPERATORS, true)],
      ['secret', filterable('text', [])],
      ['hidden', filterable('text', ['$eq'])],
    ]),
    size: () => rows.length,
    createdAt: (place) => at(place).createdDate,
    id: (place) => at(place).id,
    value,
  };
}

/** The rows that a query finds, in the order of its answer, on one page of at most a hundred. */
export function find(rows: readonly Row[], query: Readonly<Record<string, unknown>>): string[] {
  const page = readPage(tableOf(rows), readQuery({ query: { cursorPaging: { limit: 100 }, ...query } }));
  return page.places.map((place) => rows[place]?.id ?? '');
}
