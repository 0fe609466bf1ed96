// npm run cost: what a month on AWS costs for accounts of several sizes.
import { thisProcess } from './command-line/terminal.ts';
import { runCostCommand } from './cost/command.ts';

process.exitCode = await runCostCommand(process.argv.slice(2), thisProcess);
