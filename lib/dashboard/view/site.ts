// From where the word credits of a site stand to how the dashboard shows them.
import { LOW_SHARE } from '../../credits/word-credits.ts';
import type { StandingNow } from '../../monitor/state/latest.ts';
import type { Trend } from '../../monitor/state/trend.ts';
import { type SiteForecast, type SiteState, type SiteView, shareLeft } from './site-view.ts';

const DAY_MS = 86_400_000;
const LONGEST_NAME = 120;
const NOTHING: SiteForecast = { state: 'unknown', perDay: null, at: null, earliest: null, latest: null };

const instantOf = (text: string | undefined) => (text === undefined ? null : Date.parse(text));

function forecastOf({ forecast }: StandingNow): SiteForecast {
  if (forecast === undefined) return NOTHING;
  if (forecast.state !== 'estimated') return { ...NOTHING, state: forecast.state };
  const { perDay, at, earliest, latest } = forecast;
  return {
    state: 'estimated',
    perDay,
    at: instantOf(at),
    earliest: instantOf(earliest),
    latest: instantOf(latest),
  };
}

/** The trend up to `lastDay`: a site that was not watched lately has no figures for the last days. */
export function trendUpTo(trend: Trend | undefined, lastDay: string | undefined): (number | null)[] {
  if (trend === undefined || lastDay === undefined) return [];
  const missing = Math.round((Date.parse(lastDay) - Date.parse(trend.to)) / DAY_MS);
  const used = trend.used.map((amount) => (amount === null ? null : Number(amount)));
  return [...used, ...new Array<null>(Math.max(0, missing)).fill(null)].slice(-Math.max(used.length, 30));
}

function stateOf(standing: StandingNow, site: Omit<SiteView, 'state'>): SiteState {
  const { gone, failure, remaining, reading, alert } = standing;
  if (gone) return 'gone';
  if (failure === 'FeatureNotAvailable') return 'unavailable';
  if (reading === undefined) return 'failed';
  if (remaining === 'unlimited') return 'unlimited';
  if (remaining === undefined) return 'unknown';
  if (Number(remaining) <= 0) return 'exhausted';
  const share = shareLeft({ ...site, state: 'ok' });
  return alert !== undefined || (share !== undefined && share <= LOW_SHARE) ? 'low' : 'ok';
}

/** The view of a site. */
export function siteView(standing: StandingNow, lastDay: string | undefined): SiteView {
  const { siteId = '', name, remaining, reading, attemptedAt, failure, alert, trend } = standing;
  const words = reading?.kind === 'words' ? reading : undefined;
  const site: Omit<SiteView, 'state'> = {
    siteId,
    // A name is no place for a novel: nobody reads it to its end in a table.
    name: name?.trim() ? name.trim().slice(0, LONGEST_NAME) : null,
    remaining: remaining === undefined || remaining === 'unlimited' ? null : remaining,
    quota: words?.quota ?? null,
    used: words?.creditsUsed ?? null,
    readAt: instantOf(reading?.readAt),
    failedAt: failure === undefined ? null : instantOf(attemptedAt),
    failure: failure ?? null,
    alert: alert?.level ?? null,
    alertSince: instantOf(alert?.since),
    forecast: forecastOf(standing),
    trend: trendUpTo(trend, lastDay),
  };
  return { ...site, state: stateOf(standing, site) };
}
