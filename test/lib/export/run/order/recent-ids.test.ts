// The ids that are remembered: the last thousand, each with its revision, found by their hash or not at all.
import fc from 'fast-check';
import {
  hashOf,
  REMEMBERED,
  RecentIds,
  type Revision,
} from '../../../../../lib/export/run/order/recent-ids.ts';

describe('the hash of an id', () => {
  const text = fc.string({ maxLength: 40 });

  it('is another one when any one of its characters is another one, at even places, at odd ones and at the end', () => {
    fc.assert(
      fc.property(text, fc.string({ minLength: 2, maxLength: 2 }), text, (before, [one, other], after) => {
        fc.pre(one !== other);
        expect(hashOf(`${before}${one}${after}`)).not.toBe(hashOf(`${before}${other}${after}`));
      }),
    );
  });

  it('depends on the place of a character', () => {
    expect(hashOf('ab')).not.toBe(hashOf('ba'));
    expect(new Set(['abc', 'acb', 'bac', 'bca', 'cab', 'cba'].map(hashOf)).size).toBe(6);
  });

  it('is a whole number of 32 bits, and spreads over the buckets', () => {
    const hashes = Array.from({ length: 10_000 }, (_, index) => hashOf(`transaction-${index}`));
    expect(hashes.every((hash) => hash === (hash | 0))).toBe(true);
    expect(new Set(hashes).size).toBeGreaterThan(9_990);
  });
});

describe('what is remembered', () => {
  /** Ids with few hashes, so that they share them, and one of them 0, which is also what stands where nothing was yet. */
  const hash = fc.constantFrom(0, 1, 2 ** 14, -1);
  const rows = fc.array(fc.tuple(fc.option(fc.integer({ min: 1, max: 9 }).map(String)), hash), {
    minLength: 1,
    maxLength: 30,
  });

  it('is found with its revision while it is one of the last thousand, and not after that', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 2 * REMEMBERED }), (pattern, count) => {
        const all = Array.from({ length: count }, (_, index) => {
          const [revision, itsHash] = pattern[index % pattern.length] ?? [null, 0];
          return { id: `t${index}`, revision, hash: itsHash };
        });
        const recent = new RecentIds([]);
        for (const row of all) recent.add(row.id, row.revision ?? undefined, row.hash);
        const known = all.slice(-REMEMBERED);
        expect(known.map((row) => recent.find(row.id, row.hash))).toEqual(
          known.map(({ revision }) => revision),
        );
        const forgotten = all.slice(0, -REMEMBERED);
        expect(forgotten.filter((row) => recent.find(row.id, row.hash) !== undefined)).toEqual([]);
        expect(recent.list()).toEqual(known.map(({ id, revision }) => [id, revision]));
      }),
      { numRuns: 30 },
    );
  });

  it('is not found by the hash of another id, nor for an id that has the hash of one that is there', () => {
    const recent = new RecentIds([['a', '1']]);
    expect(recent.find('a', hashOf('a'))).toBe('1');
    expect(recent.find('b', hashOf('a'))).toBeUndefined();
    expect(recent.find('b', hashOf('b'))).toBeUndefined();
  });

  it('is taken up from its list, the oldest first', () => {
    const list = Array.from({ length: REMEMBERED }, (_, index): [string, Revision] => [`t${index}`, null]);
    const recent = new RecentIds(list);
    expect(recent.list()).toEqual(list);
    recent.add('next', '7', hashOf('next'));
    expect(recent.find('t0', hashOf('t0'))).toBeUndefined();
    expect(recent.find('t1', hashOf('t1'))).toBeNull();
    expect(recent.list().at(-1)).toEqual(['next', '7']);
  });
});
