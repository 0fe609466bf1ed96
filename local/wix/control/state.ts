// The whole state of the world in one object, to look at.
import type { LocalWix } from '../server.ts';
import { toCredits } from '../world/credits.ts';

/** What `GET /_control/state` shows. The keys are named, not shown. */
export function stateOf({ world, settings, keys, faults, journal }: Omit<LocalWix, 'listen' | 'close'>) {
  const wallet = world.wallet();
  return {
    now: new Date(world.clock.now()).toISOString(),
    seed: world.seed,
    accountId: world.accountId,
    settings,
    keys: keys.map(({ name, sites, revoked }) => ({ name, sites, revoked })),
    faults: faults.list(),
    requests: journal.count(),
    transactions: world.transactions.size(),
    wallet: {
      topUp: wallet.topUp === undefined ? undefined : toCredits(wallet.topUp),
      sources: wallet.sources.map(({ subscriptionId, siteId, rules }) => ({
        subscriptionId,
        siteId,
        rules: rules.map(({ period, balance, cap, resetAt }) => ({
          period,
          balance: toCredits(balance),
          cap: toCredits(cap),
          resetDate: new Date(resetAt).toISOString(),
        })),
      })),
    },
    sites: world.sites.map(({ facts, words }) => ({
      id: facts.id,
      displayName: facts.displayName,
      namespace: facts.namespace,
      words,
    })),
  };
}
