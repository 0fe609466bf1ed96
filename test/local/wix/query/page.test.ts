// Paging: whatever the query and the limit, every row comes once and in order, forwards and backwards.
import fc from 'fast-check';
import { type Page, readPage } from '../../../../local/wix/query/page.ts';
import { readQuery } from '../../../../local/wix/query/request.ts';
import { byCreation, type Row, tableOf } from './rows.ts';

const rowsOf = fc
  .uniqueArray(
    fc.record({
      id: fc.stringMatching(/^[a-z]{1,3}$/),
      createdDate: fc.integer({ min: 0, max: 20 }),
      credits: fc.integer({ min: 0, max: 4 }),
      colour: fc.option(fc.constantFrom('red', 'Red', 'blue'), { nil: undefined }),
    }),
    { selector: ({ id }) => id, maxLength: 40 },
  )
  .map((rows: Row[]) => rows.toSorted(byCreation));

const sortOf = fc.uniqueArray(
  fc.record({
    fieldName: fc.constantFrom<'id' | 'createdDate' | 'credits' | 'colour'>(
      'id',
      'createdDate',
      'credits',
      'colour',
    ),
    order: fc.constantFrom('ASC' as const, 'DESC' as const),
  }),
  { selector: ({ fieldName }) => fieldName, maxLength: 4 },
);
type Sort = readonly { fieldName: 'id' | 'createdDate' | 'credits' | 'colour'; order: 'ASC' | 'DESC' }[];

interface TestFilter {
  readonly credits?: { readonly $gte: number };
  readonly createdDate?: { readonly $gte: string; readonly $lt: string };
}

const filterOf: fc.Arbitrary<TestFilter> = fc.oneof(
  fc.constant({}),
  fc.record({ credits: fc.record({ $gte: fc.integer({ min: 0, max: 4 }) }) }),
  fc.record({
    createdDate: fc.record({
      $gte: fc.integer({ min: 0, max: 10 }).map((instant) => new Date(instant).toISOString()),
      $lt: fc.integer({ min: 5, max: 22 }).map((instant) => new Date(instant).toISOString()),
    }),
  }),
);

interface Asked {
  readonly filter: TestFilter;
  readonly sort: Sort;
  readonly limit: number;
}

const asked = fc.record({ filter: filterOf, sort: sortOf, limit: fc.integer({ min: 1, max: 12 }) });

/** What the answer must be, by filtering and sorting the rows as an array. */
function expected(rows: readonly Row[], { filter, sort }: Asked): string[] {
  const { credits, createdDate } = filter;
  const passing = rows.filter(
    (row) =>
      (credits === undefined || row.credits >= credits.$gte) &&
      (createdDate === undefined ||
        (row.createdDate >= Date.parse(createdDate.$gte) && row.createdDate < Date.parse(createdDate.$lt))),
  );
  const order = sort.length > 0 ? sort : [{ fieldName: 'createdDate', order: 'DESC' } as const];
  // Ties end with the id; a sort by creation alone keeps its own direction for them.
  const idWay =
    order[0]?.fieldName === 'createdDate' && order.length === 1 && order[0].order === 'DESC' ? -1 : 1;
  const compare = (a: string | number | undefined, b: string | number | undefined) => {
    if (a === b) return 0;
    if (a === undefined) return -1;
    return b === undefined || a > b ? 1 : -1;
  };
  return passing
    .toSorted((a, b) => {
      for (const { fieldName, order: way } of order) {
        const found = compare(a[fieldName], b[fieldName]) * (way === 'ASC' ? 1 : -1);
        if (found !== 0) return found;
      }
      return compare(a.id, b.id) * idWay;
    })
    .map(({ id }) => id);
}

const first = (
  rows: readonly Row[],
  { filter, sort, limit }: Omit<Asked, 'filter'> & { readonly filter: object },
): Page => readPage(tableOf(rows), readQuery({ query: { filter, sort, cursorPaging: { limit } } }));

const follow = (rows: readonly Row[], cursor: string, limit: number): Page =>
  readPage(tableOf(rows), readQuery({ query: { cursorPaging: { cursor, limit } } }));

function forwards(rows: readonly Row[], query: Asked): { ids: string[]; last: Page } {
  let page = first(rows, query);
  const ids = page.places.map((place) => rows[place]?.id ?? '');
  for (let next = page.metadata.cursors.next; next !== undefined; next = page.metadata.cursors.next) {
    page = follow(rows, next, query.limit);
    expect(page.places.length).toBeGreaterThan(0);
    ids.push(...page.places.map((place) => rows[place]?.id ?? ''));
  }
  return { ids, last: page };
}

test('paging through any limit gives every row once and in order', () => {
  fc.assert(
    fc.property(rowsOf, asked, (rows, query) => {
      expect(forwards(rows, query).ids).toEqual(expected(rows, query));
    }),
    { numRuns: 300 },
  );
});

test('paging back from the last page gives the same rows', () => {
  fc.assert(
    fc.property(rowsOf, asked, (rows, query) => {
      let page = forwards(rows, query).last;
      const ids = page.places.map((place) => rows[place]?.id ?? '');
      for (let prev = page.metadata.cursors.prev; prev !== undefined; prev = page.metadata.cursors.prev) {
        page = follow(rows, prev, query.limit);
        ids.unshift(...page.places.map((place) => rows[place]?.id ?? ''));
      }
      expect(ids).toEqual(expected(rows, query));
    }),
    { numRuns: 300 },
  );
});

test('hasNext and count tell the truth, and only a page with another behind it has a next cursor', () => {
  fc.assert(
    fc.property(rowsOf, asked, (rows, query) => {
      const { metadata, places } = first(rows, query);
      const all = expected(rows, query).length;
      expect(metadata.count).toBe(places.length);
      expect(metadata.hasNext).toBe(all > query.limit);
      expect(metadata.cursors.next !== undefined).toBe(metadata.hasNext);
      expect(metadata.cursors.prev).toBeUndefined();
    }),
  );
});

test('rows that come in between two pages neither shift nor repeat the others', () => {
  const rows: Row[] = Array.from({ length: 6 }, (_, n) => ({
    id: `r${n}`,
    createdDate: n,
    credits: n % 2,
    colour: undefined,
  }));
  for (const sort of [[], [{ fieldName: 'credits', order: 'ASC' }]]) {
    const growing = [...rows];
    const page = readPage(tableOf(growing), readQuery({ query: { sort, cursorPaging: { limit: 3 } } }));
    growing.push({ id: 'new', createdDate: 99, credits: 0, colour: undefined });
    const ids = page.places.map((place) => growing[place]?.id);
    const rest = follow(growing, page.metadata.cursors.next ?? '', 100);
    ids.push(...rest.places.map((place) => growing[place]?.id));
    expect(ids.filter((id) => id !== 'new').toSorted()).toEqual(rows.map(({ id }) => id));
  }
});

test('a filter that no cursor can carry is refused', () => {
  const filter = { colour: { $nin: Array.from({ length: 3_000 }, (_, n) => `colour-${n}`) } };
  const rows = [0, 1].map((n) => ({ id: `r${n}`, createdDate: n, credits: 0, colour: 'red' }));
  expect(() => first(rows, { filter, sort: [], limit: 1 })).toThrow('is too long');
  expect(first(rows, { filter, sort: [], limit: 2 }).metadata.count).toBe(2);
});
