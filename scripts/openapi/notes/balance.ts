// GET /v1/balance: what the document says beyond the schemas.
import type { Notes } from '../notes.ts';
import { WIX_CODES } from './codes.ts';
import { invalid } from './problem.ts';

const usageRules = [
  { period: 'MONTH', balance: 250, cap: 250, resetDate: '2026-12-01T00:00:00Z' },
  { period: 'DAY', balance: 35, cap: 60, resetDate: '2026-11-02T00:00:00Z' },
];
const wallet = {
  availableCredits: 310,
  periodicCredits: { balance: 285, cap: 310 },
  topUpCredits: { balance: 25 },
  creditBalanceBreakdown: [{ subscriptionId: '84d6fca5-d009-4942-b07b-ed2ab306b43d', usageRules }],
  nextReset: '2026-11-02T00:00:00Z',
};
const retrievedAt = '2026-11-01T09:30:00.000Z';

/** See `Notes`. */
export const balanceNotes: Notes = {
  'GET /v1/balance': {
    operationId: 'getBalance',
    codes: WIX_CODES,
    examples: {
      account: {
        summary: 'The wallet of the account',
        status: 200,
        answer: { scope: 'ACCOUNT', ...wallet, retrievedAt },
      },
      gate: {
        summary: 'May an AI action that costs 10,000 credits run on this site?',
        parameters: { siteId: 'e3959d0f-0770-404b-a558-0714cd8d5825', requiredCredits: 10_000 },
        status: 200,
        answer: {
          scope: 'SITE',
          siteId: 'e3959d0f-0770-404b-a558-0714cd8d5825',
          ...wallet,
          sufficientCredits: false,
          shortfall: 9_690,
          retrievedAt,
        },
      },
      wrongSite: {
        summary: 'A site id that is no GUID',
        parameters: { siteId: 'my-site' },
        status: 400,
        answer: invalid('siteId', 'expected a site id (a GUID)'),
      },
    },
  },
};
