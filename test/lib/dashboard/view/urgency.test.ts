// Which site needs somebody first: by state, then by what runs out, what is left, and the name.
import fc from 'fast-check';
import { SITE_STATES } from '../../../../lib/dashboard/view/site-view.ts';
import { byName, byUrgency } from '../../../../lib/dashboard/view/urgency.ts';
import { anySite, runningOut, site } from './sites.ts';

const ids = (...sites: ReturnType<typeof site>[]) => byUrgency(sites).map(({ siteId }) => siteId);

describe('urgency', () => {
  test('goes by the state first', () => {
    const all = SITE_STATES.map((state) => site(state, { state }));
    expect(ids(...all.toReversed())).toEqual([...SITE_STATES]);
  });

  test('then by what runs out first; what is not foreseen to comes last', () => {
    expect(ids(site('never'), runningOut('later', 2000), runningOut('sooner', 1000))).toEqual([
      'sooner',
      'later',
      'never',
    ]);
  });

  test('of exhausted sites, the one that was used most comes first', () => {
    const exhausted = (siteId: string, ...trend: (number | null)[]) =>
      site(siteId, { state: 'exhausted', trend });
    expect(ids(exhausted('idle'), exhausted('quiet', null, 2), exhausted('busy', 5, 1))).toEqual([
      'busy',
      'quiet',
      'idle',
    ]);
  });

  test('then by the share that is left; one that is not known comes last', () => {
    const left = (siteId: string, remaining: string, quota: string) => site(siteId, { remaining, quota });
    expect(ids(site('unknown'), left('half', '50', '100'), left('tenth', '100', '1000'))).toEqual([
      'tenth',
      'half',
      'unknown',
    ]);
  });

  test('last by name, whatever its capitals, then by id', () => {
    expect(ids(site('3', { name: 'b' }), site('2', { name: 'A' }), site('1', { name: 'a' }))).toEqual([
      '1',
      '2',
      '3',
    ]);
  });

  test('is a total order: the same whatever came first', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anySite, { maxLength: 12, selector: ({ siteId }) => siteId }), (sites) => {
        expect(byUrgency(sites)).toEqual(byUrgency(sites.toReversed()));
        expect(sites.toSorted(byName)).toEqual(sites.toReversed().sort(byName));
      }),
    );
  });
});
