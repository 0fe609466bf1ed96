// What a test can ask of the local Secrets Manager beyond AWS's own contract: faults, calls, rotation.
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { createLocalSecrets, type LocalSecrets } from '../../../local/secrets/server.ts';

describe('the local Secrets Manager', () => {
  let local: LocalSecrets;
  let url: string;
  let client: SecretsManagerClient;

  beforeEach(async () => {
    local = createLocalSecrets({ secrets: { key: 'one' } });
    url = await local.listen();
    client = new SecretsManagerClient({
      endpoint: url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
  });
  afterEach(async () => {
    client.destroy();
    await local.close();
  });

  const read = (options: { abortSignal?: AbortSignal } = {}) =>
    client.send(new GetSecretValueCommand({ SecretId: 'key' }), options);
  const post = (body: string, operation = 'GetSecretValue') =>
    fetch(url, { method: 'POST', body, headers: { 'x-amz-target': `secretsmanager.${operation}` } });

  test('a value that is set is the one that is read next', async () => {
    expect((await read()).SecretString).toBe('one');
    local.set('key', 'two');
    expect((await read()).SecretString).toBe('two');
  });

  test('it tells which calls came', async () => {
    await read();
    await client.send(new CreateSecretCommand({ Name: 'other' }));
    expect(local.calls).toEqual([
      { operation: 'GetSecretValue', secretId: 'key' },
      { operation: 'CreateSecret', secretId: undefined },
    ]);
  });

  test('a secret without a value cannot be read', async () => {
    await client.send(new CreateSecretCommand({ Name: 'other' }));
    const wanted = client.send(new GetSecretValueCommand({ SecretId: 'other' }));
    await expect(wanted).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('an error that is asked for comes as often as asked', async () => {
    local.fault({ kind: 'error', type: 'AccessDeniedException' }, 2);
    for (const _ of [1, 2]) await expect(read()).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect((await read()).SecretString).toBe('one');
  });

  test('an error of the server has its status', async () => {
    local.fault({ kind: 'error', type: 'InternalServiceError', status: 500 });
    await expect(read()).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
  });

  test('it hangs until the caller gives up', async () => {
    local.fault({ kind: 'hang' });
    await expect(read({ abortSignal: AbortSignal.timeout(50) })).rejects.toMatchObject({
      name: 'AbortError',
    });
    local.fault(undefined);
    expect((await read()).SecretString).toBe('one');
  });

  test('it cuts the connection', async () => {
    local.fault({ kind: 'reset' }, 1);
    await expect(read()).rejects.toThrow('socket hang up');
  });

  test('a delayed answer is the right one', async () => {
    local.fault({ kind: 'delay', milliseconds: 20 }, 1);
    expect((await read()).SecretString).toBe('one');
  });

  test('closing does not wait for a connection that hangs', async () => {
    const other = createLocalSecrets();
    const address = await other.listen();
    other.fault({ kind: 'hang' });
    const hanging = fetch(address, { method: 'POST', body: '{}' });
    const refused = expect(hanging).rejects.toThrow();
    while (other.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await other.close();
    await refused;
  });

  test('a port in use is an error', async () => {
    const other = createLocalSecrets();
    await expect(other.listen(Number(new URL(url).port))).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  test.each([
    ['no JSON', 'GetSecretValue', '{', 400, 'SerializationException'],
    ['no object', 'GetSecretValue', 'null', 400, 'SerializationException'],
    ['no SecretId', 'GetSecretValue', '{}', 400, 'ValidationException'],
    ['a name AWS would not take', 'CreateSecret', '{"Name":"a b"}', 400, 'ValidationException'],
    [
      'text and bytes at once',
      'PutSecretValue',
      '{"SecretId":"key","SecretString":"a","SecretBinary":"AA=="}',
      400,
      'InvalidParameterException',
    ],
    ['an unknown operation', 'ReadMinds', '{}', 400, 'UnknownOperationException'],
    ['a huge body', 'GetSecretValue', ' '.repeat(300_000), 413, 'RequestEntityTooLargeException'],
  ])('%s is an error in AWS form', async (_, operation, body, status, type) => {
    const answer = await post(body, operation);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ __type: type, Message: expect.any(String) });
  });
});
