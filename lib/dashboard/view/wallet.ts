// From where a wallet stands to how the dashboard shows it.
import type { WalletReading } from '../../credits/usage/reading.ts';
import type { StandingNow } from '../../monitor/state/latest.ts';
import type { WalletView } from './data.ts';

type Pool = { readonly balance?: string | undefined; readonly cap?: string | undefined } | undefined;

const poolOf = (pool: Pool) =>
  pool === undefined ? null : { balance: pool.balance ?? null, cap: pool.cap ?? null };

/** The first reset after the reading: dates that were past by then say nothing. */
function nextReset({ rules, readAt }: WalletReading): string | null {
  let first: string | null = null;
  for (const { resetDate } of rules) {
    if (resetDate === undefined || Date.parse(resetDate) <= Date.parse(readAt)) continue;
    if (first === null || Date.parse(resetDate) < Date.parse(first)) first = resetDate;
  }
  return first;
}

/** The view of a wallet. */
export function walletView(
  standing: StandingNow,
  nameOf: (siteId: string) => string | undefined,
): WalletView {
  const { siteId, reading, remaining, limit, forecast, alert, attemptedAt, failure } = standing;
  const wallet = reading?.kind === 'wallet' ? reading : undefined;
  return {
    siteId: siteId ?? null,
    name: standing.name ?? (siteId === undefined ? undefined : nameOf(siteId)) ?? null,
    available: remaining === undefined || remaining === 'unlimited' ? null : remaining,
    limit: limit ?? null,
    periodic: poolOf(wallet?.periodic),
    topUp: poolOf(wallet?.topUp),
    rules: (wallet?.rules ?? []).map(({ source, period, balance, cap, resetDate }) => ({
      source,
      period: period ?? null,
      balance: balance ?? null,
      cap: cap ?? null,
      resetsAt: resetDate ?? null,
    })),
    nextReset: wallet === undefined ? null : nextReset(wallet),
    forecast: forecast ?? null,
    alert: alert ?? null,
    readAt: reading?.readAt ?? null,
    failedAt: failure === undefined ? null : attemptedAt,
    failure: failure ?? null,
  };
}
