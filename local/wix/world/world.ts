// One account of Wix: its sites, its wallet, its transactions, its clock. Everything follows from the seed.
import { type CallerCharge, charge } from './charge.ts';
import { createClock, type WorldClock } from './clock.ts';
import { MICRO, toMicro } from './credits.ts';
import { guid } from './guid.ts';
import { liveThrough } from './history.ts';
import { STREAM } from './random.ts';
import { createSites, type Site } from './sites.ts';
import type { CreditTransaction } from './transaction.ts';
import { createTransactions, type Transactions } from './transactions.ts';
import { createSource, settle, topUp, type Wallet } from './wallet.ts';

/** How a world is made. */
export interface WorldPlan {
  readonly seed: number;
  /** The instant at which the history ends and the clock starts, ms since 1970. */
  readonly startAt: number;
  readonly sites: number;
  /** Transactions before the start, and the days that they are spread over. */
  readonly transactions: number;
  readonly historyDays: number;
  /** Whether the account ever bought credits. */
  readonly topUps: boolean;
  /** The currencies of the costs. */
  readonly currencies: readonly string[];
  /** What the clock runs with; for tests. */
  readonly source: () => number;
}

/** A world that lives: reading it after its clock has moved shows the resets that came due. */
export interface World {
  readonly seed: number;
  readonly accountId: string;
  readonly clock: WorldClock;
  readonly sites: readonly Site[];
  readonly transactions: Transactions;
  site(siteId: string): Site | undefined;
  /** The wallet as of now. */
  wallet(): Wallet;
  /** Charges the wallet; undefined when there are too few credits. The same idempotency key charges once. */
  charge(order: CallerCharge): CreditTransaction | undefined;
  /**
   * Adds bought credits.
   * @throws RangeError when `credits` is not a positive number with at most six decimals.
   */
  topUp(credits: number): void;
}

/** At most so many sites have a subscription of their own that gives AI credits. */
const SITE_SUBSCRIPTIONS = 2;

/** Makes the world of a plan. */
export function createWorld(plan: WorldPlan): World {
  const { seed, startAt } = plan;
  const clock = createClock(startAt, plan.source);
  const accountId = guid(seed, STREAM.account, 0);
  const sites = createSites(seed, plan.sites, accountId, startAt);
  const byId = new Map(sites.map((site) => [site.facts.id, site]));
  const from = startAt - plan.historyDays * 86_400_000;
  const wallet = createWallet(seed, sites, from);
  const history = liveThrough(
    { seed, count: plan.transactions, from, to: startAt, topUps: plan.topUps },
    wallet,
  );
  const transactions = createTransactions(seed, history, plan.currencies);
  const [currencyCode = 'USD'] = plan.currencies;
  const current = () => {
    settle(wallet, clock.now());
    return wallet;
  };
  return {
    seed,
    accountId,
    clock,
    sites,
    transactions,
    site: (siteId) => byId.get(siteId.toLowerCase()),
    wallet: current,
    charge: (order) =>
      charge({ seed, wallet: current(), transactions, now: clock.now(), currencyCode, order }),
    topUp: (credits) => {
      const micro = toMicro(credits);
      if (micro === undefined)
        throw new RangeError('Credits must be a positive number with at most 6 decimals.');
      topUp(current(), micro);
    },
  };
}

/** The account's subscription with overlapping rules, and those of the first premium sites. */
function createWallet(seed: number, sites: readonly Site[], from: number): Wallet {
  const account = createSource(
    guid(seed, STREAM.subscription, 0),
    undefined,
    [
      ['MONTH', 250 * MICRO],
      ['DAY', 60 * MICRO],
    ],
    from,
  );
  const own = sites
    .filter((site) => site.facts.premium)
    .slice(0, SITE_SUBSCRIPTIONS)
    .map((site, index) =>
      createSource(guid(seed, STREAM.subscription, index + 1), site.facts.id, [['MONTH', 100 * MICRO]], from),
    );
  return { sources: [account, ...own], topUp: undefined };
}
