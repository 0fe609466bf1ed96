// What is read of Get Balance, and what the log is told when it is not as Wix documents.
import { getBalance } from '../../../lib/wix/ai-credits.ts';
import { wixWith } from './answers.ts';
import { SITE } from './harness.ts';
import { stopServers } from './servers.ts';

afterEach(stopServers);

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
