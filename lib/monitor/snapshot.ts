// The snapshot of a run: what was read, a reading a line, written once and found again when the event comes again.
import { type Reading, readingSchema } from '../credits/usage/reading.ts';
import type { Store } from '../store/store.ts';
import { decodeLines, encodeLines, NDJSON } from './state/stored-json.ts';

/** The readings of a snapshot, or undefined when there is none. */
export async function findSnapshot(
  store: Pick<Store, 'get'>,
  key: string,
): Promise<readonly Reading[] | undefined> {
  const object = await store.get(key);
  return object === undefined ? undefined : decodeLines(readingSchema, key, object.body);
}

/**
 * Keeps the readings of a run. When another process has written the snapshot of the same event meanwhile, its readings
 * are the answer, so that both go on with the same ones.
 */
export async function keepSnapshot(
  store: Pick<Store, 'get' | 'put'>,
  key: string,
  readings: readonly Reading[],
): Promise<readonly Reading[]> {
  const options = { condition: 'create-only', contentType: NDJSON } as const;
  const { outcome } = await store.put(key, encodeLines(readings), options);
  if (outcome === 'stored') return readings;
  return (await findSnapshot(store, key)) ?? readings;
}
