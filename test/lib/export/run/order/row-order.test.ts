// Rows in any order that a source may give them → the one order, each id once, in the same parts.
import fc from 'fast-check';
import { compareRevisions } from '../../../../../lib/export/record/revision.ts';
import { compareRows, type Row } from '../../../../../lib/export/record/transaction.ts';
import { atTheStart, rowsOf } from '../../../../../lib/export/run/checkpoint.ts';
import type { OrderState } from '../../../../../lib/export/run/order/open-part.ts';
import { RowOrder } from '../../../../../lib/export/run/order/row-order.ts';
import { charge, charges, identity } from '../world.ts';

interface Cut {
  readonly day: string;
  readonly ids: string[];
}

/** Feeds pages to the end. After a full part and after a page, `interrupt` may have the order taken up from its snapshot. */
function run(
  pages: readonly (readonly Row[])[],
  rowsPerPart: number,
  interrupt: (step: number) => boolean = () => false,
) {
  const parts: Cut[] = [];
  let open: string[] = [];
  let order = new RowOrder(rowsPerPart);
  let step = 0;
  const drain = (): void => {
    const { rows, anew } = order.take();
    const ids = rows.map(({ record }) => `${record.id}@${record.revision ?? '-'}`);
    open = anew ? ids : [...open, ...ids];
  };
  const take = (full: Iterable<void>): void => {
    for (const _ of full) {
      drain();
      expect(order.full).toBe(open.length);
      parts.push({ day: order.day, ids: open });
      open = [];
      if (interrupt(step++)) {
        again();
        return;
      }
    }
    drain();
  };
  const again = (): void => {
    const { order: saved, rows } = order.snapshot();
    const state: OrderState = JSON.parse(JSON.stringify(saved));
    order = new RowOrder(rowsPerPart, state);
    open = [];
    take(order.feed(rowsOf({ ...atTheStart(identity(), ''), rows })));
  };
  for (const page of pages) {
    take(order.feed(page));
    if (interrupt(step++)) again();
  }
  do take(order.end());
  while (order.inHand > 0);
  return { parts, superseded: order.snapshot().order.superseded, repeats: order.repeats };
}

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

/** A world: rows of few times and ids, in several revisions, listed in ascending time, on pages that may come again. */
const world = fc
  .record({
    rows: fc.array(
      fc.record({
        id: fc.integer({ min: 0, max: 30 }),
        versions: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 }),
        nanos: fc.integer({ min: 0, max: 3 }),
        again: fc.boolean(),
      }),
      { maxLength: 40 },
    ),
    pageSize: fc.integer({ min: 1, max: 12 }),
    echoes: fc.array(fc.boolean(), { maxLength: 20 }),
    rowsPerPart: fc.integer({ min: 1, max: 9 }),
    steps: fc.array(fc.boolean(), { maxLength: 40 }),
  })
  .map(({ rows, pageSize, echoes, rowsPerPart, steps }) => {
    // The time follows from the id: a transaction keeps its createdDate.
    const listed = rows.flatMap(({ id, versions, nanos, again }) => {
      const at = new Date(Date.parse('2026-10-01T23:00:00Z') + Math.floor(id / 4) * 1_200_000).toISOString();
      const createdDate = `${at.slice(0, 19)}.00000000${id % 4 === 3 ? 3 : id % 3}Z`;
      const all = versions.map((revision) => charge(`t${id}`, createdDate, { revision: String(revision) }));
      return again ? [...all, ...all.slice(0, nanos)] : all;
    });
    const time = ({ record }: Row) => record.createdDate.slice(0, 23);
    const ascending = listed.toSorted((a, b) => (time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : 0));
    const pages: Row[][] = [];
    for (let start = 0; start < ascending.length; start += pageSize)
      pages.push(ascending.slice(start, start + pageSize));
    // Some pages are followed by the one before them once more.
    const given = pages.flatMap((page, index) => (echoes[index] ? [page, pages[index - 1] ?? page] : [page]));
    return { ascending, pages: given, rowsPerPart, steps };
  });

test('in any world: every id once, in its highest revision, by createdDate and id, and every other revision named', () => {
  fc.assert(
    fc.property(world, ({ ascending, pages, rowsPerPart }) => {
      const highest = new Map<string, Row>();
      for (const row of ascending) {
        const known = highest.get(row.record.id);
        if (known === undefined || compareRevisions(row.record.revision, known.record.revision) > 0) {
          highest.set(row.record.id, row);
        }
      }
      const versions = new Set(ascending.map(({ record }) => `${record.id}@${record.revision}`));
      const expected = [...highest.values()].toSorted(compareRows);
      const { parts, superseded } = run(pages, rowsPerPart);
      expect(parts.flatMap(({ ids }) => ids)).toEqual(
        expected.map(({ record }) => `${record.id}@${record.revision}`),
      );
      expect(superseded.count).toBe(versions.size - highest.size);
      for (const { ids } of parts) expect(ids.length).toBeLessThanOrEqual(rowsPerPart);
    }),
    { numRuns: 300 },
  );
});

test('in any world: taken up at any of its steps, it comes to the same', () => {
  fc.assert(
    fc.property(world, ({ pages, rowsPerPart, steps }) => {
      const { repeats: _, ...whole } = run(pages, rowsPerPart);
      const { repeats: __, ...broken } = run(pages, rowsPerPart, (step) => steps[step] ?? false);
      expect(broken).toEqual(whole);
    }),
    { numRuns: 300 },
  );
});
