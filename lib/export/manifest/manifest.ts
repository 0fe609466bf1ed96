// The manifest: what an export says of itself, written last. Data without one is not an export.
import { hash } from 'node:crypto';
import * as v from 'valibot';
import { Failure } from '../../failure.ts';
import { mergeFigures, NO_ROWS } from './figures.ts';
import {
  type ExportIdentity,
  type Manifest,
  type ManifestFile,
  manifestSchema,
  SCHEMA_VERSION,
} from './manifest-schema.ts';
import type { FileFigures } from './part.ts';

/** Where and when of a part, beside the figures that `encodePart` took. */
export function manifestFile(key: string, dayOfRows: string, part: FileFigures): ManifestFile {
  return { key, day: dayOfRows, ...part, cost: { ...part.cost } };
}

/** The manifest of an export; its totals are the sums of its files' figures. */
export function buildManifest(
  of: ExportIdentity,
  files: readonly ManifestFile[],
  superseded: Manifest['superseded'],
  previous: Manifest['previous'],
): Manifest {
  const totals = files.reduce(mergeFigures, NO_ROWS);
  return {
    schemaVersion: SCHEMA_VERSION,
    ...of,
    ...totals,
    cost: { ...totals.cost },
    superseded,
    files: [...files],
    previous,
  };
}

function parsed(value: unknown): Manifest {
  const result = v.safeParse(manifestSchema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Failure('Internal', `The manifest is not valid at ${v.getDotPath(issue) ?? 'its root'}.`, {
    cause: new v.ValiError(result.issues),
  });
}

/**
 * The bytes of a manifest: JSON with its fields in the order of the schema, so that equal manifests are equal bytes.
 * @throws Failure `Internal` when it does not fit the schema.
 */
export function manifestBytes(manifest: Manifest): Uint8Array {
  return Buffer.from(`${JSON.stringify(parsed(manifest), null, 2)}\n`);
}

/**
 * Reads the bytes of a manifest strictly: an unknown field is an error.
 * @throws Failure `Internal` naming the first field that is wrong.
 */
export function parseManifest(bytes: Uint8Array): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new Failure('Internal', 'The manifest is not JSON.', { cause: error });
  }
  return parsed(value);
}

/** The hash by which the next manifest names this one: SHA-256 of its bytes in hexadecimal. */
export function manifestHash(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}
