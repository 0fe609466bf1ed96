// How far an export is: all that another process needs to go on, as one object in the store.
import * as v from 'valibot';
import { Failure } from '../../failure.ts';
import { type ExportIdentity, type ManifestFile, manifestSchema } from '../manifest/manifest-schema.ts';
import { restoreRow } from '../record/normalise.ts';
import type { Row } from '../record/transaction.ts';
import { checkpointKey } from './keys.ts';
import type { RowLines } from './order/hand.ts';
import { NOTHING_READ, type OrderState } from './order/open-part.ts';

const LINE_FEED = 10;
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const revision = v.nullable(v.string());
const { exportId, source, account, from, to, format, filter, rowsPerPart, files, superseded } =
  manifestSchema.entries;

const headSchema = v.strictObject({
  version: v.literal(1),
  identity: v.strictObject({ exportId, source, account, from, to, format, filter, rowsPerPart }),
  /** The walk through the source: its window begins at `from`, its next page is at `position` (null: the first). */
  walk: v.strictObject({ from, position: v.nullable(v.string()), ended: v.boolean() }),
  /** Pages that were read. */
  pages: count,
  /** How many of them in a row have brought no new row by now. */
  idlePages: count,
  /** The finished parts. */
  files,
  order: v.strictObject({
    recent: v.array(v.tuple([v.string(), revision])),
    older: v.array(v.tuple([v.string(), v.array(revision)])),
    superseded,
    last: v.nullable(v.strictObject({ createdDate: v.string(), id: v.string() })),
  }),
  /** How many lines follow. */
  rowsInHand: count,
  /** How many calls in a row have read no page. */
  setbacks: count,
  /** What the last call failed of; null when it did not. */
  problem: v.nullable(v.strictObject({ code: v.string(), detail: v.string() })),
  savedAt: v.string(),
});

type Head = v.InferOutput<typeof headSchema>;

/** The state of an export, see the schema above. */
export interface Checkpoint extends Omit<Head, 'version' | 'files' | 'order' | 'rowsInHand'> {
  readonly files: readonly ManifestFile[];
  readonly order: OrderState;
  /** Rows that were read and are in no part yet. */
  readonly rows: RowLines;
}

/** The state before the first page. */
export function atTheStart(identity: ExportIdentity, savedAt: string): Checkpoint {
  return {
    identity,
    walk: { from: identity.from, position: null, ended: false },
    pages: 0,
    idlePages: 0,
    files: [],
    order: NOTHING_READ,
    rows: { count: 0, bytes: new Uint8Array() },
    setbacks: 0,
    problem: null,
    savedAt,
  };
}

/** Whether every row is in a part, so that only the manifest is missing. */
export function isComplete({ walk, rows }: Checkpoint): boolean {
  return walk.ended && rows.count === 0;
}

/** The bytes of a checkpoint: a line of JSON, then the canonical line of each row. */
export function checkpointBytes({ rows, ...head }: Checkpoint): Uint8Array {
  const first = JSON.stringify({ version: 1, ...head, rowsInHand: rows.count });
  return Buffer.concat([Buffer.from(`${first}\n`), rows.bytes]);
}

/**
 * Reads the bytes of a checkpoint.
 * @throws Failure `Internal` when they are none; `key` tells the operator where.
 */
export function parseCheckpoint(key: string, bytes: Uint8Array): Checkpoint {
  return orUnreadable(key, () => {
    const end = bytes.indexOf(LINE_FEED);
    const first = JSON.parse(Buffer.from(bytes.subarray(0, end)).toString());
    const { version: _, rowsInHand, ...head } = v.parse(headSchema, first);
    return { ...head, rows: { count: rowsInHand, bytes: bytes.subarray(end + 1) } };
  });
}

/**
 * The rows of a checkpoint.
 * @throws Failure `Internal` when they cannot be read, or are not as many as it says.
 */
export function rowsOf({ identity, rows: { count, bytes } }: Checkpoint): Row[] {
  return orUnreadable(checkpointKey(identity.exportId), () => {
    const lines = Buffer.from(bytes).toString().split('\n').slice(0, -1);
    if (lines.length !== count) throw new RangeError(`${lines.length} lines instead of ${count}`);
    return lines.map((line) => restoreRow(JSON.parse(line)));
  });
}

function orUnreadable<T>(key: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new Failure(
      'Internal',
      `The checkpoint of the export cannot be read: the operator must put back or delete ${key}; without it the export begins anew.`,
      { cause },
    );
  }
}
