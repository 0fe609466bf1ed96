// One contract, two servers: the local Secrets Manager always, moto at AWS_ENDPOINT_URL where it can be reached.
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createLocalSecrets } from '../../../local/secrets/server.ts';
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

const motoUrl = process.env.AWS_ENDPOINT_URL;

/** True when moto answers there: it, and only it, has a page of this path. */
async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/moto-api/data.json`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

const reachable = motoUrl !== undefined && (await answers(motoUrl));
if (!reachable)
  process.stderr.write('skipped: the Secrets Manager contract on moto (no moto at AWS_ENDPOINT_URL)\n');

// Without moto these are counted as skipped, never as passed.
(reachable ? describe : describe.skip)('moto', () => {
  const client = clientOf(motoUrl ?? '');
  afterAll(() => client.destroy());
  secretsManagerContract(() => client);
});
