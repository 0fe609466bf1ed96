// The command npm run export, from its arguments to its exit code.
import { type Log, type LogValue, systemClock } from '../../lib/call.ts';
import { CODES } from '../../lib/codes.ts';
import { parseConfig } from '../../lib/config.ts';
import { identityOf } from '../../lib/export/run/identity.ts';
import { checkWindow } from '../../lib/export/run/window.ts';
import { Failure } from '../../lib/failure.ts';
import { openStore } from '../../lib/store/open-store.ts';
import { type Asked, readArguments, USAGE, UsageError } from './arguments.ts';
import { createView, type ProgressView } from './progress.ts';
import { openAskedSource } from './sources.ts';
import { summaryOf } from './summary.ts';
import type { Terminal } from './terminal.ts';
import { exportToEnd } from './to-end.ts';

const DONE = 0;
const FAILED = 1;
const NOT_UNDERSTOOD = 2;
/** As a shell has it for a process that Ctrl-C has ended. */
const STOPPED = 130;

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

async function run(asked: Asked, terminal: Terminal): Promise<number> {
  checkWindow(asked.window, Date.now());
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
function explain(error: unknown): string {
  if (!(error instanceof Failure)) return error instanceof Error ? error.message : String(error);
  const goesOn = CODES[error.code].actor === 'upstream' ? ` ${GOES_ON}` : '';
  return `${error.code}: ${error.message}${goesOn}`;
}

/** Runs one command. Resolves with the exit code: 0, 1 when it failed, 2 when it was not understood, 130 when stopped. */
export async function runExportCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const asked = readArguments(args);
    if (asked !== undefined) return await run(asked, terminal);
    terminal.print(USAGE);
    return DONE;
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.say(`${error.message}\n\n${USAGE}`);
      return NOT_UNDERSTOOD;
    }
    terminal.say(explain(error));
    return error instanceof Failure && error.code === 'InvalidInput' ? NOT_UNDERSTOOD : FAILED;
  }
}
