// What any Secrets Manager does, told through the official client: held by the local one, and by moto where there is one.
import { randomUUID } from 'node:crypto';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

/** The rules; `client` is asked for inside each test. */
export function secretsManagerContract(client: () => SecretsManagerClient): void {
  const newName = () => `contract/${randomUUID()}`;
  const create = (Name: string, SecretString: string) =>
    client().send(new CreateSecretCommand({ Name, SecretString }));
  const put = (SecretId: string, SecretString: string, VersionStages?: string[]) =>
    client().send(
      new PutSecretValueCommand({ SecretId, SecretString, ...(VersionStages && { VersionStages }) }),
    );
  const read = (SecretId: string, which: { VersionId?: string; VersionStage?: string } = {}) =>
    client().send(new GetSecretValueCommand({ SecretId, ...which }));
  test('a created secret is read by its name and by its ARN', async () => {
    const name = newName();
    const created = await create(name, 'first');
    expect(created.ARN).toMatch(/^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:contract\/.+-\w{6}$/);
    for (const id of [name, created.ARN ?? '']) {
      const answer = await read(id);
      expect(answer).toMatchObject({ Name: name, ARN: created.ARN, SecretString: 'first' });
      expect(answer).toMatchObject({ VersionId: created.VersionId, VersionStages: ['AWSCURRENT'] });
      expect(answer.CreatedDate).toBeInstanceOf(Date);
    }
  });

  test('a new value becomes AWSCURRENT, the one before AWSPREVIOUS, the one before that has no label', async () => {
    const name = newName();
    const versions = [await create(name, 'one'), await put(name, 'two'), await put(name, 'three')];
    expect((await read(name)).SecretString).toBe('three');
    expect((await read(name, { VersionStage: 'AWSPREVIOUS' })).SecretString).toBe('two');
    expect((await read(name, { VersionId: versions[0]?.VersionId ?? '' })).SecretString).toBe('one');
    const described = await client().send(new DescribeSecretCommand({ SecretId: name }));
    expect(described.VersionIdsToStages).toMatchObject({
      [versions[2]?.VersionId ?? '']: ['AWSCURRENT'],
      [versions[1]?.VersionId ?? '']: ['AWSPREVIOUS'],
    });
  });

  test('bytes come back as they went in', async () => {
    const name = newName();
    const SecretBinary = new Uint8Array([0, 1, 254, 255]);
    await client().send(new CreateSecretCommand({ Name: name, SecretBinary }));
    const answer = await read(name);
    expect(answer.SecretString).toBeUndefined();
    expect([...(answer.SecretBinary ?? [])]).toEqual([...SecretBinary]);
  });

  test('a version under a label of its own leaves AWSCURRENT where it is', async () => {
    const name = newName();
    await create(name, 'current');
    await put(name, 'pending', ['PENDING']);
    expect((await read(name)).SecretString).toBe('current');
    expect((await read(name, { VersionStage: 'PENDING' })).SecretString).toBe('pending');
  });

  test('an id and a label that do not belong together are an InvalidRequestException', async () => {
    const name = newName();
    const { VersionId = '' } = await create(name, 'one');
    await put(name, 'two');
    expect((await read(name, { VersionId, VersionStage: 'AWSPREVIOUS' })).SecretString).toBe('one');
    await expect(read(name, { VersionId, VersionStage: 'AWSCURRENT' })).rejects.toMatchObject({
      name: 'InvalidRequestException',
    });
  });

  test('the same write sent twice makes one version', async () => {
    const name = newName();
    await create(name, 'first');
    const again = new PutSecretValueCommand({
      SecretId: name,
      SecretString: 'x',
      ClientRequestToken: randomUUID(),
    });
    const [one, two] = [await client().send(again), await client().send(again)];
    expect(two.VersionId).toBe(one.VersionId);
    expect((await read(name, { VersionStage: 'AWSPREVIOUS' })).SecretString).toBe('first');
  });

  test('another value under the id of a version that exists is a ResourceExistsException', async () => {
    const name = newName();
    const ClientRequestToken = randomUUID();
    const write = (SecretString: string) =>
      client().send(new PutSecretValueCommand({ SecretId: name, SecretString, ClientRequestToken }));
    await create(name, 'first');
    await write('second');
    await expect(write('third')).rejects.toMatchObject({ name: 'ResourceExistsException' });
    expect((await read(name)).SecretString).toBe('second');
  });

  test('what is not there is a ResourceNotFoundException', async () => {
    const name = newName();
    await expect(read(name)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(put(name, 'x')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await create(name, 'x');
    await expect(read(name, { VersionStage: 'NOSUCH' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(read(name, { VersionId: randomUUID() })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('a second secret of the same name is a ResourceExistsException', async () => {
    const name = newName();
    await create(name, 'x');
    await expect(create(name, 'x')).rejects.toMatchObject({ name: 'ResourceExistsException' });
  });
}
