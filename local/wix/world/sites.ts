// The account's sites, in the states that a fleet really has.
import { guid } from './guid.ts';
import { fraction, pick, STREAM, wholeBetween } from './random.ts';

/** The word credits of a site with the Multilingual app; `quota` is undefined when it is unlimited. */
export interface WordCredits {
  used: number;
  quota: number | undefined;
}

/** A site as Query Sites tells of it, and its word credits, which only the Credit Data API tells of. */
export interface Site {
  readonly facts: SiteFacts;
  /** Undefined on a site without the Multilingual app. */
  words: WordCredits | undefined;
}

/** The documented fields of a site that this world fills; dates are ISO 8601. */
export interface SiteFacts {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly createdDate: string;
  readonly updatedDate: string;
  readonly published: boolean;
  readonly premium: boolean;
  readonly viewUrl: string;
  readonly editUrl: string;
  readonly ownerAccountId: string;
  readonly contributorAccountIds: readonly string[];
  readonly editorType: string;
  readonly blocked: boolean;
  readonly namespace: 'WIX' | 'HEADLESS';
  readonly domainConnected: boolean;
}

const PLACES = ['Harbour', 'Maple', 'Juniper', 'Copper', 'Lakeside', 'Sunrise', 'Granite', 'Willow'] as const;
const TRADES = ['Bakery', 'Cycles', 'Studio', 'Dental', 'Books', 'Coffee', 'Gardens', 'Legal'] as const;
const DAY = 86_400_000;

/** The first site is at most so old. */
const AGE = 1_000 * DAY;

/** How many words every site may translate for nothing. [sdk] */
export const FREE_WORDS = 3_000;

/** The states in turn, so that twelve sites already show every one of them. */
const STATES: readonly ((seed: number, index: number) => WordCredits | undefined)[] = [
  (seed, index) => ({ used: wholeBetween(50, 900, seed, STREAM.siteFacts, index), quota: 12_999 }),
  (seed, index) => ({
    used: FREE_WORDS - wholeBetween(20, 250, seed, STREAM.siteFacts, index),
    quota: FREE_WORDS,
  }),
  () => ({ used: FREE_WORDS, quota: FREE_WORDS }),
  (seed, index) => ({
    used: wholeBetween(5_000, 90_000, seed, STREAM.siteFacts, index),
    quota: undefined,
  }),
  () => undefined,
  (seed, index) => ({ used: wholeBetween(0, 1_500, seed, STREAM.siteFacts, index), quota: FREE_WORDS }),
];

/** `count` sites of the account, oldest first; the same seed gives the same sites. */
export function createSites(seed: number, count: number, accountId: string, now: number): Site[] {
  return Array.from({ length: count }, (_, index) => createSite(seed, index, count, accountId, now));
}

function createSite(seed: number, index: number, count: number, accountId: string, now: number): Site {
  const place = pick(PLACES, seed, STREAM.siteFacts, index * 4 + 1);
  const trade = pick(TRADES, seed, STREAM.siteFacts, index * 4 + 2);
  const headless = index % 6 === 5;
  const slug = `${place}-${trade}-${index + 1}`.toLowerCase();
  const id = guid(seed, STREAM.site, index);
  const share = (index + fraction(seed, STREAM.siteFacts, index * 4)) / count;
  const created = Math.floor(now - AGE * (1 - share));
  const state = STATES[index % STATES.length];
  return {
    facts: {
      id,
      name: slug,
      displayName: `${place} ${trade} ${index + 1}`,
      createdDate: new Date(created).toISOString(),
      updatedDate: new Date(Math.floor((created + now) / 2)).toISOString(),
      published: fraction(seed, STREAM.siteFacts, index * 4 + 3) < 0.8,
      premium: index % 2 === 0,
      viewUrl: `https://${slug}.wixsite.com/home`,
      editUrl: `/editor/${id}`,
      ownerAccountId: accountId,
      contributorAccountIds: [],
      editorType: headless ? 'HEADLESS' : 'STUDIO',
      blocked: false,
      namespace: headless ? 'HEADLESS' : 'WIX',
      domainConnected: index % 4 === 0,
    },
    words: state?.(seed, index),
  };
}
