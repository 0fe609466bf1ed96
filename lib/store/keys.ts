// Which keys there may be: the same on S3 and on every file system, so that no store holds what another cannot.
import { Failure } from '../failure.ts';

const NAME = /^[A-Za-z0-9_=+,@-](?:[A-Za-z0-9._=+,@-]*[A-Za-z0-9_=+,@-])?$/;
/** What a prefix may end in: the beginning of a name, or nothing. */
const BEGINNING = /^(?:[A-Za-z0-9_=+,@-][A-Za-z0-9._=+,@-]*)?$/;
/** S3 allows 1,024 bytes with the store's own prefix, a file system 255 in a name. */
const LONGEST_KEY = 800;
const LONGEST_NAME = 200;

/** Whether `key` may name an object; see `checkKey`. */
export function isKey(key: string): boolean {
  if (key.length > LONGEST_KEY) return false;
  return key.split('/').every((name) => name.length <= LONGEST_NAME && NAME.test(name));
}

/**
 * Holds a key to the rule: names of ASCII letters, digits and `._=+,@-`, split by single slashes, none beginning or
 * ending with a dot (so no `..`, and names with a dot in front stay ours), at most 200 characters a name and 800 in all.
 * @throws Failure `Internal`, because keys are made by this bundle and never taken from a caller as they are.
 */
export function checkKey(key: string): void {
  if (!isKey(key)) throw refused(key);
}

/**
 * Holds a prefix to the rule of keys; its last name may be unfinished or missing.
 * @throws Failure `Internal`, as `checkKey` does.
 */
export function checkPrefix(prefix: string): void {
  const cut = prefix.lastIndexOf('/');
  if (cut >= 0) checkKey(prefix.slice(0, cut));
  if (prefix.length > LONGEST_KEY || !BEGINNING.test(prefix.slice(cut + 1))) throw refused(prefix);
}

function refused(key: string): Failure {
  return new Failure('Internal', 'The store was asked for a key that it does not allow.', {
    cause: new RangeError(`not a key: ${JSON.stringify(key)}`),
  });
}
