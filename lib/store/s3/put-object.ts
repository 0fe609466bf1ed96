// One PUT with its condition, exact even when the answer to it was lost or another write got in its way.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { PutOptions, PutOutcome } from '../store.ts';
import { storeFailure, textOf } from '../store-failure.ts';
import { markOf, type ObjectPlace, presentObject } from './landed.ts';
import { statusOf } from './s3-errors.ts';

/**
 * On 409 S3 asks to send a conditional write again,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
const TRIES_ON_CONFLICT = 5;
const CONFLICT_PAUSE_MS = 50;

/**
 * Puts an object. When S3 refuses the condition, the object that is there is looked at: if this very write made it, by
 * an attempt whose answer never came, the outcome is `stored`.
 * @throws Failure `Internal` when conflicting writes do not cease; else what the SDK throws.
 */
export async function putObject(
  client: S3Client,
  place: ObjectPlace,
  body: Uint8Array,
  { condition, contentType }: PutOptions,
): Promise<PutOutcome> {
  const writeId = randomUUID();
  const command = new PutObjectCommand({
    ...place,
    Body: body,
    ContentLength: body.byteLength,
    ContentType: contentType ?? 'application/octet-stream',
    ...(condition === undefined ? {} : { Metadata: markOf(writeId) }),
    ...(condition === 'create-only' ? { IfNoneMatch: '*' } : {}),
    ...(typeof condition === 'object' ? { IfMatch: condition.ifMatch } : {}),
  });
  for (let tries = 1; ; tries += 1) {
    try {
      return { outcome: 'stored', etag: (await client.send(command)).ETag ?? '' };
    } catch (thrown) {
      if (condition === undefined) throw thrown;
      if (statusOf(thrown) === 409) {
        if (tries === TRIES_ON_CONFLICT) throw storeFailure('busy', thrown);
        await pause(Math.random() * CONFLICT_PAUSE_MS * 2 ** tries);
      } else if (refusesCondition(thrown)) {
        const present = await presentObject(client, place, writeId);
        if (present?.ours) return { outcome: 'stored', etag: present.etag };
        return { outcome: condition === 'create-only' ? 'exists' : 'changed' };
      } else {
        throw thrown;
      }
    }
  }
}

/** S3 answers 412 where the condition does not hold, and to If-Match 404 where the object is gone. */
function refusesCondition(thrown: unknown): boolean {
  return statusOf(thrown) === 412 || textOf(thrown, 'name') === 'NoSuchKey';
}
