// From what Wix answered to a reading that can be stored: every number becomes exact decimal text.
import type { CreditPool } from '../wallet.ts';
import type { CreditData } from '../word-credits.ts';
import { amountOf } from './amount.ts';
import type { WalletReading, WordReading } from './reading.ts';

interface RuleAnswer {
  readonly period?: string | undefined;
  readonly balance?: number | undefined;
  readonly cap?: number | undefined;
  readonly resetDate?: string | undefined;
}

/** The parts of Get Balance that a reading keeps. */
export interface WalletAnswer {
  readonly periodicCredits?: CreditPool | undefined;
  readonly topUpCredits?: CreditPool | undefined;
  readonly creditBalanceBreakdown?:
    | readonly {
        readonly subscriptionId?: string | undefined;
        readonly usageRules?: readonly RuleAnswer[] | undefined;
      }[]
    | undefined;
}

const poolOf = (pool: CreditPool) => ({ balance: amountOf(pool.balance), cap: amountOf(pool.cap) });

/** A date that cannot be read is unknown, as if Wix had sent none. */
const dateOf = (text: string | undefined) =>
  text !== undefined && Number.isFinite(Date.parse(text)) ? new Date(text).toISOString() : undefined;

/** The reading of a wallet; `siteId` when it was read in a site's context. A source without an id is named by its place. */
export function readWallet(answer: WalletAnswer, readAt: Date, siteId?: string): WalletReading {
  const { periodicCredits, topUpCredits, creditBalanceBreakdown = [] } = answer;
  return {
    kind: 'wallet',
    ...(siteId === undefined ? {} : { siteId }),
    readAt: readAt.toISOString(),
    ...(periodicCredits === undefined ? {} : { periodic: poolOf(periodicCredits) }),
    ...(topUpCredits === undefined ? {} : { topUp: poolOf(topUpCredits) }),
    rules: creditBalanceBreakdown.flatMap(({ subscriptionId, usageRules = [] }, place) =>
      usageRules.map(({ period, balance, cap, resetDate }) => ({
        source: subscriptionId ?? `#${place}`,
        period,
        balance: amountOf(balance),
        cap: amountOf(cap),
        resetDate: dateOf(resetDate),
      })),
    ),
  };
}

/** The reading of a site's word credits. */
export function readWords(siteId: string, answer: CreditData, readAt: Date): WordReading {
  return {
    kind: 'words',
    siteId,
    readAt: readAt.toISOString(),
    creditsUsed: amountOf(answer.creditsUsed),
    quotaType: answer.quotaType ?? undefined,
    quota: amountOf(answer.limitedQuota?.quota),
  };
}
