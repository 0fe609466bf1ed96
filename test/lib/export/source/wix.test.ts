// The source on Wix's query: what it asks page by page, and how it goes on when a cursor is no longer taken.
import { createWixSource } from '../../../../lib/export/source/wix.ts';
import { Failure } from '../../../../lib/failure.ts';
import { testCall } from '../../../support/call.ts';
import { type Answer, fakeWix } from '../../../support/wix.ts';
import { charged, linesOf, row, walk } from './walk.ts';

const window = { from: '2026-10-01T00:00:00.000Z', to: '2026-10-02T00:00:00.000Z' };
const PATH = '/query';

/** A source on a Wix that answers with the function, and the bodies of the requests. */
function sourceOn(answer: (body: string, count: number) => unknown) {
  const bodies: string[] = [];
  const asked: Answer = ({ body, path, scope, repeatable }) => {
    expect({ path, scope, repeatable }).toEqual({ path: PATH, scope: 'ACCOUNT', repeatable: true });
    bodies.push(JSON.stringify(body));
    return answer(bodies.at(-1) ?? '', bodies.length);
  };
  const source = createWixSource({ ...fakeWix(asked), waitSeconds: () => 17 }, PATH);
  return { source, bodies };
}

const at = (second: number) => new Date(Date.parse('2026-10-01') + second * 1000).toISOString();
const page = (ids: readonly number[], next?: string) => ({
  creditTransactions: ids.map((id) => charged(`t${id}`, { createdDate: at(id) })),
  pagingMetadata: { cursors: { next }, hasNext: next !== undefined },
});
const rowsOf = (ids: readonly number[]) => ids.map((id) => row(`t${id}`, { createdDate: at(id) }));
const cursorIn = (body: string): string | undefined => JSON.parse(body).query.cursorPaging.cursor;

describe('the Wix source', () => {
  test('is named so, and waits as its transport has to', () => {
    const { source } = sourceOn(() => page([]));
    expect([source.name, source.waitSeconds()]).toEqual(['wix', 17]);
  });

  test('asks for the window once, and then for each cursor alone', async () => {
    const { source, bodies } = sourceOn(
      (_, count) => [page([1, 2], 'c-1'), page([3], 'c-2'), page([4])][count - 1],
    );
    const { rows, pages } = await walk(source, window);
    expect(linesOf(rows)).toEqual(linesOf(rowsOf([1, 2, 3, 4])));
    expect(pages).toBe(3);
    expect(bodies.map((body) => JSON.parse(body).query)).toEqual([
      {
        filter: { createdDate: { $gte: window.from, $lt: window.to } },
        sort: [{ fieldName: 'createdDate', order: 'ASC' }],
        cursorPaging: { limit: 100 },
      },
      { cursorPaging: { cursor: 'c-1', limit: 100 } },
      { cursorPaging: { cursor: 'c-2', limit: 100 } },
    ]);
  });

  test('asks for whole milliseconds around a finer window, and gives the window', async () => {
    const fine = { from: '2026-10-01T00:00:01.0000005Z', to: '2026-10-01T00:00:03.000000100Z' };
    const { source, bodies } = sourceOn(() => page([1, 2, 3]));
    expect(linesOf((await walk(source, fine)).rows)).toEqual(linesOf(rowsOf([2, 3])));
    expect(JSON.parse(bodies[0] ?? '').query.filter.createdDate).toEqual({
      $gte: '2026-10-01T00:00:01.000Z',
      $lt: '2026-10-01T00:00:03.001Z',
    });
  });

  test('an empty page with a cursor is not the end', async () => {
    const { source } = sourceOn((_, count) => [page([], 'c-1'), page([], 'c-2'), page([5])][count - 1]);
    expect(linesOf((await walk(source, window)).rows)).toEqual(linesOf(rowsOf([5])));
  });

  test('rows of another time on any page are an error', async () => {
    const { source } = sourceOn((_, count) => (count === 1 ? page([1], 'c-1') : page([86_401])));
    await expect(walk(source, window)).rejects.toMatchObject({ code: 'TransactionsNotReadable' });
  });

  test.each([
    ['the same one', ['c', 'c']],
    ['two by turns', ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b']],
  ])('cursors that come again are an error, on empty pages too: %s', async (_, cursors) => {
    const { source, bodies } = sourceOn((_body, count) => page([], cursors[count - 1]));
    await expect(walk(source, window)).rejects.toMatchObject({ code: 'WixUnavailable' });
    expect(bodies.length).toBeLessThanOrEqual(cursors.length);
  });

  test('a position that is none, or of another window, is refused before Wix is asked', async () => {
    const { source, bodies } = sourceOn(() => page([1], 'c-1'));
    const { next = '' } = await source.page(window, undefined, testCall());
    const later = { from: at(1), to: window.to };
    const earlier = { from: window.from, to: at(0.5) };
    for (const [other, position] of [
      [window, 'c-1'],
      [later, next],
      [earlier, next],
    ] as const) {
      await expect(source.page(other, position, testCall())).rejects.toMatchObject({ code: 'Internal' });
    }
    expect(bodies).toHaveLength(1);
  });
});

describe('a cursor that Wix takes no more', () => {
  const refused = new Failure('WixRequestRejected', 'Wix answers 400.');

  test('costs no row: the query begins anew at the last transaction', async () => {
    const { source, bodies } = sourceOn((body, count) => {
      if (count === 1) return page([1, 2], 'old');
      if (cursorIn(body) === 'old') throw refused;
      return cursorIn(body) === 'new' ? page([4]) : page([2, 3], 'new');
    });
    const call = testCall();
    const { rows } = await walk(source, window, { call });
    expect(linesOf(rows)).toEqual(linesOf(rowsOf([1, 2, 2, 3, 4])));
    expect(JSON.parse(bodies[2] ?? '').query.filter.createdDate).toEqual({ $gte: at(2), $lt: window.to });
    expect(call.lines).toMatchObject([{ level: 'warn', fields: { from: at(2), to: window.to } }]);
  });

  test('all of the last millisecond is read again, because its rows may be in any order', async () => {
    const nanos = (digits: string) => charged(digits, { createdDate: `2026-10-01T00:00:01.000${digits}Z` });
    const { source } = sourceOn((body, count) => {
      const sent = page([], count === 1 ? 'old' : undefined);
      if (cursorIn(body) === 'old') throw refused;
      return {
        ...sent,
        creditTransactions: ['000001', '000003', ...(count > 1 ? ['000002'] : [])].map(nanos),
      };
    });
    const first = await source.page(window, undefined, testCall());
    const second = await source.page(window, first.next, testCall());
    const ids = [...first.rows, ...second.rows].map(({ record }) => record.id);
    expect(ids).toEqual(['000001', '000003', '000001', '000003', '000002']);
  });

  test('is the failure itself where asking anew would read the same again', async () => {
    for (const first of [[], [0]]) {
      const { source, bodies } = sourceOn((body) => {
        if (cursorIn(body) !== undefined) throw refused;
        return page(first, 'old');
      });
      await expect(walk(source, window)).rejects.toBe(refused);
      expect(bodies).toHaveLength(2);
    }
  });

  test('is given up where every new query stops at the same instant', async () => {
    const { source, bodies } = sourceOn((body, count) => {
      if (cursorIn(body) !== undefined) throw refused;
      return page([1], `cursor-${count}`);
    });
    await expect(walk(source, window)).rejects.toBe(refused);
    expect(bodies).toHaveLength(4);
  });

  test.each([
    'WixRateLimited',
    'WixUnavailable',
    'WixTimeout',
    'WixCredentialsRejected',
    'TransactionsNotReadable',
  ] as const)('is told from %s, which is passed on, and the position stays good', async (code) => {
    const failure = new Failure(code, 'no', { retryAfterSeconds: 60 });
    let failing = true;
    const { source, bodies } = sourceOn((body) => {
      if (cursorIn(body) === undefined) return page([1], 'c-1');
      if (failing) throw failure;
      return page([2]);
    });
    const { next } = await source.page(window, undefined, testCall());
    await expect(source.page(window, next, testCall())).rejects.toBe(failure);
    failing = false;
    expect(linesOf((await source.page(window, next, testCall())).rows)).toEqual(linesOf(rowsOf([2])));
    expect(bodies).toHaveLength(3);
  });
});
