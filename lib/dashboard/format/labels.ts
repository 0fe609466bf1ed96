// Words for what the data names by code.
import type { SiteState } from '../view/site-view.ts';
import { credits, percent } from './numbers.ts';

/** The states of a site, most urgent first: what they are called, and what the filter calls them. */
export const STATE_LABELS: Readonly<Record<SiteState, string>> = {
  exhausted: 'Exhausted',
  low: 'Low',
  failed: 'Unreadable',
  unknown: 'Unknown',
  ok: 'OK',
  unavailable: 'No Multilingual',
  unlimited: 'Unlimited',
  gone: 'Gone',
};

/** What each state means, in a sentence. */
export const STATE_MEANINGS: Readonly<Record<SiteState, string>> = {
  exhausted: 'No word credits are left.',
  low: 'An alert is active, or at most 20% of the quota is left.',
  failed: 'The site has never been read: the last attempt failed.',
  unknown: 'Wix did not say how many word credits are left.',
  ok: 'More than 20% of the quota is left.',
  unavailable: 'The site does not have Wix Multilingual, so it has no word credits.',
  unlimited: 'The site has no limit on word credits.',
  gone: 'Wix no longer lists this site.',
};

const LEVEL = /^(share|credits|days)-(\d+(?:\.\d+)?)$/;

/** The level of an alert: `share-0.2` is `at most 20% left`. */
export function levelLabel(level: string): string {
  const [, kind, at] = LEVEL.exec(level) ?? [];
  if (kind === 'share') return `at most ${percent(Number(at))} left`;
  if (kind === 'credits') return `at most ${credits(at ?? '')} left`;
  if (kind === 'days') return Number(at) === 1 ? 'runs out within a day' : `runs out within ${at} days`;
  return level === 'exhausted' ? 'exhausted' : level;
}

/** The level in the fewest words, for a table: `Alert at 20%`, `Alert at 3 days`. */
export function alertLabel(level: string): string {
  const [, kind, at = ''] = LEVEL.exec(level) ?? [];
  if (kind === 'share') return `Alert at ${percent(Number(at))}`;
  if (kind === 'credits') return `Alert at ${credits(at)}`;
  if (kind === 'days') return `Alert at ${Number(at) === 1 ? '1 day' : `${at} days`}`;
  return level === 'exhausted' ? 'Alert at 0' : `Alert: ${level}`;
}

const FAILURES: Readonly<Record<string, string>> = {
  FeatureNotAvailable: 'no Wix Multilingual',
  WixCredentialsRejected: 'Wix refused the API key',
  WixRequestRejected: 'Wix refused the request',
  WixUnavailable: 'Wix was not available',
  WixRateLimited: 'no time left under the rate limit',
  WixTimeout: 'Wix did not answer in time',
  SecretUnavailable: 'the API key could not be had',
  NotFound: 'Wix does not know it',
  Internal: 'the monitor did not get to it',
  ExportConflict: 'it conflicts with another export',
  TransactionsNotReadable: 'Wix offers no way to read transactions',
};

/** Why a reading failed, by its code. */
export const failureLabel = (code: string): string => FAILURES[code] ?? code;
