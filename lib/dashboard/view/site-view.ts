// One site as the dashboard shows it; the server and the browser's script share it.

/** The states of a site, most urgent first. */
export const SITE_STATES = [
  'exhausted',
  'low',
  'failed',
  'unknown',
  'ok',
  'unavailable',
  'unlimited',
  'gone',
] as const;

/** A state of a site; what each means is in `STATE_MEANINGS`. */
export type SiteState = (typeof SITE_STATES)[number];

/** When the words of a site run out. Instants are ms since 1970, null where they are not known. */
export interface SiteForecast {
  readonly state: 'estimated' | 'not used' | 'exhausted' | 'unlimited' | 'unknown';
  /** Words a day, where they are estimated. */
  readonly perDay: number | null;
  readonly at: number | null;
  readonly earliest: number | null;
  readonly latest: number | null;
}

/** One site. Instants are ms since 1970; amounts are decimal text; null is not known, and never zero. */
export interface SiteView {
  readonly siteId: string;
  readonly name: string | null;
  readonly state: SiteState;
  readonly remaining: string | null;
  readonly quota: string | null;
  readonly used: string | null;
  /** When the figures were read. */
  readonly readAt: number | null;
  /** When the last attempt to read them failed, and its code; null when it did not. */
  readonly failedAt: number | null;
  readonly failure: string | null;
  /** The level of the alert that is held, and since when. */
  readonly alert: string | null;
  readonly alertSince: number | null;
  readonly forecast: SiteForecast;
  /** Words used by day, oldest first, up to the last day of the data; null where nobody watched. */
  readonly trend: readonly (number | null)[];
}

/** Which part of the quota is left, 0 to 1; undefined where that is not known. */
export function shareLeft({ remaining, quota }: SiteView): number | undefined {
  if (remaining === null || quota === null || !(Number(quota) > 0)) return undefined;
  return Math.min(1, Math.max(0, Number(remaining) / Number(quota)));
}

/** The words that were used on the days that were watched. */
export const usedLately = ({ trend }: SiteView): number =>
  trend.reduce<number>((sum, used) => sum + (used ?? 0), 0);

/** What a site is called: its name, or its id where Wix has none. */
export const titleOf = ({ name, siteId }: Pick<SiteView, 'name' | 'siteId'>): string => name ?? siteId;
