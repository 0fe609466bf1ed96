// The arguments of npm run export.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FORMAT_NAMES, type FormatName } from '../../lib/export/format/format.ts';
import { parseInstant } from '../../lib/export/record/instant.ts';
import type { Window } from '../../lib/export/source/source.ts';
import { readOptions, UsageError } from '../command-line/options.ts';

/** What is to be exported, and where to. */
export interface Asked {
  readonly window: Window;
  readonly format: FormatName;
  /** As it was given. */
  readonly out: string;
  /** A store URI. */
  readonly outUri: string;
  readonly source: 'wix' | 'recorded';
}

/** How to call the command. */
export const USAGE = `Usage:
  npm run export -- --from <date> --to <date> --out <directory> [--format ${FORMAT_NAMES.join(' | ')}] [--source wix | recorded]

  --from, --to   the window of createdDate, half open: 2026-10-01 (midnight UTC) or an instant like 2026-10-01T09:30:00Z
  --out          a directory, or s3://bucket/prefix
  --format       default ndjson
  --source       wix (default): with WIX_API_KEY and WIX_ACCOUNT_ID in the environment your account, else a local Wix
                 recorded: what POST /v1/transactions has kept in STORE_URI (default: the store of npm start)

The same command goes on with an export that was stopped.`;

const text = { type: 'string' } as const;
const OPTIONS = {
  from: text,
  to: text,
  out: text,
  format: text,
  source: text,
} as const;
const SOURCES = ['wix', 'recorded'] as const;
const day = /^\d{4}-\d\d-\d\d$/;

function instant(name: 'from' | 'to', value: string | undefined): string {
  if (value === undefined) throw new UsageError(`--${name} is missing.`);
  const parsed = parseInstant(day.test(value) ? `${value}T00:00:00Z` : value);
  if (parsed !== undefined) return parsed;
  throw new UsageError(`--${name} is no date like 2026-10-01 and no instant like 2026-10-01T09:30:00Z.`);
}

function oneOf<const Name extends string>(option: string, names: readonly Name[], value: string): Name {
  const name = names.find((one) => one === value);
  if (name !== undefined) return name;
  throw new UsageError(`--${option} is one of ${names.join(', ')}.`);
}

/**
 * Reads the arguments.
 * @throws UsageError saying what is wrong.
 */
export function readArguments(args: readonly string[]): Asked {
  const { values } = readOptions({ args: [...args], options: OPTIONS });
  const { from, to, out, format = 'ndjson', source = 'wix' } = values;
  const window = { from: instant('from', from), to: instant('to', to) };
  if (out === undefined || out === '') throw new UsageError('--out is missing.');
  return {
    window,
    format: oneOf('format', FORMAT_NAMES, format),
    out,
    outUri: out.includes('://') ? out : pathToFileURL(resolve(out)).href,
    source: oneOf('source', SOURCES, source),
  };
}
