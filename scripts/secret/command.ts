// The commands of npm run secret. What is stored comes from the terminal or from standard input, and is never shown.
import { parseClients } from '../../lib/auth/clients.ts';
import { parseApiKeySecret } from '../../lib/secrets/wix-credentials.ts';
import { readOptions, UsageError } from '../command-line/options.ts';
import { DONE, runCommand } from '../command-line/run-command.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { checkKey } from './check-key.ts';
import { openStoredSecret, type StoredSecret } from './stored-secret.ts';

/** Where the command gets its settings and the secret from, and where it writes to. */
export interface SecretTerminal extends Terminal {
  /** Asks for the secret; whoever types it does not see it. */
  readonly ask: (prompt: string) => Promise<string>;
}

const USAGE = `Usage:
  npm run secret -- put [<name of the secret>] [--wix] [--account <id>] [--check]
  npm run secret -- put [<name of the secret>] --clients

Stores the Wix API key, or with --clients the text {"clients":[…]}, in AWS Secrets Manager, and makes the secret where there
is none. The key is asked for, or read from standard input; it is never an argument, where the shell's history and the list of
processes would show it. Without a name, WIX_SECRET_ID or CLIENTS_SECRET_ID says it.

  --wix       the Wix API key, which is the default
  --account   the Wix account of the key; left out, the one that the secret names already stays
  --check     asks Wix first whether it accepts the key, and stores nothing when it does not`;

const OPTIONS = {
  account: { type: 'string' },
  check: { type: 'boolean' },
  clients: { type: 'boolean' },
  wix: { type: 'boolean' },
} as const;

interface Asked {
  readonly secretId: string;
  readonly clients: boolean;
  readonly check: boolean;
  readonly account: string | undefined;
}

/** Names of secrets are short paths, or ARNs; a key is a long run of letters, JSON, or says that it is one. */
const looksLikeSecret = (text: string): boolean =>
  !text.startsWith('arn:') && (/^[{["]|^IST\.|eyJ/.test(text) || /[^/]{65,}/.test(text));

function refuseSecrets(args: readonly string[]): void {
  if (!args.some((arg) => arg.split('=').some(looksLikeSecret))) return;
  throw new UsageError(
    'One of the arguments looks like a key, and nothing was stored. The history of the shell has it now: make another key at Wix, and give that one when it is asked for.',
  );
}

function read(args: readonly string[], environment: SecretTerminal['environment']): Asked {
  refuseSecrets(args);
  const { positionals, values } = readOptions({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [command, name, ...rest] = positionals;
  if (command !== 'put') {
    throw new UsageError(command === undefined ? 'What is to be done?' : `There is no command "${command}".`);
  }
  if (rest.length > 0) throw new UsageError(`What is "${rest[0]}" for? The secret itself is asked for.`);
  const { clients = false, wix = false, check = false, account } = values;
  if (clients && (wix || check || account !== undefined)) {
    throw new UsageError('--account and --check belong to the Wix API key, not to --clients.');
  }
  const setting = clients ? 'CLIENTS_SECRET_ID' : 'WIX_SECRET_ID';
  const secretId = name ?? environment[setting]?.trim();
  if (!secretId) throw new UsageError(`Which secret? Give its name, or set ${setting}.`);
  return { secretId, clients, check, account };
}

/** The account that the secret names; what is there may be nothing, or of no use. */
async function accountIn(stored: StoredSecret): Promise<string | undefined> {
  const text = await stored.current();
  try {
    return text === undefined ? undefined : parseApiKeySecret(text).accountId;
  } catch {
    return undefined;
  }
}

/** What is to be stored, checked, and how a person is told what it is. */
async function wixKey({ account, check }: Asked, stored: StoredSecret, terminal: SecretTerminal) {
  const given = parseApiKeySecret(await terminal.ask('Wix API key (not shown): '));
  const accountId = account ?? given.accountId ?? (await accountIn(stored));
  const text = accountId === undefined ? given.apiKey : JSON.stringify({ apiKey: given.apiKey, accountId });
  const credentials = parseApiKeySecret(text);
  if (check) {
    await checkKey(credentials, terminal.environment);
    terminal.say('Wix accepts the key.');
  }
  const whose = accountId === undefined ? 'without an account: set WIX_ACCOUNT_ID' : 'with its account';
  return { text, told: `a key of ${given.apiKey.length} characters, ${whose}` };
}

async function clientList(terminal: SecretTerminal) {
  const text = await terminal.ask('{"clients":[…]} (not shown): ');
  return { text, told: `${parseClients(text).length} clients` };
}

async function put(asked: Asked, terminal: SecretTerminal): Promise<void> {
  const stored = openStoredSecret(asked.secretId);
  const { text, told } = asked.clients ? await clientList(terminal) : await wixKey(asked, stored, terminal);
  if ((await stored.current()) === text) {
    terminal.print(`${asked.secretId} holds exactly this already: ${told}. Nothing was stored.`);
    return;
  }
  const version = await stored.put(text);
  terminal.print(`Stored in ${asked.secretId}, version ${version}: ${told}.`);
  terminal.say(
    'Every function uses it within 5 minutes; one that Wix answers 401 in between reads it at once.',
  );
}

/** Runs one command. Resolves with the exit code: 0, 1 when it failed, 2 when it was not understood. */
export function runSecretCommand(args: readonly string[], terminal: SecretTerminal): Promise<number> {
  return runCommand({ usage: USAGE, args }, terminal, async () => {
    await put(read(args, terminal.environment), terminal);
    return DONE;
  });
}
