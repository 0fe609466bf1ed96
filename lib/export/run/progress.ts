// The checkpoint of one export as one of several processes sees it: who saves first goes on, the others notice.
import { hash } from 'node:crypto';
import type { Store } from '../../store/store.ts';
import type { ExportIdentity } from '../manifest/manifest-schema.ts';
import { atTheStart, type Checkpoint, checkpointBytes, parseCheckpoint } from './checkpoint.ts';
import { mustBeSame } from './identity.ts';
import { checkpointKey } from './keys.ts';

/** Thrown by `save` when another run of the same export has saved since: this one must not go on. */
export class TakenOver extends Error {
  override readonly name = 'TakenOver';
}

/** What changes from one save to the next. */
export type Advance = Partial<Omit<Checkpoint, 'identity' | 'savedAt'>>;

/** A checkpoint as it is in the store. */
export interface Saved {
  readonly checkpoint: Checkpoint;
  /** SHA-256 of its bytes. */
  readonly hash: string;
}

/** The checkpoint as it was last read or saved here. */
export interface Progress extends Saved {
  /**
   * Saves the checkpoint with some of its fields changed.
   * @throws TakenOver; what the store throws, and then it may have been saved or not.
   */
  save(advance: Advance): Promise<void>;
}

type Place = Pick<Store, 'get' | 'put'>;

const contentType = 'application/x-ndjson';

/** The checkpoint of an export for who only looks at it, undefined before its first run. */
export async function readSaved(
  store: Pick<Store, 'get'>,
  exportId: string,
): Promise<(Saved & { readonly etag: string }) | undefined> {
  const key = checkpointKey(exportId);
  const object = await store.get(key);
  if (object === undefined) return undefined;
  return savedOf(parseCheckpoint(key, object.body), object.body, object.etag);
}

/** The checkpoint of an export, undefined before its first run. */
export async function readProgress(
  store: Place,
  exportId: string,
  now: () => number,
): Promise<Progress | undefined> {
  const saved = await readSaved(store, exportId);
  return saved === undefined ? undefined : progressOf(store, saved, now);
}

/**
 * Makes the checkpoint of an export that has none yet, or reads the one that another run made meanwhile.
 * @throws Failure `ExportConflict` when that one is of another export.
 */
export async function claim(store: Place, identity: ExportIdentity, now: () => number): Promise<Progress> {
  const key = checkpointKey(identity.exportId);
  const checkpoint = atTheStart(identity, isoOf(now));
  const bytes = checkpointBytes(checkpoint);
  const put = await store.put(key, bytes, { condition: 'create-only', contentType });
  if (put.outcome === 'stored') return progressOf(store, savedOf(checkpoint, bytes, put.etag), now);
  const present = await readProgress(store, identity.exportId, now);
  // Removed at that very moment: nothing of this bundle removes checkpoints.
  if (present === undefined) return claim(store, identity, now);
  mustBeSame(identity, present.checkpoint.identity);
  return present;
}

function savedOf(checkpoint: Checkpoint, bytes: Uint8Array, etag: string) {
  return { checkpoint, hash: hash('sha256', bytes, 'hex'), etag };
}

function progressOf(store: Place, saved: Saved & { readonly etag: string }, now: () => number): Progress {
  const key = checkpointKey(saved.checkpoint.identity.exportId);
  let last = saved;
  return {
    get checkpoint() {
      return last.checkpoint;
    },
    get hash() {
      return last.hash;
    },
    async save(advance) {
      const next = { ...last.checkpoint, ...advance, savedAt: isoOf(now) };
      const body = checkpointBytes(next);
      const put = await store.put(key, body, { condition: { ifMatch: last.etag }, contentType });
      if (put.outcome !== 'stored') throw new TakenOver('Another run of the export has saved its progress.');
      last = savedOf(next, body, put.etag);
    },
  };
}

const isoOf = (now: () => number): string => new Date(now()).toISOString();
