// Thirty days in the life of a local account, watched by the real monitor: so that there is something to see at once.
import { rm } from 'node:fs/promises';
import { monitor } from '../../functions/monitor.ts';
import { type Clock, systemClock } from '../../lib/call.ts';
import { parseConfig } from '../../lib/config.ts';
import { openChannels } from '../../lib/monitor/alerts/open-channels.ts';
import { monitorSettings } from '../../lib/monitor/settings.ts';
import { createHandler } from '../../lib/operation/handler.ts';
import { openStore } from '../../lib/store/open-store.ts';
import type { Store } from '../../lib/store/store.ts';
import { createWixTransport } from '../../lib/wix/create-transport.ts';
import type { LocalWix } from '../wix/server.ts';
import { memoryStore } from './memory.ts';
import { usualDays } from './usual-days.ts';

/** Days that are lived through. */
export const HISTORY_DAYS = 30;

const DAY_MS = 86_400_000;
const STEP_MS = DAY_MS / 4;

/** A local Wix that listens, and whose clock stands `HISTORY_DAYS` in the past. */
export interface Past {
  readonly wix: LocalWix;
  readonly url: string;
  /** Where the monitor keeps what it sees: a directory, as a `file:` URL. */
  readonly storeUri: string;
  /** When the past ends, ms since 1970. */
  readonly now: number;
}

/** What the monitor keeps. Of another Wix, that lived before this one, it would be a lie. */
const KEPT = ['latest.json', 'snapshots', 'usage', 'alerts', 'monitor'];

async function forget(storeUri: string): Promise<void> {
  const remove = (name: string) => rm(new URL(`${storeUri}/${name}`), { recursive: true, force: true });
  await Promise.all(KEPT.map(remove));
}

/** The monitor as it runs on a schedule, against the local Wix and at its time. */
function monitorOf({ wix, url }: Past, store: Pick<Store, 'get' | 'put' | 'uri'>) {
  const credentials = { apiKey: wix.apiKey, accountId: wix.accountId };
  const config = parseConfig({});
  const clock: Clock = { now: wix.world.clock.now, monotonic: systemClock.monotonic };
  const services = {
    wix: createWixTransport({
      baseUrl: url,
      credentials: { get: async () => credentials, renew: async () => credentials },
      requestsPerMinute: 1_000_000,
    }),
    store,
    settings: monitorSettings(config),
    channels: openChannels(config, store),
  };
  return createHandler(monitor, () => services, { environment: {}, clock, write: () => undefined });
}

/**
 * Lives through the days: four times a day the account uses credits and words, and the monitor looks. Afterwards Wix's
 * clock goes on from now, and what the monitor has seen is in the store, in place of what was there before.
 */
export async function liveThroughHistory(past: Past): Promise<void> {
  const { wix, now, storeUri } = past;
  const { clock } = wix.world;
  const memory = memoryStore();
  const run = monitorOf(past, memory);
  clock.hold(true);
  const live = usualDays(wix);
  for (let at = now - HISTORY_DAYS * DAY_MS; at <= now; at += STEP_MS) {
    clock.moveTo(Math.max(at, clock.now()));
    live(1 - (now - at) / (HISTORY_DAYS * DAY_MS), at);
    const time = new Date(at).toISOString();
    await run({ 'detail-type': 'Scheduled Event', source: 'aws.events', time, detail: {} });
  }
  clock.moveTo(Math.max(Date.now(), clock.now()));
  clock.hold(false);
  await forget(storeUri);
  await memory.copyTo(openStore(storeUri));
}
