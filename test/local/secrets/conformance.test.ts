// One contract, two servers: the local Secrets Manager always, an AWS emulator where one can be reached.
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createLocalSecrets } from '../../../local/secrets/server.ts';
import { describeWhere } from '../../support/describe-where.ts';
import { startEmulator } from '../../support/emulator.ts';
import { secretsManagerContract } from './contract.ts';

const clientOf = (endpoint: string) =>
  new SecretsManagerClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });

describe('the local Secrets Manager', () => {
  const local = createLocalSecrets();
  let client: SecretsManagerClient;
  beforeAll(async () => {
    client = clientOf(await local.listen());
  });
  afterAll(async () => {
    client.destroy();
    await local.close();
  });
  secretsManagerContract(() => client);
});

const emulator = await startEmulator();

describeWhere('missing' in emulator ? emulator.missing : undefined, 'an emulator that others wrote', () => {
  if ('missing' in emulator) return;
  const client = clientOf(emulator.endpoint);
  afterAll(async () => {
    client.destroy();
    await emulator.stop();
  });
  secretsManagerContract(() => client);
});
