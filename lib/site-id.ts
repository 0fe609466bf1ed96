// The id of a Wix site: a GUID, checked before it becomes part of a header or of an answer.
import * as v from 'valibot';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether the text is a GUID in its usual form of 36 characters, in either case. */
export function isSiteId(text: string): boolean {
  return guid.test(text);
}

/** The schema of a site id in an input. */
export const siteIdSchema = v.pipe(
  v.string('expected a site id'),
  v.regex(guid, 'expected a site id (a GUID)'),
);
