// When periodic credits come back: at midnight UTC of the next day, or of the first of the next month.

/** A period that a usage rule renews in. Wix shows MONTH, and says that a daily one exists. */
export type Period = 'DAY' | 'MONTH';

/** The first reset after `instant` (ms since 1970). Assumption: months are calendar months in UTC, as in Wix's example. */
export function nextReset(period: Period, instant: number): number {
  const date = new Date(instant);
  return period === 'DAY'
    ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 1)
    : Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}
