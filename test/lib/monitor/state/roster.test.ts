// The list of sites: no site ever moves, whatever is found and whatever goes.
import fc from 'fast-check';
import {
  EMPTY_ROSTER,
  enrol,
  type Found,
  presentSites,
  SHARE_SITES,
  sharesBySite,
} from '../../../../lib/monitor/state/roster.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const DAY = 86_400_000;
const found = (siteIds: readonly string[], change: Partial<Found> = {}): Found => ({
  names: new Map(siteIds.map((siteId) => [siteId, `Site ${siteId}`])),
  whole: true,
  now: NOW,
  forgetAfterMs: 90 * DAY,
  ...change,
});
const numbered = (count: number, from = 0) => Array.from({ length: count }, (_, at) => `s${from + at}`);

it('ten thousand sites are twenty shares', () => {
  const roster = enrol(EMPTY_ROSTER, found(numbered(10_000)));
  expect(presentSites(roster).map((sites) => sites.length)).toEqual(Array(20).fill(SHARE_SITES));
});

it('a site stays in its share while others come and go', () => {
  const steps = fc.array(fc.record({ ids: fc.array(fc.nat(40)), whole: fc.boolean() }), { maxLength: 20 });
  fc.assert(
    fc.property(steps, (runs) => {
      let roster = enrol(EMPTY_ROSTER, found(numbered(SHARE_SITES * 2 - 3, 1000)));
      let now = NOW;
      for (const { ids, whole } of runs) {
        const before = sharesBySite(roster);
        now += DAY;
        roster = enrol(
          roster,
          found(
            ids.map((id) => `s${id}`),
            { whole, now },
          ),
        );
        const after = sharesBySite(roster);
        expect([...before].filter(([siteId, share]) => after.get(siteId) !== share)).toEqual([]);
        expect(ids.every((id) => after.has(`s${id}`))).toBe(true);
        for (const share of presentSites(roster)) expect(share.length).toBeLessThanOrEqual(SHARE_SITES);
      }
    }),
    { numRuns: 30 },
  );
});

it('a site that the whole list lacks is gone; one that a part of the list lacks is not', () => {
  const both = enrol(EMPTY_ROSTER, found(['a', 'b']));
  expect(presentSites(enrol(both, found(['a'], { whole: false })))).toEqual([['a', 'b']]);
  const gone = enrol(both, found(['a']));
  expect(presentSites(gone)).toEqual([['a']]);
  expect(gone.shares[0]?.b).toEqual({ name: 'Site b', goneAt: '2026-11-22T12:00:00.000Z' });
});

it('the time since a site is gone does not begin anew; it is over when the site is back', () => {
  const gone = enrol(enrol(EMPTY_ROSTER, found(['a', 'b'])), found(['a']));
  const later = enrol(gone, found(['a'], { now: NOW + DAY }));
  expect(later).toEqual(gone);
  expect(enrol(later, found(['a', 'b'])).shares[0]?.b).toEqual({ name: 'Site b' });
});

it('a site that has been gone for long is struck off, and its place is free', () => {
  const full = enrol(EMPTY_ROSTER, found(numbered(SHARE_SITES)));
  const gone = enrol(full, found(numbered(SHARE_SITES - 1)));
  const later = found([...numbered(SHARE_SITES - 1), 'new'], { now: NOW + 90 * DAY });
  expect(sharesBySite(enrol(gone, found(['new'], { whole: false }))).get('new')).toBe('sites-001');
  expect(sharesBySite(enrol(gone, later)).get('new')).toBe('sites-000');
});

it('a name that Wix does not tell is kept as it was known', () => {
  const named = enrol(EMPTY_ROSTER, found(['a']));
  const names = new Map([['a', undefined]]);
  expect(enrol(named, found([], { names })).shares).toEqual([{ a: { name: 'Site a' } }]);
  const unnamed = enrol(EMPTY_ROSTER, found([], { names }));
  expect(enrol(unnamed, found(['a'])).shares).toEqual([{ a: { name: 'Site a' } }]);
});
