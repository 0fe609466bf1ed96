// Every client of the SDK that the bundle uses, slimmed beside whole: what it sends, and what it makes of an answer.
import { builtTwice, type Probe } from './probe.ts';
import { removeAll, runModule } from './project.ts';

afterAll(removeAll);

// Sends each command to a handler that answers as told, and tells what was sent and what came of it.
const PROBE = `
  import { Readable } from 'node:stream';
  import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
  import * as s3 from '@aws-sdk/client-s3';
  import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
  import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
  import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
  import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

  const VOLATILE = /^(amz-sdk-invocation-id|amz-sdk-request|authorization|x-amz-date|x-amz-user-agent|user-agent)$/;
  const textOf = async (body) => {
    const chunks = [];
    for await (const chunk of typeof body === 'string' || body instanceof Uint8Array ? [body] : (body ?? [])) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString('latin1');
  };
  const plain = async (value) => {
    if (value instanceof Date) return value.toISOString();
    if (value instanceof Uint8Array) return ['bytes', Buffer.from(value).toString('latin1')];
    if (value instanceof Readable) return ['stream', await textOf(value)];
    if (Array.isArray(value)) return Promise.all(value.map(plain));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).filter(([key]) => key !== '$metadata' && key !== '$response');
    return Object.fromEntries(await Promise.all(entries.map(async ([key, part]) => [key, await plain(part)])));
  };
  const attempt = async (Client, command, [statusCode, headers, answer]) => {
    const sent = [];
    const handle = async ({ method, hostname, path, query, headers: all, body }) => {
      const told = Object.fromEntries(Object.entries(all).filter(([name]) => !VOLATILE.test(name)));
      sent.push({ method, hostname, path, query, headers: told, body: await textOf(body) });
      return { response: { statusCode, headers: { ...headers }, body: Readable.from([Buffer.from(answer)]) } };
    };
    const client = new Client({ requestHandler: { handle }, maxAttempts: 1 });
    try {
      return { sent, answer: await plain(await client.send(command)) };
    } catch (error) {
      return { sent, error: { name: error.name, message: error.message, status: error.$metadata?.httpStatusCode, fault: error.$fault } };
    }
  };

  const XML = { 'content-type': 'application/xml' };
  const at = { Bucket: 'bucket', Key: 'a b/ü+c.json' };
  const error = (code) => '<?xml version="1.0" encoding="UTF-8"?><Error><Code>' + code + '</Code><Message>No &amp; no</Message></Error>';
  const list = '<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><Name>bucket</Name><IsTruncated>true</IsTruncated><NextContinuationToken>next==</NextContinuationToken><Contents><Key>a&lt;b</Key><LastModified>2026-11-22T10:00:00.123Z</LastModified><ETag>&quot;e1&quot;</ETag><Size>12</Size></Contents><Contents><Key>c</Key><LastModified>2026-11-22T10:00:01Z</LastModified><Size>9007199254740991</Size></Contents></ListBucketResult>';
  const cases = {
    'put create-only': [s3.S3Client, new s3.PutObjectCommand({ ...at, Body: 'text', IfNoneMatch: '*', ContentType: 'application/json' }), [200, { etag: '"e"' }, '']],
    'put refused': [s3.S3Client, new s3.PutObjectCommand({ ...at, Body: Buffer.from('x'), IfMatch: '"e"' }), [412, XML, error('PreconditionFailed')]],
    'get': [s3.S3Client, new s3.GetObjectCommand(at), [200, { etag: '"e"', 'content-length': '4', 'last-modified': 'Sun, 22 Nov 2026 10:00:00 GMT' }, 'body']],
    'get missing': [s3.S3Client, new s3.GetObjectCommand(at), [404, XML, error('NoSuchKey')]],
    'head missing': [s3.S3Client, new s3.HeadObjectCommand(at), [404, {}, '']],
    'list': [s3.S3Client, new s3.ListObjectsV2Command({ Bucket: 'bucket', Prefix: 'a/', StartAfter: 'a/b' }), [200, XML, list]],
    'busy': [s3.S3Client, new s3.ListObjectsV2Command({ Bucket: 'bucket' }), [503, XML, error('SlowDown')]],
    'multipart': [s3.S3Client, new s3.CreateMultipartUploadCommand(at), [200, XML, '<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>']],
    'part': [s3.S3Client, new s3.UploadPartCommand({ ...at, UploadId: 'u1', PartNumber: 1, Body: Buffer.from('part') }), [200, { etag: '"p1"' }, '']],
    'complete': [s3.S3Client, new s3.CompleteMultipartUploadCommand({ ...at, UploadId: 'u1', IfNoneMatch: '*', MultipartUpload: { Parts: [{ PartNumber: 1, ETag: '"p1"' }] } }), [200, XML, '<CompleteMultipartUploadResult><ETag>&quot;m&quot;</ETag></CompleteMultipartUploadResult>']],
    'delete': [s3.S3Client, new s3.DeleteObjectCommand(at), [204, {}, '']],
    'secret': [SecretsManagerClient, new GetSecretValueCommand({ SecretId: 'wix' }), [200, {}, '{"Name":"wix","SecretString":"{\\\\"apiKey\\\\":1}","CreatedDate":1.7e9,"VersionStages":["AWSCURRENT"]}']],
    'secret of bytes': [SecretsManagerClient, new GetSecretValueCommand({ SecretId: 'wix' }), [200, {}, '{"SecretBinary":"c2VjcmV0"}']],
    'no secret': [SecretsManagerClient, new GetSecretValueCommand({ SecretId: 'x' }), [400, {}, '{"__type":"com.amazonaws.secretsmanager#ResourceNotFoundException","Message":"none"}']],
    'an error without a name': [SecretsManagerClient, new GetSecretValueCommand({ SecretId: 'x' }), [500, {}, '{}']],
    'an answer that is no JSON': [SecretsManagerClient, new GetSecretValueCommand({ SecretId: 'x' }), [200, {}, '<html>']],
    'start': [SFNClient, new StartExecutionCommand({ stateMachineArn: 'arn:aws:states:eu-west-1:111111111111:stateMachine:x', name: 'n', input: '{"ü":1}' }), [200, {}, '{"executionArn":"arn","startDate":1795348800.5}']],
    'started before': [SFNClient, new StartExecutionCommand({ stateMachineArn: 'arn:aws:states:eu-west-1:111111111111:stateMachine:x', name: 'n' }), [400, {}, '{"__type":"ExecutionAlreadyExists","message":"there"}']],
    'publish': [SNSClient, new PublishCommand({ TopicArn: 'arn:aws:sns:eu-west-1:111111111111:t', Subject: 'Low & <lower>', Message: 'ü' }), [200, XML, '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>']],
    'publish refused': [SNSClient, new PublishCommand({ TopicArn: 'arn', Message: 'm' }), [403, XML, '<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>no</Message></Error></ErrorResponse>']],
    'events': [EventBridgeClient, new PutEventsCommand({ Entries: [{ Time: new Date(1795348800000), Source: 's', DetailType: 'd', Detail: '{}' }] }), [200, {}, '{"FailedEntryCount":1,"Entries":[{"ErrorCode":"InternalFailure"}]}']],
  };
  export const handler = async () => {
    const results = {};
    for (const [name, [Client, command, answer]] of Object.entries(cases)) results[name] = await attempt(Client, command, answer);
    const url = new URL(await getSignedUrl(new s3.S3Client({}), new s3.GetObjectCommand(at), { expiresIn: 60, signingDate: new Date(1795348800000) }));
    results.presigned = { sent: [url.href.replace(/x-amz-user-agent=[^&]*&?/, '')], answer: {} };
    return results;
  };`;

interface Result {
  readonly sent: readonly unknown[];
  readonly answer?: unknown;
  readonly error?: { readonly name: string };
}

describe('the clients of a built function', () => {
  let slim: Record<string, Result>;
  let full: Record<string, Result>;

  const resultsOf = async (entry: string): Promise<Record<string, Result>> => {
    const output = await runModule(
      `import { handler } from ${entry};
       console.log(JSON.stringify(await handler()));`,
      { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' },
    );
    return JSON.parse(output);
  };

  beforeAll(async () => {
    const probe: Probe = await builtTwice(PROBE);
    [slim, full] = await Promise.all([resultsOf(probe.slim), resultsOf(probe.full)]);
  });

  test('send and understand the same as those of the whole SDK', () => {
    expect(Object.keys(slim).length).toBeGreaterThan(20);
    for (const [name, result] of Object.entries(full)) expect([name, slim[name]]).toEqual([name, result]);
  });

  test('the cases are what their names say', () => {
    const errors = Object.entries(full).flatMap(([name, { error }]) => (error ? [[name, error.name]] : []));
    expect(Object.fromEntries(errors)).toEqual({
      'put refused': 'PreconditionFailed',
      'get missing': 'NoSuchKey',
      'head missing': 'NotFound',
      busy: 'SlowDown',
      'no secret': 'ResourceNotFoundException',
      'an error without a name': 'Unknown',
      'an answer that is no JSON': 'SyntaxError',
      'started before': 'ExecutionAlreadyExists',
      'publish refused': 'AuthorizationErrorException',
    });
    expect(full.get?.answer).toMatchObject({ Body: ['stream', 'body'] });
    expect(full.list?.answer).toMatchObject({
      Contents: [{ Key: 'a<b', LastModified: '2026-11-22T10:00:00.123Z' }, { Key: 'c' }],
    });
  });
});
