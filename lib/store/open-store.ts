// Opens the store of a URI; the half that serves it, S3 or directory, is loaded at the first use.
import type { S3Client } from '@aws-sdk/client-s3';
import { checkedStore, type StoreHalf } from './checked-store.ts';
import type { Store } from './store.ts';
import { parseStoreUri, type StorePlace, uriOf } from './store-uri.ts';

/** What may be given to a store instead of its own. */
export interface StoreOptions {
  /** The S3 client; by default one with the SDK's settings from the environment, and with timeouts. */
  readonly s3Client?: S3Client | undefined;
}

/**
 * The store at `s3://bucket/prefix` or `file:///directory` (made at the first write when it is missing). Nothing is
 * loaded, connected or made before the first call.
 * @throws Failure `Internal` when the URI is neither.
 */
export function openStore(storeUri: string, options: StoreOptions = {}): Store {
  const place = parseStoreUri(storeUri);
  return checkedStore(
    (key) => uriOf(place, key),
    () => loadHalf(place, options),
  );
}

async function loadHalf(place: StorePlace, options: StoreOptions): Promise<StoreHalf> {
  if (place.kind === 's3') {
    const { openS3 } = await import('./s3/s3-store.ts');
    return openS3(place, options.s3Client);
  }
  const { openDirectory } = await import('./directory/directory-store.ts');
  return openDirectory(place.path);
}
