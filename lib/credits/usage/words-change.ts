// Word credits between two readings of one site: used is what `creditsUsed` grew by, bought what the quota grew by.
import { compare } from '../decimal.ts';
import { decimalOf } from './amount.ts';
import { type Change, excess, type UsageEvent } from './change.ts';
import type { WordReading } from './reading.ts';

/** A reading that usage can be told from: Wix said how much was used. */
export type CountedWords = WordReading & { readonly creditsUsed: string };

/** Whether usage can be told from the reading. */
export function isCounted(reading: WordReading): reading is CountedWords {
  return reading.creditsUsed !== undefined;
}

/**
 * The change from `earlier` to `later`. Wix documents that `creditsUsed` never resets, so its growth is exact. When it
 * goes back all the same (an app removed and installed anew, a correction), 0 is the most that can be claimed. Buying a
 * package raises the quota; one that shrinks is reported as an event and is no negative purchase. Nothing is said of
 * purchases where a quota is missing, as it is for UNLIMITED.
 */
export function wordsChange(earlier: CountedWords, later: CountedWords): Change {
  const before = decimalOf(earlier.creditsUsed);
  const after = decimalOf(later.creditsUsed);
  const wentBack = compare(after, before) < 0;
  const events: UsageEvent[] = wentBack ? ['counter-went-back'] : [];
  let growth: number | undefined;
  let bought: Change['bought'];
  if (earlier.quota !== undefined && later.quota !== undefined) {
    const quota = decimalOf(later.quota);
    const quotaBefore = decimalOf(earlier.quota);
    growth = compare(quota, quotaBefore);
    bought = excess(quota, quotaBefore);
    if (growth !== 0) events.push(growth > 0 ? 'quota-raised' : 'quota-shrunk');
  }
  return {
    used: excess(after, before),
    certainty: wentBack ? 'at least' : 'exact',
    bought,
    events,
    doubtful: wentBack || (growth !== undefined && growth < 0),
  };
}
