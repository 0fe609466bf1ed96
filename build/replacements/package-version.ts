// A client's package.json: all of it is bundled for the version, which goes into the user agent.
import * as v from 'valibot';

/** Leaves the version. */
export function versionOnly(original: string): string {
  return JSON.stringify(v.parse(v.object({ version: v.string() }), JSON.parse(original)));
}
