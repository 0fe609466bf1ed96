// Where a manifest is: its store, from the URI or path that a person gives.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { manifestKey } from '../../lib/export/run/keys.ts';

/** A manifest in its store. */
export interface ManifestPlace {
  readonly storeUri: string;
  readonly key: string;
  /** By its file name. */
  readonly exportId: string;
}

/** `s3://bucket/prefix` + `/exports/manifests/` + the name of an export. */
const form = /^(.*)\/exports\/manifests\/([A-Za-z0-9][\w-]*)\.json$/;

/** Undefined where no manifest can be. A path is relative to the current directory. */
export function placeOf(given: string): ManifestPlace | undefined {
  const uri = /^[a-z0-9]+:\/\//.test(given) ? given : pathToFileURL(resolve(given)).href;
  const [, storeUri, exportId] = form.exec(uri) ?? [];
  if (storeUri === undefined || exportId === undefined) return undefined;
  return { storeUri, key: manifestKey(exportId), exportId };
}
