// What the suite of every store stands on: a fresh place for each test, and short words for reading and writing.
import { createHash } from 'node:crypto';
import type { Store, StoredEntry } from '../../../../lib/store/store.ts';

/** A fresh, empty place. */
export interface StoreUnderTest {
  /** Opens it, as one more process would. */
  open(): Store;
  /** Whether a presigned URL can be read here, and how; undefined where nothing listens. */
  readonly readUrl?: (url: string) => Promise<Uint8Array>;
  /** What `uri('a/b')` has to be. */
  readonly uriOfAB: string;
}

/** What a part of the suite is given: the place of the test that runs, and a store that is open there. */
export interface AtPlace {
  readonly place: StoreUnderTest;
  readonly store: Store;
}

export const bytes = (text: string): Uint8Array => Buffer.from(text);
export const text = (body: Uint8Array | undefined): string | undefined =>
  body && Buffer.from(body).toString();
export const sha256 = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export const keysOf = async (entries: AsyncIterable<StoredEntry>): Promise<string[]> =>
  (await collect(entries)).map(({ key }) => key);

export async function read(store: Store, key: string): Promise<Uint8Array | undefined> {
  const chunks = await store.stream(key);
  return chunks && Buffer.concat(await collect(chunks));
}

export async function writeFile(
  store: Store,
  key: string,
  ...chunks: Uint8Array[]
): Promise<'stored' | 'exists'> {
  const writer = await store.write(key);
  for (const chunk of chunks) await writer.write(chunk);
  return writer.finish();
}
