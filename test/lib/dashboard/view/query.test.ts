// A selection of sites in a URL: it is read back the same, what is wrong in it is ignored, and what a click makes of it.
import fc from 'fast-check';
import { linkTo, selectionOf, sortedBy } from '../../../../lib/dashboard/view/query.ts';
import { EVERYTHING, FILTERS, SORTS } from '../../../../lib/dashboard/view/select.ts';

const fieldsOf = (link: string) =>
  Object.fromEntries(new URL(link, 'https://api.example/v1/dashboard').searchParams);

describe('a selection in the query', () => {
  test('is the same again when it is read back', () => {
    const selection = fc.record({
      search: fc.string({ unit: 'grapheme', maxLength: 60 }).filter((text) => text.isWellFormed()),
      filter: fc.constantFrom(...FILTERS),
      sort: fc.constantFrom(...SORTS),
      descending: fc.boolean(),
      page: fc.integer({ min: 1, max: 999_999 }),
    });
    fc.assert(
      fc.property(selection, (one) => {
        expect(selectionOf(fieldsOf(linkTo(one)))).toEqual(one);
      }),
    );
  });

  test('is empty for everything', () => {
    expect(linkTo(EVERYTHING)).toBe('?#sites');
    expect(selectionOf({})).toEqual(EVERYTHING);
  });

  test.each([
    [{ state: 'nonsense' }],
    [{ sort: 'nonsense' }],
    [{ sort: '-nonsense' }],
    [{ sort: '-' }],
    [{ page: '0' }],
    [{ page: '-1' }],
    [{ page: '1e3' }],
    [{ page: '9999999' }],
  ])('counts as not said where it is wrong: %j', (query) => {
    expect(selectionOf(query)).toEqual(EVERYTHING);
  });

  test('is never longer than a search may be', () => {
    expect(selectionOf({ q: 'x'.repeat(1000) }).search).toHaveLength(200);
  });
});

describe('a click on a column', () => {
  test('sorts by it from the first page, the second click the other way', () => {
    const once = sortedBy({ ...EVERYTHING, page: 4, search: 'x' }, 'remaining');
    expect(once).toEqual({ ...EVERYTHING, search: 'x', sort: 'remaining' });
    expect(sortedBy(once, 'remaining')).toEqual({ ...once, descending: true });
    expect(sortedBy(sortedBy(once, 'remaining'), 'remaining')).toEqual(once);
  });

  test('on what was used shows the largest first', () => {
    expect(sortedBy(EVERYTHING, 'used')).toMatchObject({ sort: 'used', descending: true });
  });
});
