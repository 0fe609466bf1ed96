// The two questions about an export that do not run it: begin it elsewhere, and how is it.
import type { Call } from '../../call.ts';
import { Failure } from '../../failure.ts';
import type { Store } from '../../store/store.ts';
import type { ExportIdentity } from '../manifest/manifest-schema.ts';
import { type Answer, completeAnswer, linkedAnswer, underWayAnswer } from './answers.ts';
import { mustBeSame } from './identity.ts';
import { claim, readSaved } from './progress.ts';
import { readManifest } from './seal.ts';
import type { StartWorkflow } from './start-workflow.ts';

/**
 * Hands an export to its state machine, unless it is done already. Its checkpoint is made first, so that whoever looks
 * for the export finds it from now on.
 * @throws Failure `ExportConflict` where the exportId is another export's; `Internal` when it cannot be started.
 */
export async function startExport(
  identity: ExportIdentity,
  startWorkflow: StartWorkflow,
  store: Store,
  call: Call,
): Promise<Answer> {
  const manifest = await readManifest(store, identity.exportId);
  if (manifest !== undefined) {
    mustBeSame(identity, manifest);
    return completeAnswer(manifest, store, false);
  }
  const { checkpoint } = await claim(store, identity, () => call.clock.now());
  await startWorkflow(identity);
  return underWayAnswer({ ...checkpoint, problem: null });
}

/**
 * How an export is: done, with URLs that read its files, or under way.
 * @throws Failure `NotFound` when there is none of this id.
 */
export async function exportStatus(exportId: string, store: Store, call: Call): Promise<Answer> {
  const manifest = await readManifest(store, exportId);
  if (manifest !== undefined) return linkedAnswer(manifest, store, call.clock.now());
  const saved = await readSaved(store, exportId);
  if (saved === undefined) throw new Failure('NotFound', 'There is no export of this id.');
  return underWayAnswer(saved.checkpoint);
}
