// The query for credit transactions: a window or a cursor, the rows as they came, and what a refusal means.
import { queryTransactions } from '../../../lib/wix/credit-transactions.ts';
import { refusing, wixWith } from './answers.ts';
import { failureOf } from './harness.ts';
import { stopServers } from './servers.ts';

afterEach(stopServers);

describe('the query for credit transactions', () => {
  const path = '/configured/query';
  const window = { from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' };

  test('asks for a window, oldest first, and gives the rows as they came', async () => {
    const rows = [{ id: { value: '1' }, amount: { credits: 1 } }, 'odd'];
    const pagingMetadata = { cursors: { next: 'c-1' }, hasNext: true };
    const { wix, call, bodies, requests } = await wixWith({ creditTransactions: rows, pagingMetadata });
    expect(await queryTransactions(wix, path, window, call)).toEqual({ items: rows, next: 'c-1' });
    expect(requests[0]).toMatchObject({ method: 'POST', path });
    expect(bodies()).toEqual([
      {
        query: {
          filter: { createdDate: { $gte: window.from, $lt: window.to } },
          sort: [{ fieldName: 'createdDate', order: 'ASC' }],
          cursorPaging: { limit: 100 },
        },
      },
    ]);
  });

  test('asks for the page of a cursor with the cursor alone', async () => {
    const { wix, call, bodies } = await wixWith({ transactions: [1], pagingMetadata: { hasNext: false } });
    expect(await queryTransactions(wix, path, { cursor: 'c-1' }, call)).toEqual({
      items: [1],
      next: undefined,
    });
    expect(bodies()).toEqual([{ query: { cursorPaging: { cursor: 'c-1', limit: 100 } } }]);
  });

  test('without a list is no empty page', async () => {
    const { wix, call } = await wixWith({ pagingMetadata: {} });
    expect((await failureOf(queryTransactions(wix, path, window, call))).code).toBe('WixUnavailable');
  });

  test.each([[403], [404], [501]])(
    'that Wix answers with %i is TransactionsNotReadable, once',
    async (status) => {
      const { wix, call, requests } = await refusing(status);
      const failure = await failureOf(queryTransactions(wix, path, window, call));
      expect(failure.code).toBe('TransactionsNotReadable');
      expect(failure.message).toMatch(/WIX_TRANSACTIONS_PATH.*TRANSACTION_SOURCE/);
      expect(requests).toHaveLength(1);
    },
  );

  test.each([
    [400, 'WixRequestRejected'],
    [401, 'WixCredentialsRejected'],
    [500, 'WixUnavailable'],
  ])('that Wix answers with %i is %s', async (status, code) => {
    const { wix, call } = await refusing(status);
    expect((await failureOf(queryTransactions(wix, path, window, call))).code).toBe(code);
  });
});
