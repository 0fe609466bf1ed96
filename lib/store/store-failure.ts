// What a store can fail of, in the operator's words: one list for S3 and for directories.
import { Failure } from '../failure.ts';

const DETAILS = {
  full: "The store's disk is full. Nothing was written; make room and run it again.",
  damaged: "The store's disk reports an input/output error and has to be looked at.",
  denied:
    "The store refuses access. On S3 the function's role needs s3:GetObject, s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload on the objects and s3:ListBucket on the bucket (without it a missing object looks forbidden); a directory must be readable and writable.",
  credentials: 'The AWS credentials for the store are missing, wrong or expired.',
  misplaced: 'The store is not where STORE_URI and AWS_REGION say: no such bucket, or in another region.',
  clash: 'The store holds a folder where an object should be, or an object where a folder should be.',
  busy: 'The store is busy and stayed so over several tries; try again later.',
  silent: 'The store could not be reached or did not answer in time, over several tries; try again later.',
  links: "The store's file system has no hard links, which exclusive writes need; use another one, or S3.",
  closed: 'A file in the store was written to after it was finished or given up.',
  unusable: 'The store could not do what was asked; the operator finds the cause in the log.',
} as const;

/** What a store can fail of. */
export type StoreTrouble = keyof typeof DETAILS;

/** The failure for a trouble: code `Internal`, worded for the operator, the thrown value as its cause. */
export function storeFailure(trouble: StoreTrouble, cause?: unknown): Failure {
  return new Failure('Internal', DETAILS[trouble], { cause });
}

/** A property of a thrown value, or undefined; works on errors of Node's own realm too, unlike `instanceof`. */
export function propertyOf(thrown: unknown, property: string): unknown {
  return typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, property) : undefined;
}

/** The same as text; empty when it is none. */
export function textOf(thrown: unknown, property: 'code' | 'name'): string {
  const value = propertyOf(thrown, property);
  return typeof value === 'string' ? value : '';
}
