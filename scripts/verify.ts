// npm run verify: recomputes every figure of an export's manifest from its files, and names the first that is off.
import { thisProcess } from './command-line/terminal.ts';
import { runVerifyCommand } from './verify/command.ts';

process.exitCode = await runVerifyCommand(process.argv.slice(2), thisProcess);
