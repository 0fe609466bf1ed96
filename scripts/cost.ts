// npm run cost: what a month on AWS costs for accounts of several sizes.
import { runCostCommand } from './cost/command.ts';

process.exitCode = await runCostCommand(process.argv.slice(2), {
  print: (line) => console.log(line),
  say: (line) => console.error(line),
});
