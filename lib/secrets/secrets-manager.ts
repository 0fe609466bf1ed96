// Reads a secret with the AWS SDK, and says of each of its errors what the operator has to do.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { FreshHandler } from '../aws/request-handler.ts';
import { Failure } from '../failure.ts';

/** Reads the current text of a secret (name or ARN). Rejects with the error of the SDK. */
export type FetchSecret = (secretId: string, signal: AbortSignal) => Promise<string>;

/**
 * Reads from AWS Secrets Manager. The client is made at the first use; endpoint, region, credentials and number of
 * attempts are the SDK's own settings. The limits here are per attempt, so that a connection which died while the
 * sandbox was frozen costs one of the SDK's attempts and not the call.
 */
export function createFetchSecret(): FetchSecret {
  let client: SecretsManagerClient | undefined;
  return async (secretId, signal) => {
    client ??= new SecretsManagerClient({
      requestHandler: new FreshHandler({ connectionTimeout: 1_000, requestTimeout: 1_500 }),
    });
    const answer = await client.send(new GetSecretValueCommand({ SecretId: secretId }), {
      abortSignal: signal,
    });
    return answer.SecretString ?? new TextDecoder().decode(answer.SecretBinary);
  };
}

const CREDENTIALS = "is refused with the function's AWS credentials: the operator must renew them";
const OUTAGE =
  'could not be read: AWS Secrets Manager did not answer. Try again; if it lasts, the operator must check the network, region and endpoint of the function';

const SETTING = 'is not named as AWS names secrets: the operator must correct the setting';

/** What Secrets Manager answers when trying again will not help, and who must do what. */
const REFUSALS: ReadonlyMap<string, string> = new Map([
  [
    'AccessDeniedException',
    'may not be read: the operator must allow secretsmanager:GetSecretValue on it, and kms:Decrypt on its key',
  ],
  ['ResourceNotFoundException', 'does not exist in this AWS account and region: the operator must create it'],
  ['InvalidRequestException', 'is scheduled for deletion or cannot be read: the operator must restore it'],
  ['InvalidParameterException', SETTING],
  ['ValidationException', SETTING],
  [
    'DecryptionFailure',
    'cannot be decrypted: the operator must enable its KMS key and allow kms:Decrypt on it',
  ],
  ['UnrecognizedClientException', CREDENTIALS],
  ['InvalidSignatureException', CREDENTIALS],
  ['ExpiredTokenException', CREDENTIALS],
  ['CredentialsProviderError', CREDENTIALS],
]);

const refusalOf = (error: unknown) => (error instanceof Error ? REFUSALS.get(error.name) : undefined);

/** True when Secrets Manager could not answer, false when it answered that this secret is not to be had. */
export const isOutage = (error: unknown): boolean => refusalOf(error) === undefined;

/** The Failure `SecretUnavailable` for an error of the read; `setting` is the variable that names the secret. */
export function secretUnavailable(setting: string, error: unknown): Failure {
  const advice = refusalOf(error) ?? OUTAGE;
  return new Failure('SecretUnavailable', `The secret that ${setting} names ${advice}.`, { cause: error });
}
