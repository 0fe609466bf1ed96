// The last step of an export: its manifest, once all of its files are in a saved checkpoint.
import type { Store } from '../../store/store.ts';
import { buildManifest, manifestBytes, manifestHash, parseManifest } from '../manifest/manifest.ts';
import type { Manifest } from '../manifest/manifest-schema.ts';
import { joinChain, type Link } from './chain.ts';
import { type Checkpoint, isComplete, parseCheckpoint } from './checkpoint.ts';
import { chainKey, checkpointKey, manifestKey } from './keys.ts';

type Place = Pick<Store, 'get' | 'put'>;

/** A manifest that is in the store; `isNew` when this call has put it there. */
export interface Sealed {
  readonly manifest: Manifest;
  readonly isNew: boolean;
}

function bytesOf({ identity, files, order }: Checkpoint, previous: Link): Uint8Array {
  return manifestBytes(buildManifest(identity, files, order.superseded, previous));
}

/** The manifest of an export, undefined before it is done. */
export async function readManifest(store: Place, exportId: string): Promise<Manifest | undefined> {
  const object = await store.get(manifestKey(exportId));
  return object === undefined ? undefined : parseManifest(object.body);
}

/** Writes the manifest of a complete checkpoint that is saved, or finds the one that another run has written. */
export async function seal(store: Place, checkpoint: Checkpoint): Promise<Sealed> {
  const { identity } = checkpoint;
  const bytes = await joinChain(store, chainKey(identity), {
    exportId: identity.exportId,
    bytesBehind: (previous) => bytesOf(checkpoint, previous),
    ensure: (link, previous) => ensureManifest(store, link, previous),
  });
  const isNew = await create(store, identity.exportId, bytes);
  const present = isNew ? undefined : await readManifest(store, identity.exportId);
  return { manifest: present ?? parseManifest(bytes), isNew };
}

async function create(store: Place, exportId: string, bytes: Uint8Array): Promise<boolean> {
  const options = { condition: 'create-only', contentType: 'application/json' } as const;
  const { outcome } = await store.put(manifestKey(exportId), bytes, options);
  return outcome === 'stored';
}

/** Writes the manifest of an export whose run took its place in the chain and came no further. */
async function ensureManifest(store: Place, { exportId, sha256 }: NonNullable<Link>, previous: Link) {
  if ((await store.get(manifestKey(exportId))) !== undefined) return;
  const key = checkpointKey(exportId);
  const object = await store.get(key);
  if (object === undefined) return;
  const checkpoint = parseCheckpoint(key, object.body);
  if (!isComplete(checkpoint)) return;
  const bytes = bytesOf(checkpoint, previous);
  if (manifestHash(bytes) === sha256) await create(store, exportId, bytes);
}
