// Which site needs somebody first.
import { SITE_STATES, type SiteView, shareLeft, titleOf, usedLately } from './site-view.ts';

const RANKS = new Map(SITE_STATES.map((state, rank) => [state, rank]));

/** Names by their letters, without the cost of a collator; ids keep the order total. */
export function byName(a: SiteView, b: SiteView): number {
  const [one, other] = [titleOf(a).toLowerCase(), titleOf(b).toLowerCase()];
  if (one !== other) return one < other ? -1 : 1;
  return a.siteId < b.siteId ? -1 : a.siteId > b.siteId ? 1 : 0;
}

/** What the order goes by, worked out once for each site and not at every comparison. */
interface Urgency {
  readonly site: SiteView;
  readonly rank: number;
  readonly runsOutAt: number;
  readonly used: number;
  readonly share: number;
}

const urgencyOf = (site: SiteView): Urgency => ({
  site,
  rank: RANKS.get(site.state) ?? 0,
  runsOutAt: site.forecast.at ?? Number.POSITIVE_INFINITY,
  used: site.state === 'exhausted' ? usedLately(site) : 0,
  share: shareLeft(site) ?? 2,
});

function compare(a: Urgency, b: Urgency): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.runsOutAt !== b.runsOutAt) return a.runsOutAt < b.runsOutAt ? -1 : 1;
  if (a.used !== b.used) return b.used - a.used;
  return a.share === b.share ? byName(a.site, b.site) : a.share - b.share;
}

/**
 * The most urgent first: by state; then what runs out first (what is not foreseen to comes last); among exhausted ones
 * those that were used most; then by the share that is left.
 */
export const byUrgency = (sites: readonly SiteView[]): SiteView[] =>
  sites
    .map(urgencyOf)
    .sort(compare)
    .map(({ site }) => site);
