// What an export is made of, from the environment.
import { parseConfig } from '../../../../lib/config.ts';
import { createAccountOf } from '../../../../lib/export/run/account.ts';
import { exportServices } from '../../../../lib/export/run/services.ts';
import { createLocalSecrets } from '../../../../local/secrets/server.ts';
import { testCall } from '../../../support/call.ts';

describe('the account', () => {
  const secrets = createLocalSecrets({
    secrets: { both: JSON.stringify({ apiKey: 'key', accountId: 'from-the-secret' }), plain: 'key' },
  });
  beforeAll(async () => {
    process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = await secrets.listen();
    process.env.AWS_REGION = 'us-east-1';
    process.env.AWS_ACCESS_KEY_ID = 'test';
    process.env.AWS_SECRET_ACCESS_KEY = 'test';
  });
  afterAll(() => secrets.close());
  const accountOf = (environment: Record<string, string>) =>
    createAccountOf(parseConfig(environment))(testCall());

  test('is WIX_ACCOUNT_ID, and the secret is not read for it', async () => {
    expect(await accountOf({ WIX_ACCOUNT_ID: 'mine', WIX_SECRET_ID: 'both' })).toBe('mine');
    expect(secrets.calls).toHaveLength(0);
  });

  test('is else what the secret says', async () => {
    expect(await accountOf({ WIX_SECRET_ID: 'both' })).toBe('from-the-secret');
  });

  test.each([{ WIX_SECRET_ID: 'plain' }, {}])(
    'that %j does not tell is for the operator',
    async (environment) => {
      await expect(accountOf(environment)).rejects.toMatchObject({
        code: 'Internal',
        message: expect.stringContaining('WIX_ACCOUNT_ID'),
      });
    },
  );
});

describe('the services', () => {
  const environment = { STORE_URI: 's3://bucket/prefix', WIX_SECRET_ID: 'wix' };

  test('need a store', () => {
    expect(() => exportServices(parseConfig({ WIX_SECRET_ID: 'wix' }))).toThrow('STORE_URI is not set');
  });

  test('are a source, a store, and ten thousand rows a part', () => {
    const { source, store, rowsPerPart, startWorkflow } = exportServices(parseConfig(environment));
    expect([source.name, store.uri('a'), rowsPerPart]).toEqual(['wix', 's3://bucket/prefix/a', 10_000]);
    expect(startWorkflow).toBeUndefined();
  });

  test('have one source for each share of the rate, and none for more than is allowed', () => {
    const { source, sourceWithin } = exportServices(parseConfig(environment));
    expect(sourceWithin(50)).toBe(sourceWithin(50));
    expect(sourceWithin(50)).not.toBe(source);
    expect([sourceWithin(200), sourceWithin(1_000)]).toEqual([source, source]);
  });

  test('have a state machine where its ARN is set', () => {
    const { startWorkflow } = exportServices(
      parseConfig({ ...environment, EXPORT_STATE_MACHINE_ARN: 'arn:aws:states:eu-west-1:1:stateMachine:x' }),
    );
    expect(startWorkflow).toBeDefined();
  });
});
