// A Wix key and a client's token are replaced as docs/security.md says, while calls go on: not one of them fails.
import { build } from '../../build/build.ts';
import { createLocalSecrets, type LocalSecrets } from '../../local/secrets/server.ts';
import { createLocalWix, type LocalWix } from '../../local/wix/server.ts';
import { runClientCommand } from '../../scripts/client/command.ts';
import { runSecretCommand } from '../../scripts/secret/command.ts';
import { directory, removeAll } from '../build/project.ts';
import { httpApiEvent } from '../events/http-api-v2.ts';
import { httpApiEvent as authorizerEvent } from '../lib/auth/events.ts';
import { type Sandbox, startSandbox } from './support/sandbox.ts';

const AT_ONCE = 8;
const before = { ...process.env };
let wix: LocalWix;
let secrets: LocalSecrets;
let sandbox: Sandbox;

beforeAll(async () => {
  const built = await directory();
  const functions = ['authorizer', 'balance', 'eligibility', 'translate', 'translation-credits'];
  await build({ outdir: built, functions, ceilingOf: () => Number.POSITIVE_INFINITY });
  wix = createLocalWix({ seed: 7, rate: 0 });
  secrets = createLocalSecrets({
    secrets: { wix: JSON.stringify({ apiKey: wix.apiKey, accountId: wix.accountId }) },
  });
  const { url } = await wix.listen();
  const environment = {
    WIX_API_BASE_URL: url,
    WIX_SECRET_ID: 'wix',
    CLIENTS_SECRET_ID: 'clients',
    WIX_REQUESTS_PER_MINUTE: '1000000',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: await secrets.listen(),
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  Object.assign(process.env, environment);
  sandbox = await startSandbox(built, environment);
}, 60_000);
afterAll(async () => {
  process.env = { ...before };
  await sandbox.close();
  await wix.close();
  await secrets.close();
  await removeAll();
});

/** Runs calls side by side until it is told to stop; every answer is judged, and their number is known. */
function underLoad(call: (number: number) => Promise<string>) {
  const outcomes = new Map<string, number>();
  let calls = 0;
  let stopped = false;
  const workers = Array.from({ length: AT_ONCE }, async () => {
    while (!stopped) {
      calls += 1;
      const outcome = await call(calls).catch((error: unknown) => String(error));
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  });
  return {
    /** Waits until so many more calls have been answered. */
    more: async (wanted: number) => {
      const goal = [...outcomes.values()].reduce((sum, count) => sum + count, 0) + wanted;
      while ([...outcomes.values()].reduce((sum, count) => sum + count, 0) < goal) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    stop: async () => {
      stopped = true;
      await Promise.all(workers);
      return { outcomes: Object.fromEntries(outcomes), calls };
    },
  };
}

/** The n-th call: each function that asks Wix in turn. */
async function askWix(number: number): Promise<string> {
  const site = wix.world.sites.find(({ words }) => words !== undefined && words.quota === undefined)?.facts
    .id;
  const post = (path: string, body: object) =>
    httpApiEvent({ method: 'POST', path: `/v1/sites/${site}/${path}`, body: JSON.stringify(body) });
  const content = [{ format: 'PLAIN_TEXT', text: `Text number ${number} of a customer` }];
  const translation = { sourceLanguage: 'EN', targetLanguage: 'FR', content };
  const [name, event] = [
    ['balance', httpApiEvent({ method: 'GET', path: '/v1/balance' })] as const,
    ['eligibility', post('translation-eligibility', { wordCount: 1 })] as const,
    ['translate', post('translations', translation)] as const,
    ['translation-credits', httpApiEvent({ method: 'GET', path: '/v1/translation-credits' })] as const,
  ][number % 4] ?? ['balance', {}];
  const { statusCode, body } = Object(await sandbox.call(name, event));
  const { summary } = JSON.parse(body);
  // A site that could not be read for want of a key is no failed call, and a failure all the same.
  const failed = summary === undefined || summary.failed === 2 ? '' : ` with ${summary.failed} failed sites`;
  return `${statusCode}${failed}`;
}

const quiet = { print: () => undefined, say: () => undefined };
const put = (apiKey: string) =>
  runSecretCommand(['put', '--check'], { environment: process.env, ...quiet, ask: async () => apiKey });

test('a Wix key: new key, put, delete the old one at Wix, twice over', async () => {
  expect(wix.world.sites.filter(({ words }) => words === undefined)).toHaveLength(2);
  const load = underLoad(askWix);
  await load.more(100);
  let old = 'account';
  for (const name of ['second', 'third']) {
    const key = `IST.the-${name}-key-of-the-account`;
    wix.addKey({ name, key });
    await load.more(20);
    expect(await put(key)).toBe(0);
    await load.more(20);
    // The functions still hold the old one, for up to five minutes: Wix now answers 401 to it.
    wix.revokeKey(old);
    await load.more(100);
    old = name;
  }
  const { outcomes, calls } = await load.stop();
  expect(outcomes).toEqual({ '200': calls });
  expect(new Set(wix.journal.entries.map(({ keyName }) => keyName))).toEqual(
    new Set(['account', 'second', 'third']),
  );
  // Wix has refused requests, and nobody has noticed.
  expect(wix.journal.entries.filter(({ status }) => status === 401).length).toBeGreaterThanOrEqual(2);
}, 60_000);

test('a token: add the new client, let it be used, remove the old one', async () => {
  const client = async (...args: string[]): Promise<string> => {
    const printed: string[] = [];
    const terminal = { environment: process.env, say: () => undefined };
    expect(await runClientCommand(args, { ...terminal, print: (line) => printed.push(line) })).toBe(0);
    return printed[0] ?? '';
  };
  let token = await client('add', 'reports-1', '--scope', 'credits:read');
  const load = underLoad(async () => {
    const question = authorizerEvent('GET', '/v1/balance', `Bearer ${token}`);
    return String(Object(await sandbox.call('authorizer', question)).isAuthorized);
  });
  await load.more(100);
  token = await client('add', 'reports-2', '--scope', 'credits:read');
  await load.more(100);
  await client('remove', 'reports-1');
  await load.more(100);
  const { outcomes, calls } = await load.stop();
  expect(outcomes).toEqual({ true: calls });
}, 60_000);
