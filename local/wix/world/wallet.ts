// The AI credit wallet: it moves by charges, resets and top-ups, and by nothing else. All amounts are millionths.
import { nextReset, type Period } from './periods.ts';

/** One limit on a source of periodic credits. */
export interface UsageRule {
  readonly period: Period;
  readonly cap: number;
  balance: number;
  resetAt: number;
}

/** A subscription that gives periodic credits; `siteId` when it belongs to one site. */
export interface CreditSource {
  readonly subscriptionId: string;
  readonly siteId: string | undefined;
  readonly rules: readonly UsageRule[];
}

/** The wallet of the account; `topUp` is undefined until credits have been bought. */
export interface Wallet {
  readonly sources: readonly CreditSource[];
  topUp: number | undefined;
}

/** A full source whose rules renew after `instant`. */
export function createSource(
  subscriptionId: string,
  siteId: string | undefined,
  caps: readonly (readonly [Period, number])[],
  instant: number,
): CreditSource {
  const rules = caps.map(([period, cap]) => ({
    period,
    cap,
    balance: cap,
    resetAt: nextReset(period, instant),
  }));
  return { subscriptionId, siteId, rules };
}

/** Renews every rule whose reset date has come. What was left over is lost. */
export function settle(wallet: Wallet, instant: number): void {
  for (const { rules } of wallet.sources) {
    for (const rule of rules) {
      if (rule.resetAt > instant) continue;
      rule.balance = rule.cap;
      rule.resetAt = nextReset(rule.period, instant);
    }
  }
}

/** What can be taken from a source now. Assumption: overlapping rules limit the same credits, so the smallest holds. */
export function spendable(source: CreditSource): number {
  return source.rules.reduce((least, rule) => (rule.balance < least.balance ? rule : least)).balance;
}

/**
 * The sources that a call in this context sees: all of the account, or those of the site.
 * Assumption: a site without a subscription of its own lives on the account's.
 */
export function sourcesOf(wallet: Wallet, siteId: string | undefined): readonly CreditSource[] {
  if (siteId === undefined) return wallet.sources;
  const own = wallet.sources.filter((source) => source.siteId === siteId);
  return own.length > 0 ? own : wallet.sources.filter((source) => source.siteId === undefined);
}

/**
 * Takes credits, or nothing when there are too few. Answers whether they were taken.
 * Assumption: periodic credits go first, source by source, and top-ups, which do not expire, go last.
 */
export function take(wallet: Wallet, amount: number, siteId: string | undefined): boolean {
  const sources = sourcesOf(wallet, siteId);
  const periodic = sources.reduce((sum, source) => sum + spendable(source), 0);
  if (periodic + (wallet.topUp ?? 0) < amount) return false;
  let left = amount;
  for (const source of sources) {
    const most = spendable(source);
    const part = most < left ? most : left;
    for (const rule of source.rules) rule.balance -= part;
    left -= part;
  }
  if (left > 0 && wallet.topUp !== undefined) wallet.topUp -= left;
  return true;
}

/** Adds bought credits. */
export function topUp(wallet: Wallet, amount: number): void {
  wallet.topUp = (wallet.topUp ?? 0) + amount;
}
