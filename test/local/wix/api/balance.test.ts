// Get Balance and Charge over HTTP.
import { applicationErrorBody, PATHS, withWix } from '../open-wix.ts';

const wallet = { transactions: 0, topUps: false } as const;

test('the balance of the account sums its sources, and shows each with its rules', () =>
  withWix(wallet, async (wix) => {
    const [account, ...own] = wix.world.wallet().sources;
    const monthly = (subscriptionId: string | undefined) => ({
      subscriptionId,
      usageRules: [{ period: 'MONTH', balance: 100, cap: 100, resetDate: '2026-12-01T00:00:00Z' }],
    });
    const { status, json } = await wix.forAccount('POST', PATHS.balance, {});
    expect(status).toBe(200);
    expect(json).toEqual({
      periodicCredits: { balance: 260, cap: 450 },
      creditBalanceBreakdown: [
        {
          subscriptionId: account?.subscriptionId,
          usageRules: [
            { period: 'MONTH', balance: 250, cap: 250, resetDate: '2026-12-01T00:00:00Z' },
            { period: 'DAY', balance: 60, cap: 60, resetDate: '2026-11-23T00:00:00Z' },
          ],
        },
        ...own.map(({ subscriptionId }) => monthly(subscriptionId)),
      ],
    });
  }));

test('a body is not needed', () =>
  withWix(wallet, async (wix) => {
    expect((await wix.forAccount('POST', PATHS.balance)).status).toBe(200);
  }));

test('topUpCredits is absent until credits are bought, and stays when they are spent', () =>
  withWix(wallet, async (wix) => {
    const topUp = async () => (await wix.forAccount('POST', PATHS.balance, {})).json;
    expect(await topUp()).not.toHaveProperty('topUpCredits');
    wix.world.topUp(15.5);
    expect(await topUp()).toMatchObject({ topUpCredits: { balance: 15.5 } });
    expect(wix.world.charge({ micro: 275_500_000 })).toBeDefined();
    expect(await topUp()).toMatchObject({ topUpCredits: { balance: 0 }, periodicCredits: { balance: 0 } });
  }));

test('a site sees the credits of its own subscription, and no bought ones', () =>
  withWix(wallet, async (wix) => {
    wix.world.topUp(15);
    const [account, own] = wix.world.wallet().sources;
    const { json } = await wix.forSite(own?.siteId ?? '', 'POST', PATHS.balance, {});
    expect(json).toMatchObject({
      periodicCredits: { balance: 100, cap: 100 },
      creditBalanceBreakdown: [{ subscriptionId: own?.subscriptionId }],
    });
    expect(json).not.toHaveProperty('topUpCredits');
    const other = wix.world.sites.find(({ facts }) => !facts.premium)?.facts.id ?? '';
    const shared = await wix.forSite(other, 'POST', PATHS.balance, {});
    expect(shared.json).toMatchObject({
      periodicCredits: { balance: 60, cap: 250 },
      creditBalanceBreakdown: [{ subscriptionId: account?.subscriptionId }],
    });
  }));

test('fractions are exact: 0.7 and 0.1 taken from 60 leave 59.2', () =>
  withWix(wallet, async (wix) => {
    for (const credits of [0.7, 0.1]) await wix.forAccount('POST', PATHS.charge, { amount: { credits } });
    const { json } = await wix.forAccount('POST', PATHS.balance, {});
    expect(json).toMatchObject({ periodicCredits: { balance: 259.2 } });
  }));

test('a reset date that the clock passes fills its rule again', () =>
  withWix(wallet, async (wix) => {
    await wix.forAccount('POST', PATHS.charge, { amount: { credits: 60 } });
    wix.world.clock.moveTo(Date.parse('2026-11-23T00:00:00Z'));
    const { json } = await wix.forAccount('POST', PATHS.balance, {});
    expect(json).toMatchObject({
      periodicCredits: { balance: 260 },
      creditBalanceBreakdown: [
        {
          usageRules: [
            { period: 'MONTH', balance: 190, resetDate: '2026-12-01T00:00:00Z' },
            { period: 'DAY', balance: 60, resetDate: '2026-11-24T00:00:00Z' },
          ],
        },
        {},
        {},
      ],
    });
  }));

describe('Charge', () => {
  const order = {
    amount: { credits: 2.5 },
    description: 'AI image',
    callerAppId: 'app-1',
    externalRefId: 'order-1',
    metadata: { page: 'home', draft: true },
    idempotencyKey: 'key-1',
  };

  test('answers the transaction that it made, with the caller’s own fields', () =>
    withWix(wallet, async (wix) => {
      const { status, json } = await wix.forAccount('POST', PATHS.charge, order);
      expect(status).toBe(200);
      expect(json).toEqual({
        creditTransaction: {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          revision: '1',
          createdDate: '2026-11-22T12:00:00.000Z',
          updatedDate: '2026-11-22T12:00:00.000Z',
          ...order,
          amount: { credits: 2.5, cost: { amount: '0.10', currencyCode: 'USD', formattedValue: '$0.10' } },
        },
      });
    }));

  test('the same idempotency key charges once and answers the same', () =>
    withWix(wallet, async (wix) => {
      const first = await wix.forAccount('POST', PATHS.charge, order);
      const again = await wix.forAccount('POST', PATHS.charge, { ...order, amount: { credits: 9 } });
      expect(again.json).toEqual(first.json);
      expect(wix.world.transactions.size()).toBe(1);
      const { json } = await wix.forAccount('POST', PATHS.balance, {});
      expect(json).toMatchObject({ periodicCredits: { balance: 257.5 } });
    }));

  test('a transaction is not changed by what happens later', () =>
    withWix(wallet, async (wix) => {
      const { json } = await wix.forAccount('POST', PATHS.charge, order);
      wix.world.clock.advance(90 * 86_400_000);
      await wix.forAccount('POST', PATHS.charge, { ...order, idempotencyKey: 'key-2' });
      const read = await wix.forAccount('POST', PATHS.query, {
        query: { sort: [{ fieldName: 'createdDate', order: 'ASC' }] },
      });
      const { creditTransaction } = Object(json);
      expect(read.json).toMatchObject({ creditTransactions: [creditTransaction, {}] });
    }));

  test('out of credits it is a 428 REQUEST_NOT_ELIGIBLE, and nothing is taken', () =>
    withWix(wallet, async (wix) => {
      const { status, json } = await wix.forAccount('POST', PATHS.charge, { amount: { credits: 260.5 } });
      expect(status).toBe(428);
      expect(json).toEqual(
        applicationErrorBody('REQUEST_NOT_ELIGIBLE', 'Not enough credits for the request'),
      );
      expect(wix.world.transactions.size()).toBe(0);
    }));

  test('in the context of a site its own subscription pays', () =>
    withWix(wallet, async (wix) => {
      const own = wix.world.wallet().sources[1];
      await wix.forSite(own?.siteId ?? '', 'POST', PATHS.charge, order);
      expect(own?.rules[0]?.balance).toBe(97_500_000);
    }));

  test.each([
    ['nothing', {}, 'amount', 'REQUIRED_FIELD'],
    ['no credits', { amount: {} }, 'amount.credits', 'REQUIRED_FIELD'],
    ['zero credits', { amount: { credits: 0 } }, 'amount.credits', 'DECIMAL_GT'],
    ['credits below zero', { amount: { credits: -1 } }, 'amount.credits', 'DECIMAL_GT'],
    ['credits as text', { amount: { credits: '1' } }, 'amount.credits', 'FORMAT'],
    ['an empty key', { amount: { credits: 1 }, idempotencyKey: '' }, 'idempotencyKey', 'MIN_LENGTH'],
  ])('%s is a violation', (_what, body, field, violatedRule) =>
    withWix(wallet, async (wix) => {
      const { status, json } = await wix.forAccount('POST', PATHS.charge, body);
      expect(status).toBe(400);
      expect(json).toMatchObject({
        details: { validationError: { fieldViolations: [{ field, violatedRule }] } },
      });
    }),
  );
});
