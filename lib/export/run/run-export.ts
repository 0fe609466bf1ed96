// Runs an export as far as time and rate limit allow: from what is in the store already to its manifest.
import { setTimeout } from 'node:timers/promises';
import type { Call } from '../../call.ts';
import { Failure, toFailure } from '../../failure.ts';
import type { Store } from '../../store/store.ts';
import { openFormat } from '../format/format.ts';
import type { ExportIdentity, Manifest } from '../manifest/manifest-schema.ts';
import type { TransactionSource } from '../source/source.ts';
import { isComplete } from './checkpoint.ts';
import { continuationOf } from './continuation.ts';
import { createFetchPage, PATIENCE_SECONDS } from './fetch-page.ts';
import { mustBeSame } from './identity.ts';
import { claim, type Progress, readProgress, readSaved, type Saved, TakenOver } from './progress.ts';
import { readManifest, seal } from './seal.ts';
import { Walk } from './walk.ts';
import { secondsToSettle } from './window.ts';

/** What an export has been through so far. */
export interface Counts {
  /** Rows that were read and kept. */
  readonly rows: number;
  readonly pages: number;
}

/** What a run works with. */
export interface ExportTools {
  readonly store: Store;
  readonly source: TransactionSource;
  /** How long to wait for the rate limit here, instead of answering that it goes on later; default 5. */
  readonly patienceSeconds?: number;
  /** Told after every page. */
  readonly watch?: (counts: Counts) => void;
  /** Waits; a test passes its own. */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

/** Done, by this run or (`isNew` false) by another one; or to be gone on with after a wait. */
export type RunOutcome =
  | { readonly manifest: Manifest; readonly isNew: boolean }
  | { readonly waitSeconds: number; readonly continuation: string; readonly counts: Counts };

/** After another run of the same export has come first: how often and how long to look whether it is done. */
const LOOKS = 10;
const LOOK_MS = 500;
const LOOK_AGAIN_SECONDS = 30;

/**
 * The next call comes so much before a request may be sent, and waits for the rest itself: waits in whole seconds, and
 * what it takes to save and to go on, would cost some of the rate each minute.
 */
const EARLY_SECONDS = 1;

/** The counts of what is saved. */
export function countsOf({ checkpoint: { files, rows, pages } }: Saved): Counts {
  return { rows: files.reduce((sum, file) => sum + file.rows, rows.count), pages };
}

/**
 * Runs an export, or goes on with it; `isContinued` tells a call that goes on from one that begins, for which earlier
 * outages do not count. Any number of runs may do so at once: each part and each checkpoint is won by one of them, and
 * all end in one manifest.
 * @throws Failure `ExportConflict` where the exportId or a file is another export's; what the source throws once waiting
 * does not help, and then what was read is saved; `Internal` when the store fails.
 */
export async function runExport(
  identity: ExportIdentity,
  tools: ExportTools,
  call: Call,
  isContinued: boolean,
): Promise<RunOutcome> {
  const { store } = tools;
  const now = () => call.clock.now();
  const [manifest, present] = await Promise.all([
    readManifest(store, identity.exportId),
    readProgress(store, identity.exportId, now),
  ]);
  if (manifest !== undefined) {
    mustBeSame(identity, manifest);
    return { manifest, isNew: false };
  }
  const progress = present ?? (await claim(store, identity, now));
  mustBeSame(identity, progress.checkpoint.identity);
  const settles = secondsToSettle(identity, Math.max(now(), call.now.getTime()));
  if (settles > 0) return later(progress, settles);
  try {
    return await goOn(progress, tools, call, isContinued);
  } catch (thrown) {
    if (thrown instanceof TakenOver) return standBack(identity.exportId, tools, call);
    const { code, message: detail } = toFailure(thrown);
    // For whoever asks how the export is. Best effort, because the failure itself may be one of the store.
    await Promise.allSettled([progress.save({ problem: { code, detail } })]);
    throw thrown;
  }
}

async function goOn(
  progress: Progress,
  { store, source, watch = () => {}, patienceSeconds = PATIENCE_SECONDS }: ExportTools,
  call: Call,
  isContinued: boolean,
): Promise<RunOutcome> {
  const { identity, setbacks, problem } = progress.checkpoint;
  if (problem !== null || (setbacks > 0 && !isContinued)) await progress.save({ problem: null, setbacks: 0 });
  const format = await openFormat(identity.format, identity);
  const fetchPage = createFetchPage(source, identity.to, call, patienceSeconds);
  const walk = new Walk(progress, { store, format, fetchPage, watch });
  const stopped = await walk.go();
  call.metrics.count('ExportPages', walk.pagesRead);
  if (walk.repeats > 0) call.log.warn('Transactions came again and were left out', { rows: walk.repeats });
  if (stopped?.isOurLimit) return later(progress, Math.max(1, source.waitSeconds() - EARLY_SECONDS));
  if (stopped !== undefined) return later(progress, stopped.waitSeconds);
  const sealed = await seal(store, progress.checkpoint);
  if (sealed.isNew) call.metrics.count('ExportedTransactions', sealed.manifest.rows);
  return sealed;
}

/** Another run goes on with the export: what it does need not be done twice, and its end may be near. */
async function standBack(
  exportId: string,
  { store, pause = setTimeout }: ExportTools,
  call: Call,
): Promise<RunOutcome> {
  call.log.info('Another run of the export is at work', { exportId });
  for (let looks = 1; ; looks += 1) {
    const manifest = await readManifest(store, exportId);
    if (manifest !== undefined) return { manifest, isNew: false };
    const saved = await readSaved(store, exportId);
    if (saved === undefined) {
      // By an operator: nothing of this bundle removes one. Whoever asks again begins anew.
      throw new Failure('Internal', 'The checkpoint of the export was removed while it ran: start it again.');
    }
    if (isComplete(saved.checkpoint)) return seal(store, saved.checkpoint);
    const isLast = looks === LOOKS || call.deadline.remaining() < 2 * LOOK_MS;
    if (isLast) return later(saved, LOOK_AGAIN_SECONDS);
    await pause(LOOK_MS);
  }
}

function later(saved: Saved, waitSeconds: number): RunOutcome {
  const { identity } = saved.checkpoint;
  const continuation = continuationOf(identity, saved.hash);
  return { waitSeconds, continuation, counts: countsOf(saved) };
}
