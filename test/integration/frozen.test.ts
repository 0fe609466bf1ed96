// A Lambda that was frozen for ten minutes: every socket is dead, the key has expired and was replaced. Its next call
// is answered as if nothing had been.
import { build } from '../../build/build.ts';
import { SCOPES } from '../../lib/auth/scopes.ts';
import { hashToken, mintToken } from '../../lib/auth/token.ts';
import { createLocalSecrets, type LocalSecrets } from '../../local/secrets/server.ts';
import { createLocalWix, type LocalWix } from '../../local/wix/server.ts';
import { directory, removeAll } from '../build/project.ts';
import { httpApiEvent } from '../events/http-api-v2.ts';
import { httpApiEvent as authorizerEvent } from '../lib/auth/events.ts';
import { BUCKET, S3Server } from '../support/s3-server.ts';
import { type Death, type FreezingProxy, startFreezingProxy } from './support/freezing-proxy.ts';
import { type Sandbox, startSandbox } from './support/sandbox.ts';

const MINUTE = 60_000;
const DEATHS: readonly Death[] = ['silent', 'reset', 'closed'];

let built: string;
beforeAll(async () => {
  built = await directory();
  await build({ outdir: built, ceilingOf: () => Number.POSITIVE_INFINITY });
}, 60_000);
afterAll(removeAll);

interface Surroundings {
  readonly wix: LocalWix;
  readonly secrets: LocalSecrets;
  readonly proxies: readonly FreezingProxy[];
  readonly sandbox: Sandbox;
  token: string;
  close(): Promise<void>;
}

const clientsWith = (token: string) =>
  JSON.stringify({
    clients: [{ id: 'all', tokenSha256: hashToken(token).toString('hex'), scopes: Object.keys(SCOPES) }],
  });

async function surround(): Promise<Surroundings> {
  const wix = createLocalWix({ seed: 7, rate: 0 });
  const token = mintToken();
  const secrets = createLocalSecrets({
    secrets: {
      wix: JSON.stringify({ apiKey: wix.apiKey, accountId: wix.accountId }),
      clients: clientsWith(token),
    },
  });
  const s3 = await new S3Server().start();
  const targets = [(await wix.listen()).url, await secrets.listen(), s3.url];
  const proxies = await Promise.all(targets.map(startFreezingProxy));
  const [wixProxy, secretsProxy, s3Proxy] = proxies.map(({ url }) => url);
  const sandbox = await startSandbox(built, {
    WIX_API_BASE_URL: wixProxy ?? '',
    WIX_SECRET_ID: 'wix',
    CLIENTS_SECRET_ID: 'clients',
    STORE_URI: `s3://${BUCKET}`,
    TRANSACTION_SOURCE: 'recorded',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsProxy ?? '',
    AWS_ENDPOINT_URL_S3: s3Proxy ?? '',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  return {
    ...{ wix, secrets, proxies, sandbox, token },
    close: async () => {
      await sandbox.close();
      await Promise.all(proxies.map((proxy) => proxy.close()));
      await Promise.all([wix.close(), secrets.close(), s3.stop()]);
    },
  };
}

const statusOf = (answer: unknown): unknown => Object(answer).statusCode;
const get = (path: string, query = '') => httpApiEvent({ method: 'GET', path, query });
const post = (path: string, body: object) =>
  httpApiEvent({ method: 'POST', path, body: JSON.stringify(body) });
let recorded = 0;

/** A call of each function that talks to somebody; all at once, so that each has several connections. */
async function callAll({ sandbox, wix, token }: Surroundings) {
  const site = wix.world.sites.find(({ words }) => words?.quota === undefined && words !== undefined);
  const at = `/v1/sites/${site?.facts.id}`;
  const content = [{ format: 'PLAIN_TEXT', text: `Hello ${recorded}` }];
  recorded += 1;
  const amount = { credits: 1 };
  const transactions = [{ id: `t-${recorded}`, createdDate: '2026-10-01T09:30:00Z', amount }];
  const calls = {
    authorizer: sandbox.call('authorizer', authorizerEvent('GET', '/v1/balance', `Bearer ${token}`)),
    balance: sandbox.call('balance', get('/v1/balance')),
    'translation-credits': sandbox.call('translation-credits', get('/v1/translation-credits')),
    eligibility: sandbox.call('eligibility', post(`${at}/translation-eligibility`, { wordCount: 1 })),
    translate: sandbox.call(
      'translate',
      post(`${at}/translations`, { sourceLanguage: 'EN', targetLanguage: 'FR', content }),
    ),
    record: sandbox.call('record', post('/v1/transactions', { transactions })),
    export: sandbox.call('export', { from: '2026-10-01T00:00:00Z', to: '2026-10-02T00:00:00Z' }),
    usage: sandbox.call('usage', get('/v1/usage')),
    dashboard: sandbox.call('dashboard', get('/v1/dashboard/data')),
    monitor: sandbox.call('monitor', {}),
    openapi: sandbox.call('openapi', get('/v1/openapi.json')),
  };
  const answers = await Promise.all(Object.values(calls));
  return Object.fromEntries(Object.keys(calls).map((name, index) => [name, answers[index]]));
}

/** What comes of the calls when all is well. */
function expectGood(answers: Readonly<Record<string, unknown>>): void {
  const { authorizer, monitor, export: exported, ...http } = answers;
  expect(authorizer).toMatchObject({ isAuthorized: true, context: { clientId: 'all' } });
  // Two of the seeded sites have no Multilingual.
  const failed: readonly { code: string }[] = Object(monitor).failed;
  expect(new Set(failed.map(({ code }) => code))).toEqual(new Set(['FeatureNotAvailable']));
  expect(exported).toMatchObject({ status: 'COMPLETE' });
  const bad = Object.entries(http).filter(([, answer]) => statusOf(answer) !== 200);
  expect(bad).toEqual([]);
}

function rotate(surroundings: Surroundings, name: string): void {
  const { wix, secrets } = surroundings;
  const key = `IST.rotated-while-frozen.${name}`;
  wix.addKey({ name, key });
  for (const { name: other } of [...wix.keys]) if (other !== name) wix.revokeKey(other);
  secrets.set('wix', JSON.stringify({ apiKey: key, accountId: wix.accountId }));
  surroundings.token = mintToken();
  secrets.set('clients', clientsWith(surroundings.token));
}

test.each(DEATHS)(
  'all functions, after ten minutes in which their connections died (%s) and key and token were replaced',
  async (death) => {
    const surroundings = await surround();
    try {
      expectGood(await callAll(surroundings));
      for (const proxy of surroundings.proxies) proxy.freeze(death);
      rotate(surroundings, death);
      surroundings.sandbox.sleep(10 * MINUTE);
      expectGood(await callAll(surroundings));
      expect(surroundings.sandbox.output()).not.toMatch(/"level":"(warn|error)"/);
      // Nobody has even tried a dead connection: a silent one would have cost seconds.
      expect(surroundings.proxies.map((proxy) => proxy.usedAfterDeath())).toEqual([0, 0, 0]);
      expect(surroundings.proxies.every((proxy) => proxy.connections() > 1)).toBe(true);
    } finally {
      await surroundings.close();
    }
  },
  60_000,
);

test('a nap that is too short for a connection to be old, in which all of them were reset', async () => {
  const surroundings = await surround();
  try {
    expectGood(await callAll(surroundings));
    for (const proxy of surroundings.proxies) proxy.freeze('reset');
    surroundings.sandbox.sleep(3_000);
    expectGood(await callAll(surroundings));
  } finally {
    await surroundings.close();
  }
}, 60_000);
