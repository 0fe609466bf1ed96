// A Secrets Manager for each test of a command, which finds it as it does on AWS: by the environment of the process.
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createLocalSecrets, type LocalSecrets } from '../../../local/secrets/server.ts';

/** What a test has of it. */
export interface LocalVault {
  readonly local: LocalSecrets;
  readonly aws: SecretsManagerClient;
}

/** Sets one up around each test of the file. */
export function useLocalVault(): LocalVault {
  const before = { ...process.env };
  let local: LocalSecrets;
  let aws: SecretsManagerClient;

  beforeEach(async () => {
    local = createLocalSecrets();
    Object.assign(process.env, {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL_SECRETS_MANAGER: await local.listen(),
    });
    aws = new SecretsManagerClient({});
  });
  afterEach(async () => {
    aws.destroy();
    process.env = { ...before };
    await local.close();
  });

  return {
    get local() {
      return local;
    },
    get aws() {
      return aws;
    },
  };
}
