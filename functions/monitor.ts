// Looks at wallet and sites, keeps a snapshot, and alerts before credits run out.
import * as v from 'valibot';
import type { Config } from '../lib/config.ts';
import { required } from '../lib/config.ts';
import { alertEventSchema } from '../lib/credits/alerts/events.ts';
import { instantSchema } from '../lib/credits/usage/reading.ts';
import { openChannels } from '../lib/monitor/alerts/open-channels.ts';
import { tallySchema } from '../lib/monitor/fold/tally.ts';
import { endRun, type MonitorServices, planRun, runOnce, runShare } from '../lib/monitor/run.ts';
import { monitorSettings } from '../lib/monitor/settings.ts';
import { createHandler } from '../lib/operation/handler.ts';
import { defineOperation } from '../lib/operation/operation.ts';
import { siteIdSchema } from '../lib/site-id.ts';
import { openStore } from '../lib/store/open-store.ts';
import { wixServices } from '../lib/wix/services.ts';

const MOST_SITES = 10_000;

const input = v.pipe(
  v.object({
    siteIds: v.optional(
      v.pipe(
        v.array(siteIdSchema, 'expected a list of site ids'),
        v.minLength(1, 'expected at least one site id'),
        v.maxLength(MOST_SITES, `expected at most ${MOST_SITES} site ids`),
      ),
    ),
    at: v.optional(instantSchema),
    step: v.optional(v.picklist(['plan', 'share', 'end'], 'expected plan, share or end')),
    share: v.optional(
      v.pipe(v.string(), v.regex(/^(wallets|sites-\d{3,6})$/, 'expected a share of the plan')),
    ),
  }),
  v.forward(
    v.partialCheck(
      [['step'], ['share']],
      ({ step, share }) => (step === 'share') === (share !== undefined),
      'expected with step share, and only there',
    ),
    ['share'],
  ),
  v.forward(
    v.partialCheck(
      [['step'], ['siteIds']],
      ({ step, siteIds }) => step === undefined || siteIds === undefined,
      'expected either step or siteIds, and not both',
    ),
    ['siteIds'],
  ),
);

const count = v.number();
const output = v.union([
  v.object({
    ...tallySchema.entries,
    alerts: v.array(alertEventSchema),
    delivery: v.object({ found: count, delivered: count, waiting: count }),
  }),
  v.object({ at: instantSchema, shares: v.array(v.string()), sites: count }),
  v.object({ at: instantSchema, share: v.string(), read: count, failed: count }),
]);

/** What the operation works with, from the environment. Throws Failure `Internal` when a setting is missing or wrong. */
export function monitorServices(config: Config): MonitorServices {
  const store = openStore(required(config, 'STORE_URI'));
  const settings = monitorSettings(config);
  return { ...wixServices(config), store, settings, channels: openChannels(config, store) };
}

/**
 * One run: `{siteIds?}` reads the named sites, or everything that is watched, and answers `{snapshot, usage, alerts,
 * failed}`. `at` is the time of the event where the door does not tell it; the same `at` is the same run.
 *
 * A fleet that is too large for one call goes through `workflows/refresh-credits.asl.json`: `step` `plan` answers the
 * shares, `share` reads one of them, and `end` answers as a run in one go does.
 */
export const monitor = defineOperation({
  name: 'monitor',
  description: 'Snapshots of the wallet and of all sites, usage since the last one, forecasts, alerts.',
  routes: [],
  input,
  output,
  run: async ({ siteIds, at: told, step, share }, call, services: MonitorServices) => {
    const at = told === undefined ? call.now.toISOString() : new Date(told).toISOString();
    if (step === 'plan') return planRun(services, at, call);
    if (step === 'end') return endRun(services, at, call);
    if (share !== undefined) return runShare(services, { at, share }, call);
    return runOnce(services, { at, siteIds }, call);
  },
});

export const handler = createHandler(monitor, monitorServices);
