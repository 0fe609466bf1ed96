// The form of a manifest: every field that an export says of itself.
import * as v from 'valibot';
import { FORMAT_NAMES } from '../format/format.ts';
import { parseInstant } from '../record/instant.ts';

/** Raised whenever a reader of the former form would misread the new one. */
export const SCHEMA_VERSION = 1;

const text = v.pipe(v.string(), v.minLength(1));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const decimal = v.pipe(v.string(), v.maxLength(1000), v.regex(/^-?\d+(\.\d+)?$/));
const day = v.pipe(v.string(), v.isoDate());
const instant = v.pipe(
  v.string(),
  v.check((value) => parseInstant(value) === value, 'a canonical instant'),
);

const figures = {
  rows: count,
  credits: decimal,
  cost: v.record(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)), decimal),
  firstCreatedDate: v.nullable(instant),
  lastCreatedDate: v.nullable(instant),
  digest: sha256,
};

const identity = {
  /** Derived from the rest of the identity, or given by the caller. */
  exportId: text,
  source: v.picklist(['wix', 'recorded']),
  account: text,
  /** The window [from, to), canonical instants. */
  from: instant,
  to: instant,
  format: v.picklist(FORMAT_NAMES),
  /** What the window was filtered by beyond its dates; {} for nothing. */
  filter: v.record(v.string(), v.unknown()),
  rowsPerPart: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
};

const file = v.strictObject({
  /** The store's key. */
  key: text,
  /** The UTC day of all its rows. */
  day,
  bytes: count,
  sha256,
  ...figures,
});

const supersededRevision = v.strictObject({
  id: text,
  revision: v.nullable(text),
  /** The higher revision that the export holds instead. */
  supersededBy: v.nullable(text),
});

/** The schema of a manifest, strict: an unknown field is an error. */
export const manifestSchema = v.strictObject({
  schemaVersion: v.literal(SCHEMA_VERSION),
  ...identity,
  ...figures,
  /** Revisions that were read and left out; `listed` names the first of them. */
  superseded: v.strictObject({ count, listed: v.array(supersededRevision) }),
  /** In the order of their rows. */
  files: v.array(file),
  /** The export before this one of the same source, account and format, and the SHA-256 of its manifest's bytes. */
  previous: v.nullable(v.strictObject({ exportId: text, sha256 })),
});

const identitySchema = v.strictObject(identity);

/** What makes an export the one that it is. */
export type ExportIdentity = v.InferOutput<typeof identitySchema>;
/** A file of an export: `{key, day}` and its figures. */
export type ManifestFile = v.InferOutput<typeof file>;
/** The manifest, see the schema above for each field. */
export type Manifest = v.InferOutput<typeof manifestSchema>;
