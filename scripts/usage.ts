// npm run usage: what was used on each day, from the store of the monitor.
import { runUsageCommand } from './usage/command.ts';

process.exitCode = await runUsageCommand(process.argv.slice(2), {
  environment: process.env,
  print: (line) => console.log(line),
  say: (line) => console.error(line),
});
