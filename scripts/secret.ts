// npm run secret: stores the Wix API key, or the clients, in AWS Secrets Manager without ever showing it.

import { thisProcess } from './command-line/terminal.ts';
import { runSecretCommand } from './secret/command.ts';
import { readHidden } from './secret/read-hidden.ts';

process.exitCode = await runSecretCommand(process.argv.slice(2), {
  ...thisProcess,
  ask: (prompt) => readHidden(process.stdin, process.stderr, prompt),
});
