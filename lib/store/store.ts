// The port to where things are kept: S3 or a directory, with the same guarantees behind both.

/**
 * What a write demands of the object that it replaces: `create-only`, that there is none; `ifMatch`, that it is
 * still the one with this etag. Both hold against every other writer, in other processes too.
 */
export type Condition = 'create-only' | { readonly ifMatch: string };

/** How a `put` is done. */
export interface PutOptions {
  /** None: whatever is there is replaced. */
  readonly condition?: Condition | undefined;
  /** Media type, for S3 only; default `application/octet-stream`. */
  readonly contentType?: string | undefined;
}

/**
 * What became of a `put`. `exists` answers `create-only`, `changed` answers `ifMatch` (the object is another one now, or
 * gone); both mean that nothing was written.
 */
export type PutOutcome =
  | { readonly outcome: 'stored'; readonly etag: string }
  | { readonly outcome: 'exists' }
  | { readonly outcome: 'changed' };

/** A whole object. `etag` is opaque: it differs where the content differs. */
export interface StoredObject {
  readonly body: Uint8Array;
  readonly etag: string;
}

/** An object in a listing; `size` in bytes. */
export interface StoredEntry {
  readonly key: string;
  readonly size: number;
}

/** How a listing is cut. */
export interface ListOptions {
  /** Only keys that sort after this one. */
  readonly after?: string | undefined;
}

/** Writes one object of unknown length. Nothing of it is visible until `finish` answers, and then all of it is. */
export interface StoreWriter {
  /**
   * Adds bytes; await it before the next call. The writer keeps the chunk, so it must not be changed afterwards.
   * When it throws, the writer is aborted already.
   */
  write(chunk: Uint8Array): Promise<void>;
  /** Makes the object visible, create-only: `exists` when there is one by then, and what was written is dropped. */
  finish(): Promise<'stored' | 'exists'>;
  /** Drops what was written; after `finish` it does nothing. Never throws, because what it may leave is invisible. */
  abort(): Promise<void>;
}

/**
 * Objects by key. A key is a path of `/`-separated names of ASCII letters, digits and `._=+,@-`; see `checkKey`. No key
 * may be a folder of another (`a` beside `a/b`): a directory cannot hold both.
 *
 * Every method throws Failure `Internal`, worded for the operator and with its `cause`, when the place cannot be used:
 * disk full, access denied, bucket missing, busy or silent after retries. After such a failure a write may or may not
 * have happened; with a condition it is safe to send it again.
 */
export interface Store {
  /** The object, or undefined when there is none. */
  get(key: string): Promise<StoredObject | undefined>;
  /** Writes a whole object at once: readers see the old one or the new one, nothing between. */
  put(key: string, body: Uint8Array, options?: PutOptions): Promise<PutOutcome>;
  /** Every object whose key starts with `prefix`, in key order, read page by page. */
  list(prefix: string, options?: ListOptions): AsyncIterable<StoredEntry>;
  /** The bytes of an object, or undefined when there is none. Iterate it, to the end or not: it holds a connection. */
  stream(key: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Starts a create-only object of unknown length; memory stays bounded. */
  write(key: string, options?: Pick<PutOptions, 'contentType'>): Promise<StoreWriter>;
  /** Removes an object; it is no error when there is none. */
  delete(key: string): Promise<void>;
  /** A URL that reads the object for `seconds` (1 to 604,800) without credentials; of a directory, its file URL. */
  presign(key: string, seconds: number): Promise<string>;
  /** Where the object is: `s3://bucket/…` or `file:///…`. */
  uri(key: string): string;
}
