// Credits and money of the world, counted in whole millionths so that sums are exact.

/** Millionths in one credit. */
export const MICRO = 1_000_000;

/**
 * The millionths in an amount of credits, or undefined when it is not a positive number with at most six decimals.
 * Assumption: Wix documents neither a precision nor a maximum; a billion credits is the most that is taken here.
 */
export function toMicro(credits: number): number | undefined {
  const micro = Math.round(credits * MICRO);
  const exact = Math.abs(credits * MICRO - micro) <= Math.abs(credits) * 1e-9;
  return Number.isFinite(credits) && credits > 0 && credits <= 1e9 && exact ? micro : undefined;
}

/** Credits as the number that the wire carries. */
export function toCredits(micro: number): number {
  return micro / MICRO;
}

/** What `micro` credits cost at `cents` a credit, as decimal text with at least two decimals. */
export function costOf(micro: number, cents: number): string {
  const digits = String(BigInt(micro) * BigInt(cents)).padStart(9, '0');
  const decimals = digits.slice(-8).replace(/0{1,6}$/, '');
  return `${digits.slice(0, -8)}.${decimals}`;
}

/** Money as Wix shows it to people: `$0.12`, rounded to the currency's decimals. */
export function formatMoney(amount: string, currencyCode: string): string {
  const text = `${currencyCode} ${amount}`;
  const known = formatted.get(text);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat('en-US', { style: 'currency', currency: currencyCode }).format(
    Number(amount),
  );
  // The seeded actions have a dozen prices; a run of arbitrary charges must not fill the memory.
  if (formatted.size < 1_000) formatted.set(text, made);
  return made;
}

const formatted = new Map<string, string>();
