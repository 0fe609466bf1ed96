// npm run usage: what was used on each day, from the store of the monitor.
import { thisProcess } from './command-line/terminal.ts';
import { runUsageCommand } from './usage/command.ts';

process.exitCode = await runUsageCommand(process.argv.slice(2), thisProcess);
