// Get Balance of the AI credit wallet.
import { toCredits } from '../world/credits.ts';
import { type CreditSource, sourcesOf, spendable, type UsageRule } from '../world/wallet.ts';
import type { Api } from './api.ts';

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

/** The widest rule of a source names its cap. */
const capOf = (source: CreditSource) => Math.max(...source.rules.map(({ cap }) => cap));

const ruleOf = ({ period, balance, cap, resetAt }: UsageRule) => ({
  period,
  balance: toCredits(balance),
  cap: toCredits(cap),
  resetDate: new Date(resetAt).toISOString().replace('.000Z', 'Z'),
});

/**
 * `POST …/balance`. In the context of a site it tells of the site's subscription.
 * Assumptions: `periodicCredits` sums over the sources what can be spent now and their widest caps; bought credits
 * belong to the account, and are absent in the context of a site.
 */
export const getBalance: Api = {
  method: 'POST',
  path: '/appmarket/credittransactions/v1/credit-transactions/balance',
  level: 'EITHER',
  permission: 'CREDIT_TRANSACTIONS.READ',
  handle: ({ world, identity }) => {
    const wallet = world.wallet();
    const sources = sourcesOf(wallet, identity.siteId);
    const bought = identity.siteId === undefined ? wallet.topUp : undefined;
    return JSON.stringify({
      periodicCredits: {
        balance: toCredits(sum(sources.map(spendable))),
        cap: toCredits(sum(sources.map(capOf))),
      },
      ...(bought === undefined ? {} : { topUpCredits: { balance: toCredits(bought) } }),
      creditBalanceBreakdown: sources.map((source) => ({
        subscriptionId: source.subscriptionId,
        usageRules: source.rules.map(ruleOf),
      })),
    });
  },
};
