// npm run secret: what it takes, what it stores, and that the secret is seen nowhere else.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { createLocalWix } from '../../local/wix/server.ts';
import { runSecretCommand } from '../../scripts/secret/command.ts';
import { useLocalVault } from './support/local-vault.ts';

const KEY = 'IST.typed-by-a-person-0123456789';
const SCRIPT = fileURLToPath(new URL('../../scripts/secret.ts', import.meta.url));
const vault = useLocalVault();

const stored = (SecretId: string) => vault.aws.send(new GetSecretValueCommand({ SecretId }));

/** Runs the command; `typed` is what is given when it asks. */
async function secret(args: readonly string[], typed = KEY, environment: Record<string, string> = {}) {
  const shown: string[] = [];
  const asked: string[] = [];
  const code = await runSecretCommand(args, {
    environment: { WIX_SECRET_ID: 'wix', CLIENTS_SECRET_ID: 'clients', ...environment },
    print: (line) => shown.push(line),
    say: (line) => shown.push(line),
    ask: async (prompt) => {
      asked.push(prompt);
      return typed;
    },
  });
  return { code, shown: shown.join('\n'), asked };
}

describe('put', () => {
  test('makes the secret, and tells its name, its version and the length of the key, but not the key', async () => {
    const { code, shown, asked } = await secret(['put', '--wix']);
    const { SecretString, VersionId } = await stored('wix');
    expect([code, SecretString, asked]).toEqual([0, KEY, ['Wix API key (not shown): ']]);
    expect(shown).toContain(`Stored in wix, version ${VersionId}: a key of ${KEY.length} characters`);
    expect(shown).not.toContain(KEY);
  });

  test('replaces the key of a secret, which keeps its account', async () => {
    vault.local.set('wix-credits/prod/wix', '{"apiKey":"IST.old","accountId":"acc-1"}');
    await secret(['put', 'wix-credits/prod/wix']);
    expect((await stored('wix-credits/prod/wix')).SecretString).toBe(
      `{"apiKey":"${KEY}","accountId":"acc-1"}`,
    );
  });

  test.each<[string, string[], string]>([
    ['in the JSON that is typed', [], `{"apiKey":"${KEY}","accountId":"acc-2"}`],
    ['as an argument', ['--account', 'acc-2'], KEY],
    [
      'as an argument, whatever the JSON says',
      ['--account=acc-2'],
      `{"apiKey":"${KEY}","accountId":"acc-1"}`,
    ],
  ])('takes another account %s', async (_, args, typed) => {
    vault.local.set('wix', '{"apiKey":"IST.old","accountId":"acc-0"}');
    expect((await secret(['put', ...args], typed)).code).toBe(0);
    expect((await stored('wix')).SecretString).toBe(`{"apiKey":"${KEY}","accountId":"acc-2"}`);
  });

  test('repairs a secret that is of no use', async () => {
    vault.local.set('wix', '{"apiKey":');
    expect((await secret(['put'])).code).toBe(0);
    expect((await stored('wix')).SecretString).toBe(KEY);
  });

  test('stores nothing new where the secret holds the same already', async () => {
    await secret(['put']);
    const { VersionId } = await stored('wix');
    const { code, shown } = await secret(['put']);
    expect([code, (await stored('wix')).VersionId]).toEqual([0, VersionId]);
    expect(shown).toContain('Nothing was stored');
  });

  test.each([
    ['nothing', '', 'is empty'],
    ['two words', 'a key', 'contains spaces'],
    ['JSON without a key', '{"accountId":"a"}', 'without a usable "apiKey"'],
  ])('refuses %s', async (_, typed, why) => {
    const { code, shown } = await secret(['put'], typed);
    expect([code, shown]).toEqual([1, expect.stringContaining(why)]);
    await expect(stored('wix')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('an ARN under which there is no secret is an error: nothing can be made there', async () => {
    const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:none-abcdef';
    expect(await secret(['put', arn])).toMatchObject({
      code: 1,
      shown: expect.stringContaining('ResourceNotFoundException'),
    });
  });

  test('what AWS refuses is told in its words', async () => {
    vault.local.fault({ kind: 'error', type: 'AccessDeniedException' });
    expect(await secret(['put'])).toMatchObject({
      code: 1,
      shown: expect.stringContaining('AccessDeniedException'),
    });
  });
});

describe('put --clients', () => {
  const clients = JSON.stringify({
    clients: [{ id: 'acme', tokenSha256: '0'.repeat(64), scopes: ['credits:read'] }],
  });

  test('stores the list, and tells how many there are', async () => {
    const { code, shown } = await secret(['put', '--clients'], clients);
    expect([code, (await stored('clients')).SecretString]).toEqual([0, clients]);
    expect(shown).toContain('1 clients');
  });

  test('refuses what would let nobody in', async () => {
    expect(await secret(['put', '--clients'], '{"clients":[{}]}')).toMatchObject({
      code: 1,
      shown: expect.stringContaining('clients.0'),
    });
  });
});

describe('put --check', () => {
  test.each([
    ['a key that Wix accepts', 'account', 0],
    ['no key that Wix refuses', 'revoked', 1],
  ])('stores %s', async (_, name, code) => {
    const wix = createLocalWix({ rate: 0 });
    try {
      const { url } = await wix.listen();
      const key = wix.keys.find((one) => one.name === name)?.key ?? '';
      const came = await secret(['put', '--check', '--account', wix.accountId], key, {
        WIX_API_BASE_URL: url,
      });
      expect(came.code).toBe(code);
      expect(came.shown).not.toContain(key);
      const text = await stored('wix').then(
        ({ SecretString }) => SecretString,
        () => undefined,
      );
      expect(text?.includes(key) ?? false).toBe(code === 0);
    } finally {
      await wix.close();
    }
  });
});

describe('arguments', () => {
  test.each([
    [['put', KEY]],
    [['put', 'wix', KEY]],
    [['put', '{"apiKey":"k"}']],
    [['put', `--account=${KEY}`]],
    [['put', 'x'.repeat(65)]],
    [['put', 'wix', 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln']],
  ])('that look like a key are refused, and it is not asked for: %j', async (args) => {
    const { code, shown, asked } = await secret(args);
    expect([code, asked]).toEqual([2, []]);
    expect(shown).toContain('looks like a key');
    expect(shown).not.toContain(KEY);
    expect(vault.local.calls).toEqual([]);
  });

  test.each([
    [[], 'What is to be done?'],
    [['get'], 'There is no command "get"'],
    [['put', 'a', 'b'], 'What is "b" for?'],
    [['put', '--key', 'x'], "Unknown option '--key'"],
    [['put', '--clients', '--check'], 'belong to the Wix API key'],
  ])('that are not understood (%j) are told how it goes', async (args, why) => {
    expect(await secret(args)).toMatchObject({ code: 2, shown: expect.stringContaining(why), asked: [] });
    expect(vault.local.calls).toEqual([]);
  });

  test('without a name, the setting says which secret', async () => {
    expect(await secret(['put'], KEY, { WIX_SECRET_ID: '' })).toMatchObject({
      code: 2,
      shown: expect.stringContaining('set WIX_SECRET_ID'),
    });
  });
});

test('as a process, it takes the key from a pipe and shows it nowhere', async () => {
  const env = { ...process.env, WIX_SECRET_ID: 'piped' };
  const child = spawn(process.execPath, [SCRIPT, 'put'], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let shown = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      shown += text;
    });
  }
  child.stdin.end(`${KEY}\n`);
  const [code] = await once(child, 'close');
  expect([code, (await stored('piped')).SecretString]).toEqual([0, KEY]);
  expect(shown).toContain('Stored in piped');
  expect(shown).not.toContain(KEY);
});
