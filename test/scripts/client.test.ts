// npm run client: programs that may come in, each with a token that is shown once and stored as a hash.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { GetSecretValueCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { findClient, parseClients } from '../../lib/auth/clients.ts';
import { hashToken } from '../../lib/auth/token.ts';
import { runClientCommand } from '../../scripts/client/command.ts';
import { useLocalVault } from './support/local-vault.ts';

const ID = 'clients';
const vault = useLocalVault();

/** Runs the command; `environment` is what names the secret. */
async function client(
  args: readonly string[],
  environment: Record<string, string> = { CLIENTS_SECRET_ID: ID },
) {
  const printed: string[] = [];
  const said: string[] = [];
  const code = await runClientCommand(args, {
    environment,
    print: (line) => printed.push(line),
    say: (line) => said.push(line),
  });
  return { code, printed, said: said.join('\n') };
}
const add = (name: string, ...rest: string[]) => client(['add', name, '--scope', 'credits:read', ...rest]);
const stored = async () =>
  (await vault.aws.send(new GetSecretValueCommand({ SecretId: ID }))).SecretString ?? '';
const names = async () => parseClients(await stored()).map((one) => one.id);

describe('adding a client', () => {
  test('prints its token once and stores the hash alone', async () => {
    const { code, printed, said } = await add('acme', '--scope', 'exports:read', '--scope', 'credits:read');
    expect(code).toBe(0);
    expect(printed).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
    const [token = ''] = printed;
    expect(said).not.toContain(token);
    expect(await stored()).not.toContain(token);
    expect(findClient(parseClients(await stored()), token)).toMatchObject({
      id: 'acme',
      scopes: ['credits:read', 'exports:read'],
    });
  });

  test('makes the secret where there is none, and fills one that is empty', async () => {
    await add('first');
    expect(await names()).toEqual(['first']);
    vault.local.set(ID, ' \n');
    await add('second');
    expect(await names()).toEqual(['second']);
  });

  test('keeps the other clients and every field that it does not know', async () => {
    const other = {
      id: 'other',
      tokenSha256: hashToken('t').toString('hex'),
      scopes: ['later:scope'],
      since: 2026,
    };
    vault.local.set(ID, JSON.stringify({ version: 1, clients: [other] }));
    await add('acme');
    const secret = JSON.parse(await stored());
    expect(secret).toMatchObject({ version: 1, clients: [other, { id: 'acme' }] });
  });

  test('refuses a name that is taken, and writes nothing', async () => {
    await add('acme');
    const secret = await stored();
    const again = await add('acme');
    expect(again).toMatchObject({ code: 1, printed: [], said: expect.stringContaining('already') });
    expect(await stored()).toBe(secret);
  });

  test('leaves a broken secret as it is', async () => {
    vault.local.set(ID, '{"clients":[{"id":"x"}]}');
    expect(await add('acme')).toMatchObject({
      code: 1,
      printed: [],
      said: expect.stringContaining('clients.0'),
    });
    expect(await stored()).toBe('{"clients":[{"id":"x"}]}');
  });

  test('many at the same time all stay', async () => {
    const added = await Promise.all(Array.from({ length: 8 }, (_, n) => add(`client-${n}`)));
    expect(added.map((one) => one.code)).toEqual(Array(8).fill(0));
    expect((await names()).sort()).toEqual(Array.from({ length: 8 }, (_, n) => `client-${n}`));
    const clients = parseClients(await stored());
    for (const [n, { printed }] of added.entries()) {
      expect(findClient(clients, printed[0] ?? '')?.id).toBe(`client-${n}`);
    }
  });

  test('works on a version to which somebody went back by hand', async () => {
    await add('first');
    const { VersionId } = await vault.aws.send(new GetSecretValueCommand({ SecretId: ID }));
    const withdrawn = {
      SecretString: '{"clients":[]}',
      ClientRequestToken: createHash('sha256').update(`${ID} ${VersionId} 0`).digest('hex'),
      VersionStages: ['WITHDRAWN'],
    };
    await vault.aws.send(new PutSecretValueCommand({ SecretId: ID, ...withdrawn }));
    expect((await add('second')).code).toBe(0);
    expect(await names()).toEqual(['first', 'second']);
  });

  test.each([
    ['with --print', ['--print'], { CLIENTS_SECRET_ID: ID }],
    ['without CLIENTS_SECRET_ID', [], {}],
    ['with an empty CLIENTS_SECRET_ID', [], { CLIENTS_SECRET_ID: ' ' }],
  ])(
    '%s stores nothing and prints the entry for the secret',
    async (_, extra, environment: Record<string, string>) => {
      const { code, printed } = await client(
        ['add', 'acme', '--scope', 'credits:read', ...extra],
        environment,
      );
      expect(code).toBe(0);
      expect(vault.local.calls).toEqual([]);
      const [token = '', entry = ''] = printed;
      expect(findClient(parseClients(`{"clients":[${entry}]}`), token)).toMatchObject({ id: 'acme' });
    },
  );
});

describe('the other commands', () => {
  test('list names the clients and their scopes, no hash', async () => {
    await add('acme', '--scope', 'exports:read');
    await add('other');
    expect((await client(['list'])).printed).toEqual([
      'acme  credits:read exports:read',
      'other  credits:read',
    ]);
  });

  test('list says that there are none, also where there is no secret', async () => {
    expect(await client(['list'])).toMatchObject({ code: 0, printed: [], said: 'There are no clients.' });
  });

  test('remove takes a client out', async () => {
    await add('acme');
    await add('other');
    expect(await client(['remove', 'acme'])).toMatchObject({ code: 0, printed: [] });
    expect(await names()).toEqual(['other']);
    expect(await client(['remove', 'acme'])).toMatchObject({ code: 1, said: 'There is no client acme.' });
  });
});

describe('what cannot be understood', () => {
  test.each([
    ['nothing', [], 'What is to be done?'],
    ['an unknown command', ['mint', 'acme'], 'There is no command "mint acme"'],
    ['no name', ['add', '--scope', 'credits:read'], 'A client needs a name.'],
    ['a name that would spoil a log', ['add', 'a b', '--scope', 'credits:read'], 'A name has 1 to 64'],
    ['no scope', ['add', 'acme'], 'at least one --scope'],
    ['an unknown scope', ['add', 'acme', '--scope', 'credits:write'], 'There is no scope credits:write.'],
    ['a scope without --scope', ['add', 'acme', 'credits:read'], 'given as --scope credits:read'],
    ['an unknown option', ['add', 'acme', '--token', 'x'], "Unknown option '--token'"],
    ['a scope for a removal', ['remove', 'acme', '--scope', 'credits:read'], 'belong to "add"'],
    ['a name for the list', ['list', 'acme'], 'There is no command "list acme"'],
  ])('%s is answered with what is wrong and how it is done', async (_, args, problem) => {
    const { code, printed, said } = await client(args);
    expect({ code, printed }).toEqual({ code: 2, printed: [] });
    expect(said).toContain(problem);
    expect(said).toContain('npm run client -- add <name> --scope <scope>');
    expect(vault.local.calls).toEqual([]);
  });

  test.each([['list'], ['remove', 'acme']])('%s needs CLIENTS_SECRET_ID', async (...args) => {
    expect(await client(args, {})).toMatchObject({
      code: 2,
      said: expect.stringContaining('CLIENTS_SECRET_ID is not set'),
    });
  });
});

test('what AWS refuses is told in its own words', async () => {
  vault.local.fault({ kind: 'error', type: 'AccessDeniedException' });
  expect(await add('acme')).toMatchObject({
    code: 1,
    printed: [],
    said: expect.stringMatching(/^AccessDeniedException: /),
  });
});

test('the script prints the token alone on standard output', async () => {
  const script = fileURLToPath(new URL('../../scripts/client.ts', import.meta.url));
  const environment = { ...process.env, CLIENTS_SECRET_ID: ID };
  const args = [script, 'add', 'acme', '--scope', 'credits:read'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: environment });
  expect(stdout).toMatch(/^[\w-]{43}\n$/);
  expect(findClient(parseClients(await stored()), stdout.trim())?.id).toBe('acme');
  await expect(
    promisify(execFile)(process.execPath, [script, 'list', 'x'], { env: environment }),
  ).rejects.toMatchObject({
    code: 2,
    stdout: '',
  });
});
