// Lists in pages: each page once and only when wanted, cursors that come again, and what the next cursor is.
import fc from 'fast-check';
import { cursorQuery, nextCursor, type Page, pages } from '../../../lib/wix/pages.ts';
import { failureOf } from './harness.ts';

/** A list in pages whose cursors follow the given names, and then end. */
function listOf(cursors: readonly string[]) {
  const asked: (string | undefined)[] = [];
  const fetchPage = async (cursor: string | undefined): Promise<Page<number>> => {
    asked.push(cursor);
    return { items: [asked.length], next: cursors[asked.length - 1] };
  };
  return { asked, fetchPage };
}

const collect = async <T>(walk: AsyncIterable<Page<T>>) => {
  const items: T[] = [];
  for await (const page of walk) items.push(...page.items);
  return items;
};

describe('a walk over pages', () => {
  test('gives every page once, in order, each asked for with the cursor of the one before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 40 }), async (cursors) => {
        const { asked, fetchPage } = listOf(cursors);
        expect(await collect(pages('List', fetchPage))).toEqual(
          [undefined, ...cursors].map((_, index) => index + 1),
        );
        expect(asked).toStrictEqual([undefined, ...cursors]);
      }),
    );
  });

  test('asks for a page when it is wanted, and not before', async () => {
    const { asked, fetchPage } = listOf(['a', 'b']);
    const walk = pages('List', fetchPage);
    expect(asked).toEqual([]);
    await walk.next();
    expect(asked).toStrictEqual([undefined]);
  });

  test('can start in the middle', async () => {
    const { asked, fetchPage } = listOf(['d']);
    await collect(pages('List', fetchPage, 'c'));
    expect(asked).toEqual(['c', 'd']);
  });

  test('gives concurrent callers one page each, and asks for no page twice', async () => {
    const { asked, fetchPage } = listOf(['a', 'b']);
    const walk = pages('List', fetchPage);
    const results = await Promise.all([walk.next(), walk.next(), walk.next(), walk.next()]);
    expect(results.map(({ value }) => value?.items)).toStrictEqual([[1], [2], [3], undefined]);
    expect(asked).toStrictEqual([undefined, 'a', 'b']);
  });

  test('ends with the error of a page', async () => {
    const walk = pages('List', async () => {
      throw new Error('no page');
    });
    await expect(collect(walk)).rejects.toThrow('no page');
  });
});

describe('a cursor that comes again', () => {
  test.each([[['a', 'a']], [['a', 'b', 'a', 'b']], [['a', 'b', 'c', 'c']], [['a', 'b', 'c', 'd', 'e', 'e']]])(
    'is an error, not an endless run: %j',
    async (cursors) => {
      const { asked, fetchPage } = listOf(cursors);
      const failure = await failureOf(collect(pages('List', fetchPage)));
      expect([failure.code, failure.message]).toEqual([
        'WixUnavailable',
        'Wix gives a page of "List" a second time: the list has no end.',
      ]);
      expect(asked.length).toBeLessThanOrEqual(cursors.length);
    },
  );

  test('is noticed at once when it is the one that the walk started from', async () => {
    const { asked, fetchPage } = listOf(['c']);
    await failureOf(collect(pages('List', fetchPage, 'c')));
    expect(asked).toEqual(['c']);
  });

  test('is noticed wherever the loop begins and however long it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 50 }), fc.integer({ min: 1, max: 50 }), async (before, length) => {
        let asked = 0;
        const walk = pages('List', async (): Promise<Page<number>> => {
          asked += 1;
          const place = asked <= before ? asked : before + ((asked - before) % length);
          return { items: [], next: `cursor-${place}` };
        });
        expect((await failureOf(collect(walk))).code).toBe('WixUnavailable');
        expect(asked).toBeLessThanOrEqual(3 * (before + length) + 3);
      }),
    );
  });
});

describe('the next cursor', () => {
  test.each<[string, Parameters<typeof nextCursor>[2], string | undefined]>([
    ['under metadata', { metadata: { cursors: { next: 'a' }, hasNext: true } }, 'a'],
    ['under pagingMetadata', { pagingMetadata: { cursors: { next: 'a' }, hasNext: true } }, 'a'],
    ['without hasNext', { metadata: { cursors: { next: 'a' } } }, 'a'],
    ['that hasNext denies', { metadata: { cursors: { next: 'a' }, hasNext: false } }, undefined],
    ['that is not there', { metadata: { cursors: {} } }, undefined],
    ['that is null', { metadata: { cursors: { next: null } } }, undefined],
    ['that is empty', { metadata: { cursors: { next: '' } } }, undefined],
    ['of an answer that says nothing of pages', {}, undefined],
  ])('%s', (_, paging, next) => {
    expect(nextCursor('List', 99, paging)).toBe(next);
  });

  test.each<[string, number, Parameters<typeof nextCursor>[2]]>([
    ['that hasNext promises and that is not there', 0, { metadata: { hasNext: true } }],
    [
      'that hasNext promises and that is empty',
      0,
      { pagingMetadata: { hasNext: true, cursors: { next: '' } } },
    ],
    ['that a full page leaves open', 100, {}],
  ])('%s is an error: a part must not pass for the whole', async (_, items, paging) => {
    const failure = await failureOf(Promise.resolve().then(() => nextCursor('List', items, paging)));
    expect([failure.code, failure.message]).toEqual([
      'WixUnavailable',
      'Wix does not say how the list of "List" goes on.',
    ]);
  });

  test('is sent alone, without filter and sort', () => {
    expect(cursorQuery('a')).toEqual({ query: { cursorPaging: { cursor: 'a', limit: 100 } } });
  });
});
