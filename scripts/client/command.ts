// The commands of npm run client. A token is printed once and kept nowhere; the secret holds its SHA-256.
import { isScope, SCOPES } from '../../lib/auth/scopes.ts';
import { hashToken, mintToken } from '../../lib/auth/token.ts';
import { readOptions, UsageError } from '../command-line/options.ts';
import { DONE, runCommand } from '../command-line/run-command.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { type ClientSecret, openClientSecret } from './client-secret.ts';

const USAGE = `Usage:
  npm run client -- add <name> --scope <scope> [--scope <scope> …] [--print]
  npm run client -- list
  npm run client -- remove <name>

Scopes:
${Object.entries(SCOPES)
  .map(([scope, meaning]) => `  ${scope.padEnd(20)}${meaning}`)
  .join('\n')}

CLIENTS_SECRET_ID names the secret in AWS Secrets Manager; it is made when there is none. Without it, or with --print,
"add" stores nothing and prints the entry for the secret's "clients".`;

function readArguments(args: readonly string[]) {
  const options = { scope: { type: 'string', multiple: true }, print: { type: 'boolean' } } as const;
  const { positionals, values } = readOptions({ args: [...args], options, allowPositionals: true });
  return { positionals, scopes: [...new Set(values.scope ?? [])], printOnly: values.print === true };
}

function clientName(name: string | undefined): string {
  if (name === undefined) throw new UsageError('A client needs a name.');
  if (/^[\w.@-]{1,64}$/.test(name)) return name;
  throw new UsageError('A name has 1 to 64 letters, digits and . _ @ - in it.');
}

function secretOf(environment: Terminal['environment']): ClientSecret {
  const secretId = environment.CLIENTS_SECRET_ID?.trim();
  if (secretId) return openClientSecret(secretId);
  throw new UsageError('CLIENTS_SECRET_ID is not set: it names the secret that holds the clients.');
}

async function add(
  name: string,
  scopes: readonly string[],
  printOnly: boolean,
  terminal: Terminal,
): Promise<void> {
  const unknown = scopes.filter((scope) => !isScope(scope));
  if (unknown.length > 0) throw new UsageError(`There is no scope ${unknown.join(', ')}.`);
  if (scopes.length === 0) throw new UsageError('A client needs at least one --scope.');
  const token = mintToken();
  const entry = { id: name, tokenSha256: hashToken(token).toString('hex'), scopes };
  const stored = !printOnly && Boolean(terminal.environment.CLIENTS_SECRET_ID?.trim());
  if (stored) {
    await secretOf(terminal.environment).change((entries) => {
      if (entries.every(({ id }) => id !== name)) return [...entries, entry];
      throw new Error(`There is a client ${name} already; remove it first.`);
    });
  }
  terminal.say(`Client ${name} may: ${scopes.join(', ')}. Its token, which is shown only now:`);
  terminal.print(token);
  if (stored) return terminal.say('Stored as a hash. It is let in within seconds.');
  terminal.say('Nothing was stored. The entry for "clients" in the secret {"clients":[…]}:');
  terminal.print(JSON.stringify(entry));
}

async function list(terminal: Terminal): Promise<void> {
  const entries = await secretOf(terminal.environment).list();
  for (const { id, scopes } of entries) terminal.print(`${id}  ${scopes.join(' ')}`);
  if (entries.length === 0) terminal.say('There are no clients.');
}

async function remove(name: string, terminal: Terminal): Promise<void> {
  await secretOf(terminal.environment).change((entries) => {
    const left = entries.filter(({ id }) => id !== name);
    if (left.length === entries.length) throw new Error(`There is no client ${name}.`);
    return left;
  });
  terminal.say(
    `Client ${name} is removed. It is let in for 6 more minutes at most, while the secret and the gateway's answer are cached.`,
  );
}

async function run(args: readonly string[], terminal: Terminal): Promise<void> {
  const { positionals, scopes, printOnly } = readArguments(args);
  const [command, name, ...rest] = positionals;
  if (rest.length > 0)
    throw new UsageError(`What is "${rest[0]}" for? A scope is given as --scope ${rest[0]}.`);
  if (command === 'add') return add(clientName(name), scopes, printOnly, terminal);
  if (scopes.length > 0 || printOnly) throw new UsageError('--scope and --print belong to "add".');
  if (command === 'remove') return remove(clientName(name), terminal);
  if (command === 'list' && name === undefined) return list(terminal);
  throw new UsageError(
    command === undefined ? 'What is to be done?' : `There is no command "${positionals.join(' ')}".`,
  );
}

/** Runs one command. Resolves with the exit code: 0, 1 when it failed, 2 when it was not understood. */
export function runClientCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  return runCommand({ usage: USAGE, args }, terminal, async () => {
    await run(args, terminal);
    return DONE;
  });
}
