// How far an export is: all that another process needs to go on, as one object in the store.
import * as v from 'valibot';
import { Failure } from '../../failure.ts';
import { type ExportIdentity, type ManifestFile, manifestSchema } from '../manifest/manifest-schema.ts';
import { restoreRow } from '../record/normalise.ts';
import type { Row } from '../record/transaction.ts';
import { NOTHING_READ, type OrderState } from './row-order.ts';

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
  /** The finished parts. */
  files,
  order: v.strictObject({
    recent: v.array(v.tuple([v.string(), revision])),
    older: v.array(v.tuple([v.string(), v.array(revision)])),
    superseded,
    last: v.nullable(v.strictObject({ createdDate: v.string(), id: v.string() })),
  }),
  /** How many calls in a row have read no page. */
  setbacks: count,
  /** What the last call failed of; null when it did not. */
  problem: v.nullable(v.strictObject({ code: v.string(), detail: v.string() })),
  savedAt: v.string(),
});

type Head = v.InferOutput<typeof headSchema>;

/** The state of an export, see the schema above. */
export interface Checkpoint extends Omit<Head, 'version' | 'files' | 'order'> {
  readonly files: readonly ManifestFile[];
  readonly order: Omit<OrderState, 'rows'>;
  /** Rows that were read and are in no part yet. */
  readonly rows: readonly Row[];
}

/** The state before the first page. */
export function atTheStart(identity: ExportIdentity, savedAt: string): Checkpoint {
  const { rows, ...order } = NOTHING_READ;
  return {
    identity,
    walk: { from: identity.from, position: null, ended: false },
    pages: 0,
    files: [],
    order,
    rows,
    setbacks: 0,
    problem: null,
    savedAt,
  };
}

/** Whether every row is in a part, so that only the manifest is missing. */
export function isComplete({ walk, rows }: Checkpoint): boolean {
  return walk.ended && rows.length === 0;
}

/** The bytes of a checkpoint: a line of JSON, then the canonical line of each row. */
export function checkpointBytes({ rows, ...head }: Checkpoint): Uint8Array {
  const lines = rows.map((row) => `${row.line}\n`);
  return Buffer.from(`${JSON.stringify({ version: 1, ...head })}\n${lines.join('')}`);
}

/**
 * Reads the bytes of a checkpoint.
 * @throws Failure `Internal` when they are none; `key` tells the operator where.
 */
export function parseCheckpoint(key: string, bytes: Uint8Array): Checkpoint {
  try {
    const [first = '', ...lines] = Buffer.from(bytes).toString().trimEnd().split('\n');
    const { version: _, ...head } = v.parse(headSchema, JSON.parse(first));
    return { ...head, rows: lines.map((line) => restoreRow(JSON.parse(line))) };
  } catch (cause) {
    throw new Failure(
      'Internal',
      `The checkpoint of the export cannot be read: the operator must put back or delete ${key}; without it the export begins anew.`,
      { cause },
    );
  }
}
