// What is answered of an export: the shapes of the contract, and lists of files that fit into an answer.
import * as v from 'valibot';
import type { Store } from '../../store/store.ts';
import type { Manifest } from '../manifest/manifest-schema.ts';
import type { Checkpoint } from './checkpoint.ts';
import { manifestKey } from './keys.ts';

const progress = v.object({ rows: v.number(), pages: v.number() });

/** Done. */
const complete = v.object({
  status: v.literal('COMPLETE'),
  exportId: v.string(),
  from: v.string(),
  to: v.string(),
  rows: v.number(),
  /** Decimal text. */
  credits: v.string(),
  /** Decimal text by currency. */
  cost: v.record(v.string(), v.string()),
  files: v.array(
    v.object({
      uri: v.string(),
      rows: v.number(),
      bytes: v.number(),
      sha256: v.string(),
      /** Reads the file without credentials until `urlsExpireAt`. */
      url: v.optional(v.string()),
    }),
  ),
  /** How many files are named by the manifest only, because they do not fit into an answer. */
  filesLeftOut: v.optional(v.number()),
  /** URI. */
  manifest: v.string(),
  manifestUrl: v.optional(v.string()),
  urlsExpireAt: v.optional(v.string()),
  /** The export was done before this call. */
  alreadyDone: v.optional(v.literal(true)),
});

/** To be called again with `continuation` after `waitSeconds`. */
const goesOn = v.object({
  status: v.literal('CONTINUE'),
  exportId: v.string(),
  waitSeconds: v.number(),
  continuation: v.string(),
  progress,
});

/** Asked for without taking part in it: it is on its way, or has stopped with an error. */
const underWay = v.object({
  status: v.picklist(['RUNNING', 'FAILED']),
  exportId: v.string(),
  from: v.string(),
  to: v.string(),
  progress,
  /** When it last saved how far it is. */
  savedAt: v.string(),
  /** What it failed of. */
  error: v.optional(v.object({ code: v.string(), detail: v.string() })),
});

/** Every answer about an export. */
export const answerSchema = v.variant('status', [complete, goesOn, underWay]);

/** One of them. */
export type Answer = v.InferOutput<typeof answerSchema>;
/** A finished export. */
export type CompleteAnswer = v.InferOutput<typeof complete>;

/** Step Functions passes on at most 256 KiB; the rest of the answer and JSON's own escapes need some of it. */
const MOST_LISTED_BYTES = 240_000;
const URLS_LAST_SECONDS = 3_600;

/** The answer of a finished export; as many of its files as fit, from the first. */
export function completeAnswer(
  manifest: Manifest,
  store: Pick<Store, 'uri'>,
  isNew: boolean,
): CompleteAnswer {
  const { exportId, from, to, rows, credits, cost } = manifest;
  const files: CompleteAnswer['files'] = [];
  let length = 0;
  for (const { key, rows: fileRows, bytes, sha256 } of manifest.files) {
    const file = { uri: store.uri(key), rows: fileRows, bytes, sha256 };
    length += Buffer.byteLength(JSON.stringify(file)) + 1;
    if (length > MOST_LISTED_BYTES) break;
    files.push(file);
  }
  const filesLeftOut = manifest.files.length - files.length;
  return {
    status: 'COMPLETE',
    exportId,
    from,
    to,
    rows,
    credits,
    cost,
    files,
    ...(filesLeftOut === 0 ? {} : { filesLeftOut }),
    manifest: store.uri(manifestKey(exportId)),
    ...(isNew ? {} : { alreadyDone: true as const }),
  };
}

/** The same with URLs that read the files and the manifest for an hour. `now` in ms since 1970. */
export async function linkedAnswer(
  manifest: Manifest,
  store: Pick<Store, 'uri' | 'presign'>,
  now: number,
): Promise<CompleteAnswer> {
  const answer = completeAnswer(manifest, store, true);
  const files: CompleteAnswer['files'] = [];
  for (const { key } of manifest.files.slice(0, answer.files.length)) {
    const url = await store.presign(key, URLS_LAST_SECONDS);
    files.push(...answer.files.slice(files.length, files.length + 1).map((file) => ({ ...file, url })));
  }
  return {
    ...answer,
    files,
    manifestUrl: await store.presign(manifestKey(manifest.exportId), URLS_LAST_SECONDS),
    urlsExpireAt: new Date(now + URLS_LAST_SECONDS * 1000).toISOString(),
  };
}

/** The answer about an export that is not done. */
export function underWayAnswer({ identity, files, rows, pages, problem, savedAt }: Checkpoint): Answer {
  const { exportId, from, to } = identity;
  return {
    status: problem === null ? 'RUNNING' : 'FAILED',
    exportId,
    from,
    to,
    progress: { rows: files.reduce((sum, file) => sum + file.rows, rows.count), pages },
    savedAt,
    ...(problem === null ? {} : { error: problem }),
  };
}
