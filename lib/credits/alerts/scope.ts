// What an alert is about, and the stable id of an event.
import { createHash } from 'node:crypto';
import * as v from 'valibot';

/** The schema of a scope. */
export const scopeSchema = v.object({
  kind: v.picklist(['wallet', 'words']),
  siteId: v.optional(v.pipe(v.string(), v.minLength(1))),
});

/** What is watched: the account's wallet (`wallet` without `siteId`), a site's wallet, or a site's word credits. */
export type Scope = v.InferOutput<typeof scopeSchema>;

/** The name of a scope, the same as its readings' series: `wallet`, `wallet:<siteId>` or `words:<siteId>`. */
export function scopeName(scope: Scope): string {
  return scope.siteId === undefined ? scope.kind : `${scope.kind}:${scope.siteId}`;
}

/**
 * The id of an event: the same facts give the same id in every process, so that whoever gets an event twice can tell.
 * 32 hex digits of a SHA-256.
 */
export function eventId(...facts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32);
}
