// How many credits were used on each day, by the account and by its sites, and whether the transactions agree.
import * as v from 'valibot';
import { type Config, required } from '../lib/config.ts';
import { type DailyUsage, dailyUsageSchema } from '../lib/credits/usage/daily.ts';
import { openSource } from '../lib/export/source/open-source.ts';
import type { TransactionSource } from '../lib/export/source/source.ts';
import { readAccountUsage, readSiteUsage } from '../lib/monitor/usage/read-usage.ts';
import { reconcileWindow, reconciliationSchema } from '../lib/monitor/usage/reconcile-window.ts';
import { daySchema, windowOf, wrongWindow } from '../lib/monitor/usage/window.ts';
import { createHandler } from '../lib/operation/handler.ts';
import { refuse } from '../lib/operation/invalid-input.ts';
import { defineOperation } from '../lib/operation/operation.ts';
import { siteIdSchema } from '../lib/site-id.ts';
import { openStore } from '../lib/store/open-store.ts';
import type { Store } from '../lib/store/store.ts';

const MOST_SITES = 100;

const input = v.object({
  from: v.optional(daySchema),
  to: v.optional(daySchema),
  siteIds: v.optional(
    v.pipe(
      v.array(siteIdSchema, 'expected a list of site ids'),
      v.minLength(1, 'expected at least one site id'),
      v.maxLength(MOST_SITES, `expected at most ${MOST_SITES} site ids`),
    ),
  ),
  scope: v.optional(v.picklist(['ACCOUNT', 'SITES'], 'expected ACCOUNT or SITES')),
});

const rows = v.array(dailyUsageSchema);
const output = v.object({
  from: v.string(),
  to: v.string(),
  account: v.optional(rows),
  sites: v.optional(rows),
  reconciliation: v.optional(reconciliationSchema),
});

/** What the operation works with. */
export interface UsageServices {
  readonly store: Pick<Store, 'get' | 'list'>;
  /** Opens the source of the transactions; a source that is not configured is a reason not to reconcile, no more. */
  readonly openTransactions: () => TransactionSource;
}

/** Makes it from the environment. Throws Failure `Internal` when STORE_URI is not set. */
export function usageServices(config: Config): UsageServices {
  const store = openStore(required(config, 'STORE_URI'));
  let source: TransactionSource | undefined;
  return {
    store,
    openTransactions: () => {
      source ??= openSource(config, store);
      return source;
    },
  };
}

/**
 * The daily usage that the monitor has stored, on the UTC days from `from` up to and without `to`; without them the last
 * 30 days with today. `account`: its wallet, and the words of all its sites together. `sites`: each site; only the named
 * ones with `siteIds`, and then no account. `scope` leaves out one of the two. `reconciliation` comes with the account: what the
 * transactions charged against what the wallet lost, or the error that keeps it from being told.
 */
export const usage = defineOperation({
  name: 'usage',
  description: 'Daily usage of AI credits and word credits, held against the transactions.',
  routes: [
    {
      method: 'GET',
      path: '/v1/usage',
      scope: 'credits:read',
      query: {
        from: { name: 'from', type: 'text' },
        to: { name: 'to', type: 'text' },
        siteId: { name: 'siteIds', type: 'list' },
        scope: { name: 'scope', type: 'text' },
      },
    },
  ],
  input,
  output,
  run: async ({ siteIds, scope, ...asked }, call, { store, openTransactions }: UsageServices) => {
    const window = windowOf(asked, call.now);
    const wrong = wrongWindow(window);
    if (wrong !== undefined) refuse('to', wrong);
    if (scope === 'ACCOUNT' && siteIds !== undefined)
      refuse('scope', 'expected no ACCOUNT where sites are named');
    const named = siteIds?.map((siteId) => siteId.toLowerCase());
    const answer: { account?: DailyUsage[]; sites?: DailyUsage[] } = {};
    if (scope !== 'SITES' && named === undefined) answer.account = await readAccountUsage(store, window);
    if (scope !== 'ACCOUNT') answer.sites = await readSiteUsage(store, window, named);
    if (answer.account === undefined) return { ...window, ...answer };
    const reconciliation = await reconcileWindow(openTransactions, answer.account, window, call);
    return { ...window, ...answer, reconciliation };
  },
});

export const handler = createHandler(usage, usageServices);
