// The arguments of npm run workflow.
import { readFile } from 'node:fs/promises';
import { readOptions, UsageError } from '../command-line/options.ts';
import type { Terminal } from './terminal.ts';

/** What is to be run. */
export interface Asked {
  readonly name: string;
  /** The input of the execution. */
  readonly input: object;
  /** Whether the functions' own log is shown. */
  readonly log: boolean;
}

/** How to call the command. */
export const USAGE = `Usage:
  npm run workflow                                       lists the workflows, with examples to copy
  npm run workflow -- <name> --input '<json>'            runs one; @<file> reads the input from a file, - from standard input
      --log                                              shows what the functions log

States are told on standard error as they run, the output is JSON on standard output. The exit code is 1 when the
execution fails. It runs against a local Wix with the sites of npm start, and needs nothing else running; with WIX_API_KEY
and WIX_ACCOUNT_ID in the environment, against your account.`;

/** What Step Functions takes at most. */
const MOST_BYTES = 256 * 1024;

const OPTIONS = {
  input: { type: 'string' },
  log: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

async function textOf(given: string, stdin: Terminal['stdin']): Promise<string> {
  if (given === '-') return stdin();
  if (!given.startsWith('@')) return given;
  const file = given.slice(1);
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      error.code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read (${error.code}).`,
    );
  });
}

function objectIn(text: string): object {
  if (Buffer.byteLength(text) > MOST_BYTES) {
    throw new UsageError('The input is larger than the 256 KiB that Step Functions takes.');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--input is no JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new UsageError('--input is no JSON object.');
}

/**
 * Reads the arguments; undefined when there are none, or help was asked for.
 * @throws UsageError saying what is wrong.
 */
export async function readArguments(
  args: readonly string[],
  names: readonly string[],
  stdin: Terminal['stdin'],
): Promise<Asked | undefined> {
  const { positionals, values } = readOptions({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [name, ...rest] = positionals;
  if (values.help === true || (name === undefined && values.input === undefined)) return undefined;
  if (name === undefined) throw new UsageError('Which workflow? Its name goes before --input.');
  if (!names.includes(name)) {
    throw new UsageError(`There is no workflow ${name}. There are ${names.join(', ')}.`);
  }
  if (rest.length > 0)
    throw new UsageError(`What is "${rest[0]}" for? The input is given as --input '<json>'.`);
  if (values.input === undefined) {
    throw new UsageError(`--input is missing. npm run workflow, without a name, shows one for ${name}.`);
  }
  return { name, input: objectIn(await textOf(values.input, stdin)), log: values.log === true };
}
