// Which site needs somebody first.
import { SITE_STATES, type SiteView, shareLeft, titleOf, usedLately } from './site-view.ts';

const RANKS = new Map(SITE_STATES.map((state, rank) => [state, rank]));

/** Names by their letters, without the cost of a collator; ids keep the order total. */
export function byName(a: SiteView, b: SiteView): number {
  const [one, other] = [titleOf(a).toLowerCase(), titleOf(b).toLowerCase()];
  if (one !== other) return one < other ? -1 : 1;
  return a.siteId < b.siteId ? -1 : a.siteId > b.siteId ? 1 : 0;
}

/**
 * The most urgent first: by state; then what runs out first (what is not foreseen to comes last); among exhausted ones
 * those that were used most; then by the share that is left.
 */
export function byUrgency(a: SiteView, b: SiteView): number {
  const rank = (RANKS.get(a.state) ?? 0) - (RANKS.get(b.state) ?? 0);
  if (rank !== 0) return rank;
  const [first, second] = [a.forecast.at ?? Infinity, b.forecast.at ?? Infinity];
  if (first !== second) return first < second ? -1 : 1;
  if (a.state === 'exhausted') {
    const used = usedLately(b) - usedLately(a);
    if (used !== 0) return used;
  }
  const share = (shareLeft(a) ?? 2) - (shareLeft(b) ?? 2);
  return share === 0 ? byName(a, b) : share;
}
