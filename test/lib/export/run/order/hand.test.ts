// The bytes and rings in which rows and ids are kept, against plain lists.
import fc from 'fast-check';
import { Hand } from '../../../../../lib/export/run/order/hand.ts';
import { HeldRows } from '../../../../../lib/export/run/order/held.ts';
import { hashOf, REMEMBERED, RecentIds } from '../../../../../lib/export/run/order/recent-ids.ts';
import { anyRows } from '../../record/arbitraries.ts';
import { charge } from '../world.ts';

describe('rows in hand', () => {
  test('are found by their id and come back as they were, among hundreds of them and after they were cleared', () => {
    const hand = new Hand();
    for (const round of [1, 2]) {
      const rows = Array.from({ length: 700 }, (_, index) =>
        charge(`${round}-${index}`, '01T00:00:00', { description: 'ü'.repeat(index) }),
      );
      for (const row of rows) hand.add(row, hashOf(row.record.id));
      expect(hand.size).toBe(700);
      for (const [index, row] of rows.entries()) {
        expect(hand.find(row.record.id, hashOf(row.record.id))).toBe(index);
      }
      expect(hand.rows().map(({ line }) => line)).toEqual(rows.map(({ line }) => line));
      expect(hand.find('0-1', hashOf('0-1'))).toBeUndefined();
      expect(Buffer.from(hand.lines().bytes).toString()).toBe(rows.map(({ line }) => `${line}\n`).join(''));
      hand.clear();
      expect(hand.lines()).toEqual({ count: 0, bytes: Buffer.alloc(0) });
      expect(hand.find('1-1', hashOf('1-1'))).toBeUndefined();
    }
  });

  test('with one hash are told apart', () => {
    const hand = new Hand();
    for (const id of ['a', 'b', 'c']) hand.add(charge(id, '01T00:00:00'), 7);
    expect(['a', 'b', 'c', 'd'].map((id) => hand.find(id, 7))).toEqual([0, 1, 2, undefined]);
  });

  test('of any content are replaced and taken out', () => {
    fc.assert(
      fc.property(anyRows, fc.nat(), fc.boolean(), (rows, at, isTakenOut) => {
        fc.pre(rows.length > 0);
        const hand = new Hand();
        for (const row of rows) hand.add(row, hashOf(row.record.id));
        const index = at % rows.length;
        const other = charge('other', '01T00:00:00');
        hand.replace(index, isTakenOut ? undefined : other);
        expect(hand.rows()).toEqual(rows.toSpliced(index, 1, ...(isTakenOut ? [] : [other])));
      }),
    );
  });
});

describe('recent ids', () => {
  const ring = (count: number) => {
    const ids = new RecentIds([]);
    for (let index = 0; index < count; index += 1) ids.add(`t${index}`, `${index}`, hashOf(`t${index}`));
    return ids;
  };
  const find = (ids: RecentIds, id: string) => ids.find(id, hashOf(id));

  test.each([0, 1, REMEMBERED - 1, REMEMBERED, REMEMBERED + 1, 3 * REMEMBERED + 7])(
    'of %i are the last thousand',
    (count) => {
      const ids = ring(count);
      const first = Math.max(0, count - REMEMBERED);
      for (let index = 0; index < count; index += 1) {
        expect(find(ids, `t${index}`)).toBe(index < first ? undefined : `${index}`);
      }
      const expected = Array.from({ length: count - first }, (_, index) => [
        `t${first + index}`,
        `${first + index}`,
      ]);
      expect(ids.list()).toEqual(expected);
      expect(new RecentIds(ids.list()).list()).toEqual(expected);
    },
  );

  test('without a revision are known all the same', () => {
    const ids = new RecentIds([['a', null]]);
    expect(find(ids, 'a')).toBeNull();
    expect(find(ids, 'b')).toBeUndefined();
  });

  test('are not taken for others of one hash', () => {
    const ids = new RecentIds([]);
    ids.add('a', '1', 7);
    expect(ids.find('b', 7)).toBeUndefined();
  });
});

test('held rows are found and removed, be they few or many, and released in their order', () => {
  for (const count of [1, 5, 15, 16, 17, 200]) {
    const held = new HeldRows();
    const rows = Array.from({ length: count }, (_, index) => charge(`t${1000 - index}`, '01T00:00:00'));
    for (const [index, row] of rows.entries()) held.add(row, index);
    for (const row of rows) expect(held.find(row.record.id)).toBe(row);
    const [first] = rows;
    if (first === undefined) throw new Error('there is one');
    held.remove(first);
    expect(held.find(first.record.id)).toBeUndefined();
    expect(held.size).toBe(count - 1);
    expect(held.rows).toEqual(rows.slice(1));
    const left = rows.map((row, index) => ({ row, hash: index })).slice(1);
    expect(held.release()).toEqual(left.toReversed());
    expect(held.size).toBe(0);
    expect(held.find(rows.at(-1)?.record.id ?? '')).toBeUndefined();
  }
});
