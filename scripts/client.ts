// npm run client: adds, lists and removes the clients of the API.

import { runClientCommand } from './client/command.ts';
import { thisProcess } from './command-line/terminal.ts';

process.exitCode = await runClientCommand(process.argv.slice(2), thisProcess);
