// npm run secret: stores the Wix API key, or the clients, in AWS Secrets Manager without ever showing it.

import { runSecretCommand } from './secret/command.ts';
import { readHidden } from './secret/read-hidden.ts';

process.exitCode = await runSecretCommand(process.argv.slice(2), {
  environment: process.env,
  print: (line) => console.log(line),
  say: (line) => console.error(line),
  ask: (prompt) => readHidden(process.stdin, process.stderr, prompt),
});
