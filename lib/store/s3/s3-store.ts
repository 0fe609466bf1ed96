// The store in an S3 bucket, under a prefix.
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { StoreHalf } from '../checked-store.ts';
import { isKey } from '../keys.ts';
import type { StoredEntry, StoredObject } from '../store.ts';
import type { ObjectPlace } from './landed.ts';
import { putObject } from './put-object.ts';
import { createS3Client } from './s3-client.ts';
import { orFailure, orMissing, s3Failure } from './s3-errors.ts';
import { S3Writer } from './s3-writer.ts';

/** Where in S3 a store is; `prefix` is empty or ends in a slash. */
export interface BucketPlace {
  readonly bucket: string;
  readonly prefix: string;
}

/** The store in a bucket. Keys are checked by the caller; the client is used as it is. */
export function openS3({ bucket, prefix }: BucketPlace, client: S3Client = createS3Client()): StoreHalf {
  const placeOf = (key: string): ObjectPlace => ({ Bucket: bucket, Key: prefix + key });
  const read = (key: string) => orMissing(() => client.send(new GetObjectCommand(placeOf(key))));

  const get = async (key: string): Promise<StoredObject | undefined> => {
    const answer = await read(key);
    if (answer === undefined) return undefined;
    return { body: (await answer.Body?.transformToByteArray()) ?? new Uint8Array(), etag: answer.ETag ?? '' };
  };

  const stream = async (key: string): Promise<AsyncIterable<Uint8Array> | undefined> => {
    const answer = await read(key);
    return answer === undefined ? undefined : chunksOf(answer.Body);
  };

  const presign = async (key: string, seconds: number): Promise<string> => {
    const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
    return getSignedUrl(client, new GetObjectCommand(placeOf(key)), { expiresIn: seconds });
  };

  return {
    get: (key) => orFailure(() => get(key)),
    put: (key, body, options = {}) => orFailure(() => putObject(client, placeOf(key), body, options)),
    list: (wanted, options) => listObjects(client, { bucket, prefix }, wanted, options?.after ?? ''),
    stream: (key) => orFailure(() => stream(key)),
    write: async (key, options) => new S3Writer(client, placeOf(key), options?.contentType),
    delete: (key) =>
      orFailure(async () => {
        await client.send(new DeleteObjectCommand(placeOf(key)));
      }),
    presign: (key, seconds) => orFailure(() => presign(key, seconds)),
  };
}

async function* chunksOf(body: unknown): AsyncGenerator<Uint8Array> {
  if (!(body instanceof Readable)) throw s3Failure(new TypeError('S3 answered without a stream'));
  try {
    for await (const chunk of body) yield chunk;
  } catch (thrown) {
    throw s3Failure(thrown);
  }
}

async function* listObjects(
  client: S3Client,
  { bucket, prefix }: BucketPlace,
  wanted: string,
  after: string,
): AsyncGenerator<StoredEntry> {
  const query = {
    Bucket: bucket,
    Prefix: prefix + wanted,
    ...(after === '' ? {} : { StartAfter: prefix + after }),
  };
  let token: string | undefined;
  do {
    const ContinuationToken = token;
    const page = await orFailure(() =>
      client.send(new ListObjectsV2Command({ ...query, ContinuationToken })),
    );
    for (const { Key = '', Size = 0 } of page.Contents ?? []) {
      const key = Key.slice(prefix.length);
      // Others may keep objects here too: what is not a key of ours, such as a console's folder mark, is not shown.
      if (isKey(key)) yield { key, size: Size };
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
}
