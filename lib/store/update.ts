// Read, change, compare-and-swap: until no other writer came in between.
import { setTimeout } from 'node:timers/promises';
import type { PutOptions, Store } from './store.ts';
import { storeFailure } from './store-failure.ts';

/** Makes the new content from the one that is there (undefined: none); undefined leaves it as it is. It may run often. */
export type Change = (
  current: Uint8Array | undefined,
) => Uint8Array | undefined | Promise<Uint8Array | undefined>;

/** How an update is done. */
export interface UpdateOptions extends Pick<PutOptions, 'contentType'> {
  /** Waits between tries; a test passes its own. */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

const TRIES = 50;
const LONGEST_PAUSE_MS = 250;

/**
 * Changes one object, however many others change it at the same time: each change is made on top of the one before.
 * Answers the content that is there afterwards.
 * @throws Failure `Internal` when 50 tries in a row came too late; whatever `change` throws.
 */
export async function update(
  store: Pick<Store, 'get' | 'put'>,
  key: string,
  change: Change,
  { contentType, pause = setTimeout }: UpdateOptions = {},
): Promise<Uint8Array | undefined> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const current = await store.get(key);
    const next = await change(current?.body);
    if (next === undefined) return current?.body;
    const condition = current === undefined ? 'create-only' : { ifMatch: current.etag };
    const { outcome } = await store.put(key, next, { condition, contentType });
    if (outcome === 'stored') return next;
    await pause(Math.random() * Math.min(LONGEST_PAUSE_MS, 2 ** tries));
  }
  throw storeFailure('busy');
}
