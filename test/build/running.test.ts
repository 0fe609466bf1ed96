// The built bundle against a local Wix and a local Secrets Manager.
import { fileURLToPath } from 'node:url';
import { build } from '../../build/build.ts';
import { createLocalSecrets, type LocalSecrets } from '../../local/secrets/server.ts';
import { createLocalWix, type LocalWix } from '../../local/wix/server.ts';
import { directory, entryOf, removeAll, runModule } from './project.ts';

const event = fileURLToPath(new URL('../../bench/lambda/event.mjs', import.meta.url));

describe('balance as it is deployed, in a process of its own', () => {
  let wix: LocalWix;
  let secrets: LocalSecrets;
  let entry: string;
  let environment: Record<string, string>;

  beforeAll(async () => {
    const [balance] = await build({ functions: ['balance'], outdir: await directory() });
    entry = entryOf(balance);
    wix = createLocalWix({ seed: 3 });
    const { apiKey, accountId } = wix;
    secrets = createLocalSecrets({ secrets: { key: JSON.stringify({ apiKey, accountId }) } });
    environment = {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL: await secrets.listen(),
      WIX_API_BASE_URL: (await wix.listen()).url,
      WIX_SECRET_ID: 'key',
    };
  });
  afterAll(async () => {
    await wix.close();
    await secrets.close();
    await removeAll();
  });

  /** The answers to two calls of one process, one after the other. */
  async function answers(more: Record<string, string> = {}) {
    const output = await runModule(
      `import { context, event } from ${JSON.stringify(`file://${event}`)};
       import { handler } from ${entry};
       const answers = [await handler(event(), context()), await handler(event(), context())];
       process.stdout.write('\\n' + JSON.stringify(answers.map(({ statusCode, body }) => [statusCode, JSON.parse(body)])));`,
      { ...environment, ...more },
    );
    return JSON.parse(output.split('\n').at(-1) ?? '');
  }

  test('answers with the wallet, and reads the secret once', async () => {
    const before = secrets.calls.length;
    const [first, second] = await answers();
    expect(first).toEqual([200, expect.objectContaining({ scope: 'ACCOUNT' })]);
    expect(first[1].availableCredits).toBeGreaterThan(0);
    expect(second[1].availableCredits).toBe(first[1].availableCredits);
    expect(secrets.calls.length - before).toBe(1);
  });

  test('asks Secrets Manager as often as AWS_MAX_ATTEMPTS says', async () => {
    secrets.fault({ kind: 'error', type: 'InternalServiceError', status: 500 });
    const before = secrets.calls.length;
    const [first, second] = await answers({ AWS_MAX_ATTEMPTS: '1' });
    secrets.fault(undefined);
    expect([first[0], first[1].code, second[1].code]).toEqual([
      503,
      'SecretUnavailable',
      'SecretUnavailable',
    ]);
    expect(secrets.calls.length - before).toBe(2);
  });
});
