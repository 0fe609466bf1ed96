// Cuts a text at the best places that are allowed, so that every slice fits a limit.

/** A place before the character `at` where a text may be cut; a higher `rank` is a better place. */
export interface Cut {
  readonly at: number;
  readonly rank: number;
}

/** A slice shorter than this part of the limit is only worth a place that is better by `EARLY_COST` ranks. */
const EARLY = 0.25;
const EARLY_COST = 2;

/**
 * Slices of at most `limit` characters, in order; joined they are the text. The best cut that fits wins, the
 * last of equals. A slice is longer than `limit` only where no cut is allowed. Linear in the length.
 * @param cuts in ascending order, repeats allowed; those at the two ends of the text are ignored
 */
export function slicesOf(text: string, cuts: readonly Cut[], limit: number): string[] {
  const slices: string[] = [];
  let start = 0;
  let next = 0;
  while (text.length - start > limit) {
    let best: Cut | undefined;
    let bestWorth = Number.NEGATIVE_INFINITY;
    for (let cut = cuts[next]; cut !== undefined && cut.at - start <= limit; cut = cuts[next]) {
      next += 1;
      const worth = cut.rank - (cut.at - start < limit * EARLY ? EARLY_COST : 0);
      if (cut.at <= start || worth < bestWorth) continue;
      best = cut;
      bestWorth = worth;
    }
    // Nothing fits: the slice goes on to the next place there is.
    const end = best?.at ?? cuts[next]?.at ?? text.length;
    if (end >= text.length) break;
    slices.push(text.slice(start, end));
    start = end;
    next = firstAfter(cuts, start, next);
  }
  slices.push(text.slice(start));
  return slices;
}

/** The index of the first cut behind `at`; the search goes back from `from`, where it was left, or on from there. */
function firstAfter(cuts: readonly Cut[], at: number, from: number): number {
  let index = Math.min(from, cuts.length);
  while (index > 0 && (cuts[index - 1]?.at ?? 0) > at) index -= 1;
  while ((cuts[index]?.at ?? Number.POSITIVE_INFINITY) <= at) index += 1;
  return index;
}
