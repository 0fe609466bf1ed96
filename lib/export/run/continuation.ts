// The text by which a caller has an export carried on: it names the export, and cannot be altered by mistake.
import { hash } from 'node:crypto';
import { Failure } from '../../failure.ts';
import type { ExportIdentity } from '../manifest/manifest-schema.ts';
import { fingerprint } from './identity.ts';
import { EXPORT_ID } from './keys.ts';

// What it stands for lies in the store, and who may call may start any export: it grants nothing. So its check needs
// no secret, only to notice a continuation that was cut, changed or put together out of two.

const form = /^([^.]+)\.([0-9a-f]{16})\.[0-9a-f]{32}$/;

/** The continuation of an export at the checkpoint with this SHA-256. */
export function continuationOf(identity: ExportIdentity, checkpointHash: string): string {
  const mark = checkpointHash.slice(0, 16);
  const check = hash('sha256', `${fingerprint(identity)}.${mark}`, 'hex').slice(0, 32);
  return `${identity.exportId}.${mark}.${check}`;
}

/**
 * The exportId that a continuation names; nothing is checked by that.
 * @throws Failure `InvalidInput` when it has not the form of one.
 */
export function exportIdIn(continuation: string): string {
  const exportId = form.exec(continuation)?.[1];
  return exportId !== undefined && EXPORT_ID.test(exportId) ? exportId : refuseContinuation();
}

/**
 * Checks a continuation against its export. The checkpoint may have moved on since: a workflow sends the same one again
 * when it did not get the answer.
 * @throws Failure `InvalidInput` when it was altered or belongs to another export.
 */
export function checkContinuation(continuation: string, identity: ExportIdentity): void {
  const mark = form.exec(continuation)?.[2];
  if (mark === undefined || continuation !== continuationOf(identity, mark)) refuseContinuation();
}

/** @throws Failure `InvalidInput` */
export function refuseContinuation(): never {
  const message = 'expected a continuation of this export, as it was answered';
  throw new Failure('InvalidInput', `The input is not valid: continuation: ${message}.`, {
    errors: [{ path: 'continuation', message }],
  });
}
