// An id that comes again: it stands once, in its highest revision, and what can no longer be mended is an error.
import { RowOrder } from '../../../../../lib/export/run/order/row-order.ts';
import { charge, charges } from '../world.ts';
import { run } from './feeding.ts';

describe('an id that comes again', () => {
  const a1 = charge('a', '01T08:00:00', { revision: '1' });
  const a2 = charge('a', '01T08:00:00', { revision: '2' });
  const b = charge('b', '01T09:00:00');
  const c = charge('c', '01T10:00:00');
  const later = charge('a', '01T09:30:00', { revision: '10' });

  test.each([
    ['within its time', [[a1, a1, b]], 5, ['a@1', 'b@-'], []],
    [
      'on the next page, behind later rows',
      [
        [a1, b],
        [a1, b, c],
      ],
      5,
      ['a@1', 'b@-', 'c@-'],
      [],
    ],
    [
      'when its part is full',
      [
        [a1, b],
        [a1, c],
      ],
      1,
      ['a@1', 'b@-', 'c@-'],
      [],
    ],
    ['in a higher revision', [[a1, a2, b]], 5, ['a@2', 'b@-'], [['a', '1', '2']]],
    ['in a lower revision', [[a2, a1, b]], 5, ['a@2', 'b@-'], [['a', '1', '2']]],
    [
      'in a lower revision twice',
      [
        [a2, a1],
        [a1, b],
      ],
      5,
      ['a@2', 'b@-'],
      [['a', '1', '2']],
    ],
    [
      'in a higher revision, behind later rows',
      [
        [a1, b],
        [a2, c],
      ],
      5,
      ['a@2', 'b@-', 'c@-'],
      [['a', '1', '2']],
    ],
    [
      'in a lower revision when its part is full',
      [[a2, b, c], [a1]],
      1,
      ['a@2', 'b@-', 'c@-'],
      [['a', '1', '2']],
    ],
    [
      'in a higher revision at another date',
      [
        [a2, b],
        [later, c],
      ],
      5,
      ['b@-', 'a@10', 'c@-'],
      [['a', '2', '10']],
    ],
    [
      'in a higher revision at another date, when the row that stood beside it fills a part',
      [[a2, charge('b', '01T08:00:00'), later, c]],
      1,
      ['b@-', 'a@10', 'c@-'],
      [['a', '2', '10']],
    ],
    [
      'in a higher revision that is the first of a new part',
      [[a2], [later, c]],
      1,
      ['a@10', 'c@-'],
      [['a', '2', '10']],
    ],
  ])('%s is there once, in the highest one', (_, pages, rowsPerPart, expected, left) => {
    const { parts, superseded } = run(pages, rowsPerPart);
    expect(parts.flatMap(({ ids }) => ids)).toEqual(expected);
    const listed = left.map(([id, revision, supersededBy]) => ({ id, revision, supersededBy }));
    expect(superseded).toEqual({ count: left.length, listed });
  });

  test('is named in the order of the rows, whatever order the revisions came in', () => {
    const b2 = charge('b', '01T09:00:00', { revision: '2' });
    const { superseded } = run([[a1, charge('b', '01T09:00:00', { revision: '1' }), b2, a2, c]], 5);
    expect(superseded.listed.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('in a higher revision after its part was full is an error that says what to do', () => {
    const failing = () => run([[a1, b, c], [a2]], 1);
    expect(failing).toThrow(expect.objectContaining({ code: 'ExportConflict' }));
    expect(failing).toThrow(
      /Transaction a was revised .* Start the export again with an exportId of your own/,
    );
  });

  test('in the same revision with other content is an error', () => {
    const other = charge('a', '01T08:00:00', { revision: '1', description: 'another' });
    for (const pages of [[[a1, other]], [[a1, b, other]]]) {
      expect(() => run(pages, 5)).toThrow(
        /Transaction a came twice in the same revision with different content/,
      );
    }
  });

  test('is known a thousand rows later, and after that an error, never counted twice', () => {
    const rows = charges(1100, 60);
    const repeated = (from: number) => run([rows, rows.slice(from, from + 10)], 7);
    const whole = run([rows], 7);
    expect(repeated(101)).toEqual({ ...whole, repeats: 10 });
    expect(() => repeated(50)).toThrow(expect.objectContaining({ code: 'TransactionsNotReadable' }));
  });

  test('is known as long as its part is open, however many rows that has', () => {
    const rows = charges(1400, 60);
    expect(run([rows, rows.slice(0, 10)], 1500)).toEqual({ ...run([rows], 1500), repeats: 10 });
  });

  test('is forgotten in the end, with the revisions that were left out: memory does not grow', () => {
    const order = new RowOrder(50);
    for (const row of charges(5000, 60)) {
      const { record } = row;
      const versions = ['1', '2'].map((revision) => charge(record.id, record.createdDate, { revision }));
      for (const _ of order.feed(versions)) order.take();
    }
    const { older, recent, superseded } = order.snapshot().order;
    expect(recent.length).toBeLessThanOrEqual(1000);
    expect(older.length).toBeLessThanOrEqual(1000 + 50 + 1);
    expect(superseded.count).toBe(5000 - order.inHand);
    expect(superseded.listed).toHaveLength(1000);
  });

  test('of a time that a part ended in is an error where it is not known any more, after the order was taken up', () => {
    const rows = Array.from({ length: 1300 }, (_, index) => charge(`t${10_000 + index}`, '01T08:00:00'));
    const order = new RowOrder(1200);
    const full = order.feed([...rows, charge('z', '01T09:00:00')]);
    expect(full.next().done).toBe(false);
    const next = new RowOrder(1200, order.snapshot().order);
    expect(() => [...next.feed(rows.slice(0, 10))]).toThrow(/came after a later one/);
  });
});
