// From what S3 or the way to it answers to what a store can fail of.
import { S3ServiceException } from '@aws-sdk/client-s3';
import { Failure } from '../../failure.ts';
import { type StoreTrouble, storeFailure, textOf } from '../store-failure.ts';

const TROUBLES: ReadonlyMap<StoreTrouble, readonly string[]> = new Map([
  [
    'credentials',
    [
      'CredentialsProviderError',
      'ExpiredToken',
      'InvalidAccessKeyId',
      'InvalidToken',
      'SignatureDoesNotMatch',
      'TokenRefreshRequired',
    ],
  ],
  ['misplaced', ['AuthorizationHeaderMalformed', 'InvalidBucketName', 'NoSuchBucket', 'PermanentRedirect']],
  [
    'silent',
    ['TimeoutError', 'RequestTimeout', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN'],
  ],
]);

/** The failure for what the SDK threw; a `Failure` stays itself. */
export function s3Failure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  return storeFailure(troubleOf(thrown), thrown);
}

function troubleOf(thrown: unknown): StoreTrouble {
  for (const [trouble, names] of TROUBLES) {
    if (names.includes(textOf(thrown, 'name')) || names.includes(textOf(thrown, 'code'))) return trouble;
  }
  // An answer to HEAD has no body and so no error name: there the status has to do.
  const status = statusOf(thrown) ?? 0;
  if (status === 403) return 'denied';
  if (status === 301) return 'misplaced';
  if (status === 409 || status === 429 || status >= 500) return 'busy';
  return 'unusable';
}

/** The HTTP status that S3 answered with, or undefined when it was no answer of S3. */
export function statusOf(thrown: unknown): number | undefined {
  return thrown instanceof S3ServiceException ? thrown.$metadata.httpStatusCode : undefined;
}

/** Runs SDK calls; what they throw becomes a failure of the store. */
export async function orFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw s3Failure(thrown);
  }
}

/** What the calls answer, or undefined where S3 has no such object. A missing bucket stays an error. */
export async function orMissing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (thrown) {
    const name = textOf(thrown, 'name');
    if (name === 'NoSuchKey' || (name === 'NotFound' && statusOf(thrown) === 404)) return undefined;
    throw thrown;
  }
}
