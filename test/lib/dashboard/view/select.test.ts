// Search, filter, order and pages over the sites: what fits, what comes first, and that no site is lost on the way.
import fc from 'fast-check';
import {
  EVERYTHING,
  FILTERS,
  isFailing,
  pageOf,
  passes,
  SORTS,
  selected,
} from '../../../../lib/dashboard/view/select.ts';
import { SITE_STATES, shareLeft, titleOf } from '../../../../lib/dashboard/view/site-view.ts';
import { anySite, runningOut, site } from './sites.ts';

const fleet = [
  site('0a-empty', { name: 'Copper Books', state: 'exhausted', remaining: '0', quota: '3000', used: '3000' }),
  runningOut('0b-low', 5000, {
    name: 'Maple Bakery',
    state: 'low',
    remaining: '100',
    quota: '3000',
    used: '2900',
  }),
  runningOut('0c-ok', 9000, {
    name: 'copper Cycles',
    remaining: '900',
    quota: '1000',
    used: '100',
    readAt: 7,
  }),
  site('0d-failed', { state: 'failed', failure: 'WixTimeout' }),
  site('0e-none', { state: 'unavailable', failure: 'FeatureNotAvailable' }),
  site('0f-free', { name: 'Granite', state: 'unlimited', used: '70000', readAt: 9 }),
];
const chosen = (...given: Partial<typeof EVERYTHING>[]) =>
  selected(fleet, Object.assign({}, EVERYTHING, ...given)).map(({ siteId }) => siteId.slice(0, 2));

describe('the search', () => {
  test.each([
    ['', ['0a', '0b', '0c', '0d', '0e', '0f']],
    ['COPPER', ['0a', '0c']],
    ['copper cyc', ['0c']],
    ['cyc  copper ', ['0c']],
    ['0f-free', ['0f']],
    ['maple copper', []],
    ['.*', []],
  ])('"%s" finds %j', (search, ids) => {
    expect(chosen({ search })).toEqual(ids);
  });
});

describe('the filter', () => {
  test.each([
    ['attention', ['0a', '0b']],
    ['failing', ['0d']],
    ['exhausted', ['0a']],
    ['ok', ['0c']],
    ['unavailable', ['0e']],
    ['gone', []],
  ] as const)('%s shows %j', (filter, ids) => {
    expect(chosen({ filter })).toEqual(ids);
  });

  test('of each state shows a site of it, and no other', () => {
    fc.assert(
      fc.property(anySite, (one) => {
        expect(SITE_STATES.filter((state) => passes(one, state))).toEqual([one.state]);
        expect(passes(one, 'all')).toBe(true);
      }),
    );
  });

  test('a site without Wix Multilingual does not fail: nobody has to do anything', () => {
    expect(fleet.filter(isFailing).map(({ siteId }) => siteId)).toEqual(['0d-failed']);
  });

  test('and the search both have to fit', () => {
    expect(chosen({ search: 'copper', filter: 'attention' })).toEqual(['0a']);
  });
});

describe('the order', () => {
  test.each([
    ['urgency', false, ['0a', '0b', '0c', '0d', '0e', '0f']],
    ['urgency', true, ['0f', '0e', '0d', '0c', '0b', '0a']],
    ['name', false, ['0d', '0e', '0a', '0c', '0f', '0b']],
    ['name', true, ['0b', '0f', '0c', '0a', '0e', '0d']],
    ['remaining', false, ['0a', '0b', '0c', '0d', '0e', '0f']],
    ['remaining', true, ['0c', '0b', '0a', '0d', '0e', '0f']],
    ['used', true, ['0f', '0a', '0b', '0c', '0d', '0e']],
    ['runout', false, ['0a', '0b', '0c', '0d', '0e', '0f']],
    ['read', false, ['0c', '0f', '0d', '0e', '0a', '0b']],
  ] as const)('by %s, descending %j', (sort, descending, ids) => {
    expect(chosen({ sort, descending })).toEqual(ids);
  });

  test('neither loses a site nor adds one, and changes nothing that was given', () => {
    fc.assert(
      fc.property(
        fc.array(anySite, { maxLength: 20 }),
        fc.constantFrom(...SORTS),
        fc.constantFrom(...FILTERS),
        fc.boolean(),
        (sites, sort, filter, descending) => {
          const before = [...sites];
          const found = selected(sites, { search: '', filter, sort, descending });
          expect(new Set(found)).toEqual(new Set(sites.filter((one) => passes(one, filter))));
          expect(sites).toEqual(before);
        },
      ),
    );
  });

  test('what is not known comes last, whichever way the rest goes', () => {
    fc.assert(
      fc.property(fc.array(anySite, { maxLength: 20 }), fc.boolean(), (sites, descending) => {
        const known = selected(sites, { ...EVERYTHING, sort: 'used', descending }).map(
          ({ used }) => used !== null,
        );
        expect(known).toEqual(known.toSorted((a, b) => Number(b) - Number(a)));
      }),
    );
  });
});

describe('the pages', () => {
  const many = Array.from({ length: 45 }, (_, place) => site(String(place)));

  test.each([
    [1, 1, '0', 20],
    [2, 2, '20', 20],
    [3, 3, '40', 5],
    [99, 3, '40', 5],
    [0, 1, '0', 20],
  ])('asked for %d, page %d begins with %s and has %d', (asked, page, first, length) => {
    const shown = pageOf(many, asked, 20);
    expect(shown).toMatchObject({ page, pages: 3, found: 45 });
    expect(shown.sites[0]?.siteId).toBe(first);
    expect(shown.sites).toHaveLength(length);
  });

  test('of nothing are one page without sites', () => {
    expect(pageOf([], 4, 20)).toEqual({ sites: [], found: 0, page: 1, pages: 1 });
  });

  test('together are all sites, each once', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.integer({ min: 1, max: 30 }), (length, size) => {
        const sites = Array.from({ length }, (_, place) => site(String(place)));
        const { pages } = pageOf(sites, 1, size);
        expect(
          Array.from({ length: pages }, (_, page) => pageOf(sites, page + 1, size).sites).flat(),
        ).toEqual(sites);
      }),
    );
  });
});

describe('a site', () => {
  test.each([
    ['50', '200', 0.25],
    ['0', '200', 0],
    ['300', '200', 1],
    ['-5', '200', 0],
    ['5', '0', undefined],
    [null, '200', undefined],
    ['5', null, undefined],
  ])('with %s left of %s has the share %s', (remaining, quota, share) => {
    expect(shareLeft(site('a', { remaining, quota }))).toBe(share);
  });

  test('without a name is called by its id', () => {
    expect([titleOf(site('a')), titleOf(site('a', { name: 'A' }))]).toEqual(['a', 'A']);
  });
});
