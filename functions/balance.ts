// How many AI credits are left, and whether they cover what an AI action is going to cost.
import * as v from 'valibot';
import { availableCredits, type CreditPool, gate, nextReset } from '../lib/credits/wallet.ts';
import { createHandler } from '../lib/operation/handler.ts';
import { defineOperation } from '../lib/operation/operation.ts';
import { siteIdSchema } from '../lib/site-id.ts';
import { getBalance } from '../lib/wix/ai-credits.ts';
import { type WixServices, wixServices } from '../lib/wix/services.ts';

const amount = v.nullable(v.number());
const pool = v.object({ balance: amount, cap: v.optional(v.number()) });
const usageRule = v.object({
  period: v.optional(v.string()),
  balance: v.optional(v.number()),
  cap: v.optional(v.number()),
  resetDate: v.optional(v.string()),
});

const input = v.object({
  siteId: v.optional(siteIdSchema),
  requiredCredits: v.optional(
    v.pipe(
      v.number('expected a number'),
      v.finite('expected a finite number'),
      v.minValue(0, 'expected 0 or more'),
    ),
  ),
});

const output = v.object({
  scope: v.picklist(['ACCOUNT', 'SITE']),
  siteId: v.optional(v.string()),
  availableCredits: amount,
  periodicCredits: v.nullable(pool),
  topUpCredits: pool,
  creditBalanceBreakdown: v.array(
    v.object({ subscriptionId: v.optional(v.string()), usageRules: v.array(usageRule) }),
  ),
  nextReset: v.nullable(v.string()),
  sufficientCredits: v.optional(v.nullable(v.boolean())),
  shortfall: v.optional(amount),
  retrievedAt: v.string(),
});

const knownPool = (credits: CreditPool) => ({ ...credits, balance: credits.balance ?? null });

const verdict = (available: number | undefined, required: number) =>
  available === undefined ? { sufficientCredits: null, shortfall: null } : gate(available, required);

/**
 * Get Balance of the account, or of one site and its subscription. What Wix did not say is null, never 0; the one
 * documented exception is a wallet without top-ups. With `requiredCredits`, `sufficientCredits` is the gate for an AI
 * action: true only when the credits are known to cover it.
 */
export const balance = defineOperation({
  name: 'balance',
  description: 'AI credits of the account or of one site, and whether they cover an action.',
  routes: [
    {
      method: 'GET',
      path: '/v1/balance',
      scope: 'credits:read',
      query: {
        siteId: { name: 'siteId', type: 'text' },
        requiredCredits: { name: 'requiredCredits', type: 'number' },
      },
    },
  ],
  input,
  output,
  run: async ({ siteId, requiredCredits }, call, { wix }: WixServices) => {
    const wallet = await getBalance(wix, siteId === undefined ? 'ACCOUNT' : { siteId }, call);
    const available = availableCredits(wallet);
    return {
      ...(siteId === undefined ? { scope: 'ACCOUNT' as const } : { scope: 'SITE' as const, siteId }),
      availableCredits: available ?? null,
      periodicCredits: wallet.periodicCredits === undefined ? null : knownPool(wallet.periodicCredits),
      topUpCredits: wallet.topUpCredits === undefined ? { balance: 0 } : knownPool(wallet.topUpCredits),
      creditBalanceBreakdown: wallet.creditBalanceBreakdown,
      nextReset: nextReset(wallet, call.now) ?? null,
      ...(requiredCredits === undefined ? {} : verdict(available, requiredCredits)),
      retrievedAt: new Date(call.clock.now()).toISOString(),
    };
  },
});

export const handler = createHandler(balance, wixServices);
