// One secret in AWS Secrets Manager, as the command line reads and replaces it.
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

/** A secret by its name or ARN. Both methods reject with the SDK's errors. */
export interface StoredSecret {
  /** The text of now; undefined when there is no such secret, or nothing in it. */
  current(): Promise<string | undefined>;
  /** Makes a text the current one, and the secret where there is none; answers the id of the version. */
  put(text: string): Promise<string>;
}

const isMissing = (error: unknown) => error instanceof Error && error.name === 'ResourceNotFoundException';

/** Opens a secret; endpoint, region and credentials are the SDK's own settings. */
export function openStoredSecret(secretId: string): StoredSecret {
  const aws = new SecretsManagerClient({});
  return {
    async current() {
      try {
        const { SecretString, SecretBinary } = await aws.send(
          new GetSecretValueCommand({ SecretId: secretId }),
        );
        return SecretString ?? (SecretBinary && new TextDecoder().decode(SecretBinary));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async put(SecretString) {
      try {
        const { VersionId = '' } = await aws.send(
          new PutSecretValueCommand({ SecretId: secretId, SecretString }),
        );
        return VersionId;
      } catch (error) {
        // Nothing can be made under an ARN: it ends in letters that AWS chooses.
        if (!isMissing(error) || secretId.startsWith('arn:')) throw error;
        const { VersionId = '' } = await aws.send(new CreateSecretCommand({ Name: secretId, SecretString }));
        return VersionId;
      }
    },
  };
}
