// npm run workflow: runs a workflow on this machine, with the built functions, and tells each state as it runs.
import { execFile } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { STOPPED } from './command-line/run-command.ts';
import { stopOnSignal } from './command-line/stop.ts';
import { thisProcess } from './command-line/terminal.ts';
import { runWorkflowCommand } from './workflow/command.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

async function build(): Promise<string> {
  await promisify(execFile)(process.execPath, ['esbuild.config.mjs'], { cwd: root });
  return `${root}/dist`;
}

const code = await runWorkflowCommand(process.argv.slice(2), {
  ...thisProcess,
  stdin: () => text(process.stdin),
  build,
  stores: pathToFileURL(`${root}/.local`).href,
  stop: stopOnSignal(),
});
// What waits for a retry must not hold back a person who has stopped it.
if (code === STOPPED) process.exit(code);
process.exitCode = code;
