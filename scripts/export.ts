// npm run export: exports a window of transactions into a directory, from a local Wix, the real one, or what was recorded.

import { stopOnSignal } from './command-line/stop.ts';
import { thisProcess } from './command-line/terminal.ts';
import { runExportCommand } from './export/command.ts';

const { stderr } = process;
process.exitCode = await runExportCommand(process.argv.slice(2), {
  ...thisProcess,
  screen: stderr.isTTY
    ? { columns: () => stderr.columns, write: (text) => void stderr.write(text) }
    : undefined,
  stop: stopOnSignal(),
});
