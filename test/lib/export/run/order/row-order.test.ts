// Rows in any order that a source may give them → the one order, in the same parts.
import { RowOrder } from '../../../../../lib/export/run/order/row-order.ts';
import { charge, charges } from '../world.ts';
import { type Cut, run } from './feeding.ts';

const idsOf = (parts: readonly Cut[]): string[] =>
  parts.flatMap(({ ids }) => ids.map((id) => id.split('@')[0] ?? ''));

describe('order', () => {
  test('rows of one time stand by id, whatever pages they came on', () => {
    const rows = ['c', 'a', 'd', 'b'].map((id) => charge(id, '01T08:00:00'));
    expect(idsOf(run([rows.slice(0, 2), rows.slice(2, 3), rows.slice(3)], 10).parts)).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });

  test('rows of one millisecond stand by their nanoseconds, though Wix may list them otherwise', () => {
    const rows = [
      charge('later', '01T08:00:00.000000002'),
      charge('earlier', '01T08:00:00.000000001'),
      charge('first', '01T08:00:00'),
    ];
    expect(idsOf(run([rows], 10).parts)).toEqual(['first', 'earlier', 'later']);
  });

  test('a row after a later one is an error, not a gap', () => {
    const pages = [[charge('a', '02T00:00:00'), charge('b', '01T23:59:59.999')]];
    expect(() => run(pages, 10)).toThrow(expect.objectContaining({ code: 'TransactionsNotReadable' }));
    expect(() => run(pages, 10)).toThrow(/Transaction b .*came after a later one.*WIX_TRANSACTIONS_PATH/);
  });

  test('more than 50,000 rows of one time are an error before memory is used up', () => {
    const row = charge('x', '01T08:00:00');
    const same = Array.from({ length: 50_001 }, (_, index) => ({
      ...row,
      record: { ...row.record, id: `t${index}` },
    }));
    const order = new RowOrder(10);
    expect([...order.feed(same.slice(0, 50_000))]).toEqual([]);
    expect(order.inHand).toBe(50_000);
    expect(() => [...order.feed(same.slice(50_000))]).toThrow(
      /More than 50000 transactions carry the createdDate 2026-10-01T08:00:00.000Z/,
    );
  });
});

describe('parts', () => {
  test('have a fixed number of rows, and end with the UTC day', () => {
    const { parts } = run([charges(60)], 20);
    expect(parts.map(({ day, ids }) => [day, ids.length])).toEqual([
      ['2026-10-01', 20],
      ['2026-10-01', 4],
      ['2026-10-02', 20],
      ['2026-10-02', 4],
      ['2026-10-03', 12],
    ]);
  });

  test('of no rows are none', () => {
    expect(run([], 5).parts).toEqual([]);
    expect(run([[], []], 5).parts).toEqual([]);
  });
});

describe('an order that was taken up after a full part', () => {
  const taken = () => {
    const order = new RowOrder(2);
    const rows = ['a', 'c', 'd'].map((id) => charge(id, '01T08:00:00.000000005'));
    const full = order.feed([...rows, charge('z', '01T09:00:00')]);
    expect(full.next().done).toBe(false);
    return new RowOrder(2, order.snapshot().order);
  };

  test.each([
    ['at an earlier time', charge('x', '01T07:59:59.999')],
    ['earlier within the millisecond', charge('x', '01T08:00:00.000000004')],
    ['at the same time with an id before', charge('b', '01T08:00:00.000000005')],
  ])('refuses a row %s', (_, row) => {
    expect(() => [...taken().feed([row])]).toThrow(/came after a later one/);
  });

  test.each([
    ['at the same time with an id behind', charge('d', '01T08:00:00.000000005')],
    ['later within the millisecond', charge('a2', '01T08:00:00.000000006')],
    ['of a later time', charge('a2', '01T08:00:00.001')],
  ])('takes a row %s', (_, row) => {
    const order = taken();
    expect([...order.feed([row])]).toEqual([]);
    expect(order.inHand).toBe(1);
  });

  test('knows the time that it has come to before the next row', () => {
    expect(taken().latest).toBe('2026-10-01T08:00:00.000Z');
    expect(new RowOrder(2).latest).toBeUndefined();
  });
});
