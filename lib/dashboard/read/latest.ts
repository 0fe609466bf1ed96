// Reads how everything stands, as the monitor wrote it last.
import { LATEST_KEY } from '../../monitor/layout.ts';
import { type Latest, latestSchema } from '../../monitor/state/latest.ts';
import { decode } from '../../monitor/state/stored-json.ts';
import type { Store } from '../../store/store.ts';

/** Reads it; undefined before the first run of the monitor. */
export type ReadLatest = (store: Pick<Store, 'get'>) => Promise<Latest | undefined>;

/** A reader that parses the object again only when it has changed: with ten thousand sites that is most of the work. */
export function latestReader(): ReadLatest {
  let known: { readonly etag: string; readonly latest: Latest } | undefined;
  return async (store) => {
    const object = await store.get(LATEST_KEY);
    if (object === undefined) return undefined;
    if (known?.etag !== object.etag) {
      known = { etag: object.etag, latest: decode(latestSchema, LATEST_KEY, object.body) };
    }
    return known.latest;
  };
}
