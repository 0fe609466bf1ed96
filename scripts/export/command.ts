// The command npm run export, from its arguments to its exit code.
import { stat } from 'node:fs/promises';
import { type Log, type LogValue, systemClock } from '../../lib/call.ts';
import { CODES } from '../../lib/codes.ts';
import { parseConfig } from '../../lib/config.ts';
import { identityOf } from '../../lib/export/run/identity.ts';
import { checkWindow } from '../../lib/export/run/window.ts';
import { Failure } from '../../lib/failure.ts';
import { openStore } from '../../lib/store/open-store.ts';
import { explain } from '../command-line/explain.ts';
import { UsageError } from '../command-line/options.ts';
import { DONE, runCommand, STOPPED } from '../command-line/run-command.ts';
import { type Asked, readArguments, USAGE } from './arguments.ts';
import { createView, type ProgressView } from './progress.ts';
import { openAskedSource } from './sources.ts';
import { summaryOf } from './summary.ts';
import type { Terminal } from './terminal.ts';
import { exportToEnd } from './to-end.ts';

const GOES_ON = 'What was read is kept: the same command goes on from there.';

/** Warnings and errors, on lines of their own. */
function logTo({ say }: Terminal, view: ProgressView): Log {
  const tell = (message: string, fields: Readonly<Record<string, LogValue>> = {}) => {
    const facts = Object.entries(fields).map(([name, value]) => `${name} ${value}`);
    view.end();
    say([message, ...facts].join(', '));
  };
  return { debug() {}, info() {}, warn: tell, error: tell };
}

/** @throws UsageError when there is a file where the directory should be. */
async function checkOut({ out }: Asked): Promise<void> {
  // What is not there yet is made.
  const found = await stat(out).catch(() => undefined);
  if (found?.isFile()) throw new UsageError(`--out is a directory, or s3://bucket/prefix: ${out} is a file.`);
}

async function run(asked: Asked, terminal: Terminal): Promise<number> {
  checkWindow(asked.window, Date.now());
  await checkOut(asked);
  const config = parseConfig(terminal.environment);
  const { print, say, stop } = terminal;
  const opened = await openAskedSource(asked, config, terminal);
  const view = createView(terminal, systemClock);
  try {
    const { source, account, requestsPerMinute } = opened;
    const { window, format } = asked;
    const identity = identityOf({
      source: source.name,
      account,
      window,
      format,
      rowsPerPart: config.EXPORT_ROWS_PER_PART,
    });
    say(`Exports ${window.from} to ${window.to} as ${format} from ${opened.title}.`);
    const began = performance.now();
    const store = openStore(asked.outUri);
    const log = logTo(terminal, view);
    const came = await exportToEnd(identity, { store, source, requestsPerMinute, view, log, stop });
    view.end();
    if (came === undefined) {
      say(`Stopped. ${GOES_ON}`);
      return STOPPED;
    }
    const seconds = (performance.now() - began) / 1000;
    print(came.isNew ? `Done in ${seconds.toFixed(1)} s.` : 'This export was done before; nothing was read.');
    for (const line of summaryOf(came.manifest, asked)) print(line);
    return DONE;
  } finally {
    view.end();
    await opened.close();
  }
}

/** What a person reads of an error; whoever can only try again is told that nothing is lost. */
function told(error: unknown): string {
  const goesOn = error instanceof Failure && CODES[error.code].actor === 'upstream';
  return goesOn ? `${explain(error)} ${GOES_ON}` : explain(error);
}

/** Runs one command. Resolves with the exit code: 0, 1 when it failed, 2 when it was not understood, 130 when stopped. */
export function runExportCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const runAsked = async () => run(readArguments(args), terminal);
  return runCommand({ usage: USAGE, args }, terminal, runAsked, told);
}
