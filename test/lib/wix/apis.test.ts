import { getBalance } from '../../../lib/wix/ai-credits.ts';
import { checkSufficientCredits, getCreditData } from '../../../lib/wix/credit-data.ts';
import { queryTransactions } from '../../../lib/wix/credit-transactions.ts';
import { querySites } from '../../../lib/wix/sites.ts';
import { failureOf, harness, SITE } from './harness.ts';
import { httpWix, stopServers } from './servers.ts';

afterEach(stopServers);

/** A Wix that answers with these bodies in turn, and a call to it whose warned paths can be read. */
async function wixWith(...answers: unknown[]) {
  const server = await httpWix((response, count) => response.end(JSON.stringify(answers[count - 1])));
  const { wix, call } = harness(server.baseUrl);
  const current = call();
  const warned = () => current.lines.filter(({ level }) => level === 'warn').map(({ fields }) => fields.path);
  const bodies = () => server.requests.map(({ body }) => (body === '' ? undefined : JSON.parse(body)));
  return { wix, call: current, warned, bodies, requests: server.requests };
}

/** A Wix that refuses everything. */
async function refusing(status: number, applicationCode?: string) {
  const body = { message: '', details: { applicationError: { code: applicationCode } } };
  const server = await httpWix((response) => response.writeHead(status).end(JSON.stringify(body)));
  const { wix, call } = harness(server.baseUrl);
  return { wix, call: call(), requests: server.requests };
}

describe('Get Balance', () => {
  test('reads what Wix documents', async () => {
    const wallet = {
      periodicCredits: { balance: 250, cap: 250 },
      topUpCredits: { balance: 15.5 },
      creditBalanceBreakdown: [
        {
          subscriptionId: 's-1',
          usageRules: [{ period: 'MONTH', balance: 250, cap: 250, resetDate: '2026-12-01T00:00:00Z' }],
        },
      ],
    };
    const { wix, call, warned, requests } = await wixWith(wallet);
    expect(await getBalance(wix, 'ACCOUNT', call)).toEqual(wallet);
    expect(warned()).toEqual([]);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      path: '/appmarket/credittransactions/v1/credit-transactions/balance',
      body: '{}',
    });
  });

  test('asks for a site with the header of the site', async () => {
    const { wix, call, requests } = await wixWith({ periodicCredits: { balance: 1 } });
    await getBalance(wix, { siteId: SITE }, call);
    expect(requests[0]?.headers).toMatchObject({ 'wix-site-id': SITE });
  });

  test('takes a wallet without top-ups and without a breakdown, as documented, without a word', async () => {
    const { wix, call, warned } = await wixWith({ periodicCredits: { balance: 1, cap: 2 } });
    expect(await getBalance(wix, 'ACCOUNT', call)).toEqual({
      periodicCredits: { balance: 1, cap: 2 },
      creditBalanceBreakdown: [],
    });
    expect(warned()).toEqual([]);
  });

  test.each<[string, object, (string | undefined)[]]>([
    ['the periodic credits are missing', {}, ['periodicCredits']],
    ['their balance is missing', { periodicCredits: { cap: 1 } }, ['periodicCredits.balance']],
    ['their balance is null', { periodicCredits: { balance: null } }, ['periodicCredits.balance']],
    [
      'their balance is more than a number holds',
      { periodicCredits: { balance: '9e999' } },
      ['periodicCredits.balance'],
    ],
    [
      'the top-ups have no balance',
      { periodicCredits: { balance: 1 }, topUpCredits: {} },
      ['topUpCredits.balance'],
    ],
    [
      'a reset is no date',
      {
        periodicCredits: { balance: 1 },
        creditBalanceBreakdown: [{ usageRules: [{ resetDate: 'tomorrow' }] }],
      },
      ['creditBalanceBreakdown.*.usageRules.*.resetDate'],
    ],
  ])('tells when %s', async (_, answer, paths) => {
    const { wix, call, warned } = await wixWith(answer);
    const balance = await getBalance(wix, 'ACCOUNT', call);
    expect(warned()).toEqual(paths);
    expect(JSON.stringify(balance)).not.toMatch(/"balance":0/);
  });
});

describe('Get Credit Data', () => {
  test.each<[string, unknown, unknown, (string | undefined)[]]>([
    [
      'a limited quota',
      { creditsUsed: 456, quotaType: 'LIMITED', limitedQuota: { quota: 12_999 } },
      { creditsUsed: 456, quotaType: 'LIMITED', limitedQuota: { quota: 12_999 } },
      [],
    ],
    [
      'an unlimited one, which has no quota',
      { creditsUsed: 1, quotaType: 'UNLIMITED' },
      { creditsUsed: 1, quotaType: 'UNLIMITED' },
      [],
    ],
    ['an unlimited one without usage', { quotaType: 'UNLIMITED' }, { quotaType: 'UNLIMITED' }, []],
    [
      'documented nulls, which are unknown',
      { creditsUsed: null, quotaType: 'LIMITED', limitedQuota: { quota: null } },
      { quotaType: 'LIMITED', limitedQuota: {} },
      [],
    ],
    [
      'a limited quota without usage',
      { quotaType: 'LIMITED', limitedQuota: { quota: 5 } },
      { quotaType: 'LIMITED', limitedQuota: { quota: 5 } },
      ['creditData.creditsUsed'],
    ],
    [
      'a limited quota that is not told',
      { creditsUsed: 1, quotaType: 'LIMITED' },
      { creditsUsed: 1, quotaType: 'LIMITED' },
      ['creditData.limitedQuota'],
    ],
    [
      'a limited quota without its number',
      { creditsUsed: 1, quotaType: 'LIMITED', limitedQuota: {} },
      { creditsUsed: 1, quotaType: 'LIMITED', limitedQuota: {} },
      ['creditData.limitedQuota.quota'],
    ],
    [
      'a usage below zero',
      { creditsUsed: -1, quotaType: 'LIMITED', limitedQuota: { quota: 5 } },
      { quotaType: 'LIMITED', limitedQuota: { quota: 5 } },
      ['creditData.creditsUsed'],
    ],
    [
      'numbers as text',
      { creditsUsed: '7', quotaType: 'LIMITED', limitedQuota: { quota: '5' } },
      { creditsUsed: 7, quotaType: 'LIMITED', limitedQuota: { quota: 5 } },
      ['creditData.limitedQuota.quota', 'creditData.creditsUsed'],
    ],
    [
      'a quota of a new type',
      { creditsUsed: 1, quotaType: 'SHARED', limitedQuota: { quota: 5 } },
      { creditsUsed: 1, quotaType: 'SHARED', limitedQuota: { quota: 5 } },
      [],
    ],
    ['no data', undefined, {}, ['creditData']],
  ])('reads %s', async (_, creditData, expected, paths) => {
    const { wix, call, warned, requests } = await wixWith({ creditData });
    expect(await getCreditData(wix, SITE, call)).toEqual(expected);
    expect(warned()).toEqual(paths);
    expect(requests[0]).toMatchObject({ method: 'GET', path: '/translation-credits/v1/credit', body: '' });
    expect(requests[0]?.headers).toMatchObject({ 'wix-site-id': SITE });
  });
});

describe('Check Sufficient Credits', () => {
  test.each<[unknown, boolean | undefined, (string | undefined)[]]>([
    [{ sufficientCredits: true }, true, []],
    [{ sufficientCredits: false }, false, []],
    [{}, undefined, ['sufficientCredits']],
    [{ sufficientCredits: 'true' }, undefined, ['sufficientCredits']],
  ])('reads %j', async (answer, sufficientCredits, paths) => {
    const { wix, call, warned, requests } = await wixWith(answer);
    expect(await checkSufficientCredits(wix, SITE, 100, call)).toEqual({ sufficientCredits });
    expect(warned()).toEqual(paths);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      path: '/translation-credits/v1/credit/is-eligible',
      body: '{"wordCount":100}',
    });
  });
});

describe('a site without word credits is FeatureNotAvailable', () => {
  test.each([
    [404, undefined],
    [404, 'FEATURE_NOT_FOUND'],
    [428, 'MULTILINGUAL_NOT_INSTALLED'],
    [428, 'FEATURE_NOT_FOUND'],
  ])('%i %s', async (status, applicationCode) => {
    const { wix, call, requests } = await refusing(status, applicationCode);
    expect((await failureOf(getCreditData(wix, SITE, call))).code).toBe('FeatureNotAvailable');
    expect((await failureOf(checkSufficientCredits(wix, SITE, 1, call))).code).toBe('FeatureNotAvailable');
    expect(requests).toHaveLength(2);
  });

  test('another 428 is not', async () => {
    const { wix, call } = await refusing(428, 'MISSING_METASITE_ID');
    expect((await failureOf(getCreditData(wix, SITE, call))).code).toBe('WixRequestRejected');
  });
});

describe('Query Sites', () => {
  const site = (number: number) => ({ id: `site-${number}`, displayName: `Site ${number}`, published: true });
  const metadata = (next?: string) => ({ count: 1, cursors: { next }, hasNext: next !== undefined });

  test('lists headless sites too, page by page, and sends only the cursor for the next page', async () => {
    const { wix, call, bodies, requests, warned } = await wixWith(
      { sites: [site(1), site(2)], metadata: metadata('c-1') },
      { sites: [site(3)], metadata: metadata() },
    );
    const listed = [];
    for await (const page of querySites(wix, call)) listed.push(page.map(({ id }) => id));
    expect(listed).toEqual([['site-1', 'site-2'], ['site-3']]);
    expect(bodies()).toEqual([
      { query: { filter: { namespace: { $in: ['WIX', 'HEADLESS'] } }, cursorPaging: { limit: 100 } } },
      { query: { cursorPaging: { cursor: 'c-1', limit: 100 } } },
    ]);
    expect(requests[0]).toMatchObject({ method: 'POST', path: '/site-list/v2/sites/query' });
    expect(requests[0]?.headers).toMatchObject({ 'wix-account-id': 'account-1' });
    expect(warned()).toEqual([]);
  });

  test('leaves out what has no id, and tells it', async () => {
    const { wix, call, warned } = await wixWith({
      sites: [{ displayName: 'x' }, site(2)],
      metadata: metadata(),
    });
    for await (const page of querySites(wix, call))
      expect(page).toEqual([{ id: 'site-2', displayName: 'Site 2' }]);
    expect(warned()).toEqual(['sites.*.id']);
  });

  test('without a list is no empty list', async () => {
    const { wix, call } = await wixWith({}, {}, {});
    expect((await failureOf(querySites(wix, call).next())).code).toBe('WixUnavailable');
  });

  test('that repeats a cursor is an error', async () => {
    const page = { sites: [site(1)], metadata: metadata('c-1') };
    const { wix, call } = await wixWith(page, page, page);
    const walk = async () => {
      for await (const _ of querySites(wix, call));
    };
    expect((await failureOf(walk())).code).toBe('WixUnavailable');
  });
});

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
