// Sites as the dashboard shows them, with what a test says of them.
import fc from 'fast-check';
import { SITE_STATES, type SiteForecast, type SiteView } from '../../../../lib/dashboard/view/site-view.ts';

const NO_FORECAST: SiteForecast = { state: 'unknown', perDay: null, at: null, earliest: null, latest: null };

/** A site of which nothing more is known. */
export const site = (siteId: string, given: Partial<SiteView> = {}): SiteView => ({
  siteId,
  name: null,
  state: 'ok',
  remaining: null,
  quota: null,
  used: null,
  readAt: null,
  failedAt: null,
  failure: null,
  alert: null,
  alertSince: null,
  forecast: NO_FORECAST,
  trend: [],
  ...given,
});

/** A site that runs out at an instant. */
export const runningOut = (siteId: string, at: number, given: Partial<SiteView> = {}): SiteView =>
  site(siteId, { forecast: { ...NO_FORECAST, state: 'estimated', perDay: 1, at }, ...given });

const instant = fc.option(fc.integer({ min: 1, max: 4_000_000_000 }).map((seconds) => seconds * 1000));
const amount = fc.option(fc.nat(100_000).map(String));

/** Any site. Instants are whole seconds, and words a day have four digits, as they travel. */
export const anySite: fc.Arbitrary<SiteView> = fc.record({
  siteId: fc.uuid(),
  name: fc.option(fc.string()),
  state: fc.constantFrom(...SITE_STATES),
  remaining: amount,
  quota: amount,
  used: amount,
  readAt: instant,
  failedAt: instant,
  failure: fc.option(fc.constantFrom('WixTimeout', 'FeatureNotAvailable')),
  alert: fc.option(fc.constantFrom('share-0.2', 'exhausted')),
  alertSince: instant,
  forecast: fc.record({
    state: fc.constantFrom('estimated', 'not used', 'exhausted', 'unlimited', 'unknown'),
    perDay: fc.option(fc.integer({ min: 1, max: 9999 }).map((digits) => digits / 100)),
    at: instant,
    earliest: instant,
    latest: instant,
  }),
  trend: fc.array(fc.option(fc.nat(10_000)), { maxLength: 30 }),
});
