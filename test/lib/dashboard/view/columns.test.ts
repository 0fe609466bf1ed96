// Sites as rows: each comes back as the same site, by the names of the columns, and what is missing is not known.
import fc from 'fast-check';
import { COLUMNS, rowOf, siteOf } from '../../../../lib/dashboard/view/columns.ts';
import { anySite, site } from './sites.ts';

describe('a site as a row', () => {
  test('travels as JSON and is the same site again', () => {
    fc.assert(
      fc.property(anySite, (one) => {
        expect(siteOf(COLUMNS)(JSON.parse(JSON.stringify(rowOf(one))))).toEqual(one);
      }),
    );
  });

  test('has a value for every column', () => {
    expect(rowOf(site('a'))).toHaveLength(COLUMNS.length);
    expect(new Set(COLUMNS).size).toBe(COLUMNS.length);
  });

  test('is read by the names of its columns, in any order and with others among them', () => {
    const read = siteOf(['used', 'new', 'siteId', 'state']);
    expect(read(['7', 1, 'a', 'low'])).toEqual(site('a', { state: 'low', used: '7' }));
  });

  test('says of what it lacks, or says otherwise than expected, that it is not known', () => {
    expect(siteOf(['siteId'])(['a'])).toEqual(site('a', { state: 'unknown' }));
    const strange = siteOf(['siteId', 'state', 'remaining', 'readAt', 'trend', 'forecast']);
    expect(strange([null, 'new state', 12, 'yesterday', null, 'new'])).toEqual(
      site('', { state: 'unknown' }),
    );
  });
});
