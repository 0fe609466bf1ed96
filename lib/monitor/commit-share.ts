// Takes the readings of a run into the state of a share, and tells the daily usage what they showed.
import pMap from 'p-map';
import type { Reading } from '../credits/usage/reading.ts';
import type { Store } from '../store/store.ts';
import { update } from '../store/update.ts';
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

const DAYS_AT_ONCE = 4;

const stateOf = (share: string, body: Uint8Array | undefined): ShareState =>
  body === undefined ? EMPTY_SHARE : decode(shareStateSchema, seriesKey(share), body);

/** The state of a share; an empty one when there is none. */
export async function loadShare(store: Pick<Store, 'get'>, share: string): Promise<ShareState> {
  return stateOf(share, (await store.get(seriesKey(share)))?.body);
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
  const change = async (body: Uint8Array | undefined) => {
    const { changed, rows, state } = takeReadings(stateOf(share, body), readings, taking);
    if (!changed) return undefined;
    await pMap(rows, ([day, daily]) => writeRows(store, usageKey(day, share), daily, watchedTime), {
      concurrency: DAYS_AT_ONCE,
    });
    return encode(state);
  };
  await update(store, seriesKey(share), change, { contentType: 'application/json' });
}
