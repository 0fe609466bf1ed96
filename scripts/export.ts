// npm run export: exports a window of transactions into a directory, from a local Wix, the real one, or what was recorded.
import { runExportCommand } from './export/command.ts';
import { stopOnSignal } from './export/stop.ts';

const { stderr } = process;
process.exitCode = await runExportCommand(process.argv.slice(2), {
  environment: process.env,
  print: (line) => console.log(line),
  say: (line) => console.error(line),
  screen: stderr.isTTY
    ? { columns: () => stderr.columns, write: (text) => void stderr.write(text) }
    : undefined,
  stop: stopOnSignal(),
});
