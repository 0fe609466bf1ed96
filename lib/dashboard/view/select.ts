// Search, filter, sort and pages over the sites: the same on the server, where there is no script, and in the browser.
import { SITE_STATES, type SiteState, type SiteView, titleOf } from './site-view.ts';
import { byName } from './urgency.ts';

/** What to show: all sites, those of one state, those that need somebody, or those that cannot be read. */
export const FILTERS = ['all', 'attention', 'failing', ...SITE_STATES] as const;

/** One of the filters. */
export type Filter = (typeof FILTERS)[number];

/** What the sites can be sorted by. */
export const SORTS = ['urgency', 'name', 'remaining', 'used', 'runout', 'read'] as const;

/** One of the sorts. */
export type Sort = (typeof SORTS)[number];

/** Which sites are asked for. `page` counts from 1. */
export interface Selection {
  readonly search: string;
  readonly filter: Filter;
  readonly sort: Sort;
  readonly descending: boolean;
  readonly page: number;
}

/** All sites, the most urgent first. */
export const EVERYTHING: Selection = {
  search: '',
  filter: 'all',
  sort: 'urgency',
  descending: false,
  page: 1,
};

/** A page of the sites that were asked for. */
export interface Page {
  readonly sites: readonly SiteView[];
  /** How many fit the search and the filter. */
  readonly found: number;
  /** The page that is shown: the last one where a later one was asked for. */
  readonly page: number;
  readonly pages: number;
}

const ATTENTION: ReadonlySet<SiteState> = new Set<SiteState>(['exhausted', 'low']);

/** Whether the last attempt to read the site failed for a reason that somebody can do something about. */
export const isFailing = ({ failure }: SiteView): boolean =>
  failure !== null && failure !== 'FeatureNotAvailable';

/** Whether the filter lets a site through. */
export function passes(site: SiteView, filter: Filter): boolean {
  if (filter === 'all') return true;
  if (filter === 'attention') return ATTENTION.has(site.state);
  return filter === 'failing' ? isFailing(site) : site.state === filter;
}

type Value = (site: SiteView) => number | undefined;

const known = (amount: string | null) => (amount === null ? undefined : Number(amount));
const VALUES: Readonly<Record<Exclude<Sort, 'urgency' | 'name'>, Value>> = {
  remaining: ({ remaining }) => known(remaining),
  used: ({ used }) => known(used),
  runout: ({ state, forecast }) => (state === 'exhausted' ? 0 : (forecast.at ?? undefined)),
  read: ({ readAt }) => readAt ?? undefined,
};

/** What is not known comes last, whichever way the rest is sorted. */
function byValue(value: Value, way: 1 | -1) {
  return (a: SiteView, b: SiteView): number => {
    const [one, other] = [value(a), value(b)];
    if (one === undefined || other === undefined) {
      return one === other ? byName(a, b) : one === undefined ? 1 : -1;
    }
    return one === other ? byName(a, b) : way * (one - other);
  };
}

/** The sites that fit, in order. `sites` come by urgency. */
export function selected(
  sites: readonly SiteView[],
  { search, filter, sort, descending }: Omit<Selection, 'page'>,
): readonly SiteView[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (site: SiteView) => {
    if (!passes(site, filter)) return false;
    if (words.length === 0) return true;
    const text = `${titleOf(site)} ${site.siteId}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const found = sites.filter(fits);
  if (sort === 'urgency') return descending ? found.reverse() : found;
  if (sort === 'name') return found.sort(descending ? (a, b) => byName(b, a) : byName);
  return found.sort(byValue(VALUES[sort], descending ? -1 : 1));
}

/** A page of sites that fit. */
export function pageOf(found: readonly SiteView[], page: number, size: number): Page {
  const pages = Math.max(1, Math.ceil(found.length / size));
  const shown = Math.min(Math.max(1, page), pages);
  return {
    sites: found.slice((shown - 1) * size, shown * size),
    found: found.length,
    page: shown,
    pages,
  };
}
