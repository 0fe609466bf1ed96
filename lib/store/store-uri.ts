// Where a store is, from its URI.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Failure } from '../failure.ts';

/** An S3 bucket with a prefix, empty or ending in `/`; or a directory by its absolute path. */
export type StorePlace =
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string }
  | { readonly kind: 'directory'; readonly path: string };

const S3_URI = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/;
const FORMS = 's3://bucket/prefix or file:///directory';

/**
 * Parses `s3://bucket/prefix` or `file:///directory`, each with or without a slash at its end.
 * @throws Failure `Internal` naming STORE_URI when it is neither.
 */
export function parseStoreUri(uri: string): StorePlace {
  const [whole, bucket, prefix = ''] = S3_URI.exec(uri) ?? [];
  if (whole !== undefined && bucket !== undefined) {
    const folder = prefix.replace(/\/+$/, '');
    return { kind: 's3', bucket, prefix: folder === '' ? '' : `${folder}/` };
  }
  if (uri.startsWith('file:///')) return { kind: 'directory', path: directoryOf(uri) };
  throw misconfigured();
}

/** The URI of the object `key` in a place. */
export function uriOf(place: StorePlace, key: string): string {
  if (place.kind === 's3') return `s3://${place.bucket}/${place.prefix}${key}`;
  return `${pathToFileURL(place.path).href.replace(/\/$/, '')}/${key}`;
}

function directoryOf(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch (cause) {
    throw misconfigured(cause);
  }
}

function misconfigured(cause?: unknown): Failure {
  return new Failure('Internal', `The function is misconfigured: STORE_URI must be ${FORMS}.`, { cause });
}
