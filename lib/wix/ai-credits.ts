// Get Balance: the AI credits of an account or of one site.
import * as v from 'valibot';
import type { Call } from '../call.ts';
import { amount, instant } from './fields.ts';
import type { WixScope, WixTransport } from './transport.ts';

const pool = v.object({ balance: v.undefinedable(amount), cap: v.optional(amount) });
const usageRule = v.object({
  period: v.optional(v.string()),
  balance: v.optional(amount),
  cap: v.optional(amount),
  resetDate: v.optional(instant),
});
const source = v.object({
  subscriptionId: v.optional(v.string()),
  usageRules: v.optional(v.array(usageRule), []),
});
const answer = v.object({
  periodicCredits: v.undefinedable(pool),
  // Absent where nothing was topped up; that counts as 0.
  topUpCredits: v.optional(pool),
  creditBalanceBreakdown: v.optional(v.array(source), []),
});

/** A wallet as Wix sends it; undefined where Wix sent nothing, or nothing that it documents. */
export type Balance = v.InferOutput<typeof answer>;

/** Reads the wallet of the account, or of one site. Throws what `WixTransport.send` throws. */
export function getBalance(wix: WixTransport, scope: WixScope, call: Call): Promise<Balance> {
  const request = {
    api: 'Get Balance',
    method: 'POST',
    path: '/appmarket/credittransactions/v1/credit-transactions/balance',
    body: {},
    scope,
    repeatable: true,
    answer,
  } as const;
  return wix.send(request, call);
}
