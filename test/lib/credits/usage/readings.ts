// Short ways to write readings in tests.
import type { WalletReading, WordReading } from '../../../../lib/credits/usage/reading.ts';

/** An instant in November 2026: `at('3T10:15')`. */
export function at(dayAndTime: string): string {
  const [day = '1', time = '00:00'] = dayAndTime.split('T');
  return new Date(`2026-11-${day.padStart(2, '0')}T${time}:00Z`).toISOString();
}

/** A site's word credits; the quota is 1000 unless told. */
export function words(when: string, creditsUsed?: string, quota: string | undefined = '1000'): WordReading {
  return { kind: 'words', siteId: 'site-1', readAt: at(when), creditsUsed, quotaType: 'LIMITED', quota };
}

/** A wallet with one monthly rule that resets on 1 December. */
export function wallet(
  when: string,
  periodic: string,
  topUp?: string,
  change: Partial<WalletReading> = {},
): WalletReading {
  return {
    kind: 'wallet',
    readAt: at(when),
    periodic: { balance: periodic, cap: '250' },
    ...(topUp === undefined ? {} : { topUp: { balance: topUp } }),
    rules: [
      { source: 's', period: 'MONTH', balance: periodic, cap: '250', resetDate: '2026-12-01T00:00:00.000Z' },
    ],
    ...change,
  };
}
