// Takes the readings of a run into the state of a share, and tells the daily usage what they showed.
import { setTimeout } from 'node:timers/promises';
import pMap from 'p-map';
import type { Reading } from '../credits/usage/reading.ts';
import type { Store } from '../store/store.ts';
import { storeFailure } from '../store/store-failure.ts';
import { seriesKey, usageKey } from './layout.ts';
import {
  EMPTY_SHARE,
  type ShareState,
  shareStateSchema,
  type TakingAll,
  takeReadings,
} from './state/share-state.ts';
import { decode, encode } from './state/stored-json.ts';
import { watchedTime, writeRows } from './usage/usage-file.ts';

const TRIES = 50;
const LONGEST_PAUSE_MS = 250;
const DAYS_AT_ONCE = 4;

/** The state of a share, and its etag when it is stored. */
async function readShare(store: Pick<Store, 'get'>, share: string) {
  const key = seriesKey(share);
  const object = await store.get(key);
  if (object === undefined) return { state: EMPTY_SHARE, etag: undefined };
  return { state: decode(shareStateSchema, key, object.body), etag: object.etag };
}

/** The state of a share; an empty one when there is none. */
export async function loadShare(store: Pick<Store, 'get'>, share: string): Promise<ShareState> {
  return (await readShare(store, share)).state;
}

/**
 * Takes readings into a share by compare-and-swap. The daily usage is written first: when the process dies in between,
 * the run that comes again, or the next one, finds the old state and writes the same rows once more.
 * @throws Failure `Internal` when the store fails, or 50 tries in a row came too late.
 */
export async function commitShare(
  store: Pick<Store, 'get' | 'put'>,
  share: string,
  readings: readonly Reading[],
  taking: TakingAll,
): Promise<void> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const { state, etag } = await readShare(store, share);
    const taken = takeReadings(state, readings, taking);
    if (!taken.changed) return;
    await pMap(taken.rows, ([day, rows]) => writeRows(store, usageKey(day, share), rows, watchedTime), {
      concurrency: DAYS_AT_ONCE,
    });
    const condition = etag === undefined ? 'create-only' : { ifMatch: etag };
    const options = { condition, contentType: 'application/json' } as const;
    const { outcome } = await store.put(seriesKey(share), encode(taken.state), options);
    if (outcome === 'stored') return;
    await setTimeout(Math.random() * Math.min(LONGEST_PAUSE_MS, 2 ** tries));
  }
  throw storeFailure('busy');
}
