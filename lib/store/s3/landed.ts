// Tells a write that was refused from one that had landed before: an answer can get lost, and the SDK sends again.
import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { orMissing } from './s3-errors.ts';

/** Where an object is, in the SDK's names. */
export interface ObjectPlace {
  readonly Bucket: string;
  readonly Key: string;
}

/** The metadata of a write with a condition, by which it is known again: a random id of its own. */
export function markOf(writeId: string): Record<string, string> {
  return { 'write-id': writeId };
}

/** The object that is there now: its etag, and whether the write with this id made it. Undefined when there is none. */
export async function presentObject(
  client: S3Client,
  place: ObjectPlace,
  writeId: string,
): Promise<{ readonly etag: string; readonly ours: boolean } | undefined> {
  const head = await orMissing(() => client.send(new HeadObjectCommand(place)));
  if (head === undefined) return undefined;
  return { etag: head.ETag ?? '', ours: head.Metadata?.['write-id'] === writeId };
}
