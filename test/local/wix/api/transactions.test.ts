// Query Credit Transactions over HTTP.
import * as v from 'valibot';
import { type OpenWix, PATHS, withWix } from '../open-wix.ts';

const answerSchema = v.object({
  creditTransactions: v.array(
    v.looseObject({
      id: v.string(),
      createdDate: v.string(),
      amount: v.looseObject({ credits: v.number() }),
    }),
  ),
  pagingMetadata: v.object({
    count: v.number(),
    cursors: v.object({ next: v.optional(v.string()) }),
    hasNext: v.boolean(),
  }),
});

const query = async (wix: OpenWix, body: unknown) =>
  v.parse(answerSchema, (await wix.forAccount('POST', PATHS.query, { query: body })).json);

async function all(wix: OpenWix, first: Record<string, unknown>, limit: number) {
  let page = await query(wix, { ...first, cursorPaging: { limit } });
  const rows = [...page.creditTransactions];
  while (page.pagingMetadata.hasNext) {
    page = await query(wix, { cursorPaging: { limit, cursor: page.pagingMetadata.cursors.next } });
    rows.push(...page.creditTransactions);
  }
  return rows;
}

test('the newest come first when nothing is said', () =>
  withWix({ transactions: 60 }, async (wix) => {
    const { creditTransactions, pagingMetadata } = await query(wix, {});
    expect(pagingMetadata).toMatchObject({ count: 50, hasNext: true });
    const dates = creditTransactions.map(({ createdDate }) => createdDate);
    expect(dates).toEqual(dates.toSorted().toReversed());
    expect(creditTransactions[0]).toEqual(wix.world.transactions.at(59));
  }));

test.each([
  ['by creation', [{ fieldName: 'createdDate', order: 'ASC' }]],
  [
    'by creation and id',
    [
      { fieldName: 'createdDate', order: 'ASC' },
      { fieldName: 'id', order: 'ASC' },
    ],
  ],
  ['by credits', [{ fieldName: 'amount.credits', order: 'DESC' }]],
  ['by update and id backwards', [{ fieldName: 'updatedDate' }, { fieldName: 'id', order: 'DESC' }]],
])('a window sorted %s comes whole, whatever the limit', (_what, sort) =>
  withWix({ transactions: 300 }, async (wix) => {
    const filter = { createdDate: { $gte: '2026-10-10T00:00:00Z', $lt: '2026-11-10T00:00:00Z' } };
    const expected = Array.from({ length: 300 }, (_, place) => wix.world.transactions.at(place)).filter(
      ({ createdDate }) => createdDate >= '2026-10-10' && createdDate < '2026-11-10',
    );
    for (const limit of [7, 100]) {
      const rows = await all(wix, { filter, sort }, limit);
      expect(rows.map(({ id }) => id).toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
    }
  }),
);

test('every filterable field finds its row', () =>
  withWix({ transactions: 40 }, async (wix) => {
    const row = wix.world.transactions.at(11);
    const { id, createdDate, updatedDate, callerAppId, externalRefId, idempotencyKey } = row;
    for (const filter of [{ id }, { externalRefId }, { idempotencyKey }, { createdDate, updatedDate, id }]) {
      expect((await query(wix, { filter })).creditTransactions).toEqual([row]);
    }
    const more = { callerAppId, 'amount.credits': row.amount.credits };
    expect((await query(wix, { filter: more })).creditTransactions).toContainEqual(row);
  }));

test.each(['metadata', 'description', 'metadata.model', 'revision'])('%s is not filterable', (field) =>
  withWix({ transactions: 5 }, async (wix) => {
    const { status, json } = await wix.forAccount('POST', PATHS.query, {
      query: { filter: { [field]: 'x' } },
    });
    expect(status).toBe(400);
    expect(json).toMatchObject({
      details: { validationError: { fieldViolations: [{ ruleName: 'FIELD_NOT_FILTERABLE' }] } },
    });
  }),
);

test('the wrapped form says the same in the wrappers of the documented schema', () =>
  withWix({ transactions: 3, wireForm: 'wrapped' }, async (wix) => {
    const row = wix.world.charge({
      micro: 1_000_000,
      metadata: { a: 'x', n: 1, yes: true, none: null, list: [1, { deep: 'y' }] },
    });
    const { json } = await wix.forAccount('POST', PATHS.query, { query: { cursorPaging: { limit: 1 } } });
    const seconds = String(Date.parse('2026-11-22T12:00:00Z') / 1000);
    expect(json).toMatchObject({
      creditTransactions: [
        {
          id: { value: row?.id },
          revision: { value: '1' },
          createdDate: { seconds, nanos: 0 },
          updatedDate: { seconds, nanos: 0 },
          amount: row?.amount,
          metadata: {
            fields: {
              a: { stringValue: 'x' },
              n: { numberValue: 1 },
              yes: { boolValue: true },
              none: { nullValue: 'NULL_VALUE' },
              list: {
                listValue: {
                  values: [{ numberValue: 1 }, { structValue: { fields: { deep: { stringValue: 'y' } } } }],
                },
              },
            },
          },
        },
      ],
    });
  }));

test.each([
  [403, { details: { applicationError: { code: 'PERMISSION_DENIED' } } }],
  [404, undefined],
  [501, { details: { applicationError: { code: 'UNIMPLEMENTED' } } }],
] as const)('it can answer %p, as Wix may that has published no such method', (transactionQuery, body) =>
  withWix({ transactions: 3, transactionQuery }, async (wix) => {
    const { status, json } = await wix.forAccount('POST', PATHS.query, {});
    expect(status).toBe(transactionQuery);
    if (body === undefined) expect(json).toBeUndefined();
    else expect(json).toMatchObject(body);
    wix.settings.transactionQuery = 200;
    expect((await wix.forAccount('POST', PATHS.query, {})).status).toBe(200);
  }),
);

test('prepared pages are the same pages, and a charge between them is not missed', () =>
  withWix({ transactions: 250 }, async (wix) => {
    const sort = [{ fieldName: 'createdDate', order: 'ASC' }];
    const plain = await all(wix, { sort }, 100);
    wix.settings.preparedPages = true;
    for (let round = 0; round < 2; round++) expect(await all(wix, { sort }, 100)).toEqual(plain);
    wix.world.charge({ micro: 1_000 });
    expect(await all(wix, { sort }, 100)).toHaveLength(251);
  }));

test('faulty paging can repeat the last row of a page', () =>
  withWix({ transactions: 10, paging: 'overlapping' }, async (wix) => {
    const sort = [{ fieldName: 'createdDate', order: 'ASC' }];
    const ids = (await all(wix, { sort }, 4)).map(({ id }) => id);
    const expected = [0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9].map((place) => wix.world.transactions.id(place));
    expect(ids).toEqual(expected);
  }));

test('faulty paging can answer one cursor without end', () =>
  withWix({ transactions: 10, paging: 'looping' }, async (wix) => {
    const first = await query(wix, { cursorPaging: { limit: 4 } });
    const cursorPaging = { limit: 4, cursor: first.pagingMetadata.cursors.next };
    const second = await query(wix, { cursorPaging });
    expect(second.pagingMetadata).toMatchObject({ cursors: { next: cursorPaging.cursor }, hasNext: true });
    expect(second.creditTransactions).not.toEqual(first.creditTransactions);
    expect(await query(wix, { cursorPaging })).toEqual(second);
  }));
