// Reading a secret with the AWS SDK: what is tried again, what is a refusal or an outage, and what the operator is told.
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CODES } from '../../../lib/codes.ts';
import { createSecretSource } from '../../../lib/secrets/secret-source.ts';
import { createFetchSecret, isOutage, secretUnavailable } from '../../../lib/secrets/secrets-manager.ts';
import { createLocalSecrets, type LocalSecrets } from '../../../local/secrets/server.ts';
import { awsError, callWith } from './fakes.ts';

const VARIABLES = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_ENDPOINT_URL: undefined,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: undefined,
};
const before = { ...process.env };

function setVariables(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

describe('reading a secret with the AWS SDK', () => {
  let local: LocalSecrets;
  let url: string;
  const signal = new AbortController().signal;

  beforeEach(async () => {
    local = createLocalSecrets({ secrets: { key: 'one' } });
    url = await local.listen();
    setVariables({ ...VARIABLES, AWS_ENDPOINT_URL_SECRETS_MANAGER: url });
  });
  afterEach(async () => {
    setVariables({
      ...Object.fromEntries(Object.keys(VARIABLES).map((name) => [name, undefined])),
      ...before,
    });
    await local.close();
  });

  test.each([
    [
      'its own endpoint variable',
      () => ({ AWS_ENDPOINT_URL_SECRETS_MANAGER: url, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }),
    ],
    [
      'the endpoint variable of all services',
      () => ({ AWS_ENDPOINT_URL_SECRETS_MANAGER: undefined, AWS_ENDPOINT_URL: url }),
    ],
  ])('%s says where', async (_, variables) => {
    setVariables(variables());
    expect(await createFetchSecret()('key', signal)).toBe('one');
  });

  test('the environment counts at the first read, not before', async () => {
    setVariables({ AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:9' });
    const fetchSecret = createFetchSecret();
    setVariables({ AWS_ENDPOINT_URL_SECRETS_MANAGER: url });
    expect(await fetchSecret('key', signal)).toBe('one');
  });

  test('a secret of bytes is read as UTF-8', async () => {
    const client = new SecretsManagerClient({});
    const SecretBinary = new TextEncoder().encode('schlüssel');
    await client.send(new CreateSecretCommand({ Name: 'bytes', SecretBinary }));
    client.destroy();
    expect(await createFetchSecret()('bytes', signal)).toBe('schlüssel');
  });

  test('a connection that was closed while the sandbox was frozen costs no error', async () => {
    const fetchSecret = createFetchSecret();
    expect(await fetchSecret('key', signal)).toBe('one');
    local.dropConnections();
    expect(await fetchSecret('key', signal)).toBe('one');
  });

  test.each([
    ['a connection that is cut', { kind: 'reset' }],
    ['a failure of the server', { kind: 'error', type: 'InternalServiceError', status: 500 }],
    ['throttling', { kind: 'error', type: 'ThrottlingException' }],
    ['an attempt that hangs', { kind: 'hang' }],
  ] as const)('%s costs an attempt, not the call', async (_, fault) => {
    local.fault(fault, 1);
    expect(await createFetchSecret()('key', signal)).toBe('one');
    expect(local.calls).toHaveLength(2);
  });

  test('a read that nobody waits for any more is ended', async () => {
    local.fault({ kind: 'hang' });
    const abort = new AbortController();
    const read = createFetchSecret()('key', abort.signal);
    abort.abort();
    await expect(read).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('a refusal is not asked for twice', async () => {
    local.fault({ kind: 'error', type: 'AccessDeniedException' });
    await expect(createFetchSecret()('key', signal)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(local.calls).toHaveLength(1);
  });

  test.each([
    ['hangs', { kind: 'hang' }],
    ['cuts every connection', { kind: 'reset' }],
    ['fails', { kind: 'error', type: 'InternalServiceError', status: 503 }],
  ] as const)(
    'a Secrets Manager that %s is SecretUnavailable within half of the time left',
    async (_, fault) => {
      local.fault(fault);
      const source = createSecretSource({ secretId: 'key' });
      await expect(source.get(callWith(600).call)).rejects.toMatchObject({
        code: 'SecretUnavailable',
        message: expect.stringContaining('did not answer'),
      });
    },
  );

  test('a Secrets Manager that nobody can reach is SecretUnavailable', async () => {
    await local.close();
    await expect(createSecretSource({ secretId: 'key' }).get(callWith(2_000).call)).rejects.toMatchObject({
      code: 'SecretUnavailable',
    });
    await local.listen();
  });

  test('a secret that does not exist is SecretUnavailable, and the operator must create it', async () => {
    await expect(createSecretSource({ secretId: 'other' }).get(callWith(10_000).call)).rejects.toMatchObject({
      code: 'SecretUnavailable',
      message: expect.stringContaining('does not exist in this AWS account and region'),
    });
  });
});

describe('what the operator is told', () => {
  test.each([
    ['AccessDeniedException', 'secretsmanager:GetSecretValue'],
    ['ResourceNotFoundException', 'must create it'],
    ['InvalidRequestException', 'must restore it'],
    ['InvalidParameterException', 'must correct the setting'],
    ['ValidationException', 'must correct the setting'],
    ['DecryptionFailure', 'kms:Decrypt'],
    ['UnrecognizedClientException', 'credentials'],
    ['InvalidSignatureException', 'credentials'],
    ['ExpiredTokenException', 'credentials'],
    ['CredentialsProviderError', 'credentials'],
  ])('%s is a refusal: "%s"', (name, advice) => {
    const error = awsError(name);
    expect(isOutage(error)).toBe(false);
    expect(secretUnavailable('WIX_SECRET_ID', error).message).toContain(advice);
  });

  test.each([
    'InternalServiceError',
    'ThrottlingException',
    'TimeoutError',
    'AbortError',
    'constructor',
    '__proto__',
  ])('%s is an outage', (name) => {
    expect(isOutage(awsError(name))).toBe(true);
    expect(secretUnavailable('WIX_SECRET_ID', awsError(name)).message).toContain('did not answer');
  });

  test('a thrown value that is no error is an outage', () => {
    expect(isOutage('nonsense')).toBe(true);
    expect(secretUnavailable('WIX_SECRET_ID', undefined)).toMatchObject({
      status: CODES.SecretUnavailable.status,
    });
  });

  test('nothing of what AWS wrote reaches the caller', () => {
    const failure = secretUnavailable('WIX_SECRET_ID', awsError('AccessDeniedException'));
    expect(failure.message).not.toMatch(/arn:|upset/);
    expect(failure.cause).toMatchObject({ name: 'AccessDeniedException' });
  });
});
