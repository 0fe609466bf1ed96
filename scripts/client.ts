// npm run client: adds, lists and removes the clients of the API.
import { runClientCommand } from './client/command.ts';

process.exitCode = await runClientCommand(process.argv.slice(2), {
  environment: process.env,
  print: (line) => console.log(line),
  say: (line) => console.error(line),
});
