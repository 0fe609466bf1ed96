// The exports of one source, account and format in a line: each manifest names the one before it, and no two the same.
import { setTimeout } from 'node:timers/promises';
import * as v from 'valibot';
import { Failure } from '../../failure.ts';
import type { Store } from '../../store/store.ts';
import { manifestHash } from '../manifest/manifest.ts';
import type { Manifest } from '../manifest/manifest-schema.ts';

// An export takes its place here before its manifest is written, with the hash that the manifest is going to have: of
// two that end at once one comes after the other. A place is only taken behind a manifest that is there, so whoever comes
// next writes the one that its own run could not.

/** What a manifest says of the one before it. */
export type Link = Manifest['previous'];

const schema = v.strictObject({
  entries: v.array(v.strictObject({ exportId: v.string(), sha256: v.string() })),
});
type Entries = v.InferOutput<typeof schema>['entries'];

/** With an export an hour, half a year: nobody comes back to a manifest that late. */
const MOST_ENTRIES = 5_000;
const TRIES = 50;
const LONGEST_PAUSE_MS = 250;

/** How a place is taken. */
export interface Joining {
  readonly exportId: string;
  /** The bytes of the manifest behind another one; the same each time. */
  readonly bytesBehind: (previous: Link) => Uint8Array;
  /** Makes sure that the manifest of another export is there; `previous` is the one before that. */
  readonly ensure: (link: NonNullable<Link>, previous: Link) => Promise<void>;
}

/**
 * Takes the place of an export, or finds the one that it took before, and answers the bytes of its manifest.
 * @throws Failure `Internal` when 50 others came first, or the line cannot be read.
 */
export async function joinChain(
  store: Pick<Store, 'get' | 'put'>,
  key: string,
  { exportId, bytesBehind, ensure }: Joining,
  pause: (milliseconds: number) => Promise<unknown> = setTimeout,
): Promise<Uint8Array> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const object = await store.get(key);
    const entries = object === undefined ? [] : entriesIn(key, object.body);
    for (const [index, entry] of entries.entries()) {
      // Stryker disable next-line ConditionalExpression: the hash tells others apart too; not to build their manifests is only faster.
      if (entry.exportId !== exportId) continue;
      const bytes = bytesBehind(entries[index - 1] ?? null);
      // Another hash: a place of an earlier life of the export, which was deleted and done anew.
      if (manifestHash(bytes) === entry.sha256) return bytes;
    }
    const last = entries.at(-1);
    if (last !== undefined) await ensure(last, entries.at(-2) ?? null);
    const bytes = bytesBehind(last ?? null);
    const joined = [...entries, { exportId, sha256: manifestHash(bytes) }].slice(-MOST_ENTRIES);
    const condition = object === undefined ? 'create-only' : { ifMatch: object.etag };
    const body = Buffer.from(JSON.stringify({ entries: joined }));
    const { outcome } = await store.put(key, body, { condition, contentType: 'application/json' });
    if (outcome === 'stored') return bytes;
    await pause(Math.random() * Math.min(LONGEST_PAUSE_MS, 2 ** tries));
  }
  throw new Failure('Internal', 'Too many exports end at once; try again.');
}

function entriesIn(key: string, body: Uint8Array): Entries {
  try {
    return v.parse(schema, JSON.parse(Buffer.from(body).toString())).entries;
  } catch (cause) {
    throw new Failure(
      'Internal',
      `The order of the exports cannot be read: the operator must put back or delete ${key}; without it the next export begins a new one.`,
      { cause },
    );
  }
}
