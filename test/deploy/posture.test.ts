// What is kept is encrypted, closed to the public and to plain HTTP, and ends when it should.
import { jest } from '@jest/globals';
import * as v from 'valibot';
import { evaluate } from './support/evaluate.ts';
import { packageTemplate, resourcesOf, type Template } from './support/template.ts';

jest.setTimeout(120_000);

const { template } = await packageTemplate();
const properties = (id: string, of: Template = template) => evaluate(of, of.Resources[id]?.Properties);
const everyOf = (type: string) => resourcesOf(template, type).map(([id]) => [id, properties(id)] as const);
const policySchema = v.object({ PolicyDocument: v.object({ Statement: v.array(v.unknown()) }) });
const statementsOf = (id: string) => v.parse(policySchema, properties(id)).PolicyDocument.Statement;

describe('buckets', () => {
  it.each(everyOf('AWS::S3::Bucket'))('%s is encrypted, and closed to the public', (_, bucket) => {
    expect(bucket).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  });

  it.each(everyOf('AWS::S3::BucketPolicy'))('%s refuses plain HTTP', (id, policy) => {
    expect(statementsOf(id)).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: 's3:*',
        Principal: '*',
        Condition: { Bool: { 'aws:SecureTransport': expect.anything() } },
      }),
    );
    expect(policy).toHaveProperty('Bucket');
  });

  it('that keeps exports outlives the stack, and keeps former versions', () => {
    expect(template.Resources.Store).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { VersioningConfiguration: { Status: 'Enabled' } },
    });
  });

  it('has a policy each', () => {
    expect(everyOf('AWS::S3::BucketPolicy')).toHaveLength(everyOf('AWS::S3::Bucket').length);
  });
});

describe('what the bucket forgets', () => {
  const rule = v.object({
    Status: v.literal('Enabled'),
    Prefix: v.optional(v.string(), ''),
    ExpirationInDays: v.optional(v.number()),
    NoncurrentVersionExpiration: v.optional(v.object({ NoncurrentDays: v.number() })),
    AbortIncompleteMultipartUpload: v.optional(v.object({ DaysAfterInitiation: v.number() })),
  });
  const { Rules } = v.parse(
    v.object({ LifecycleConfiguration: v.object({ Rules: v.array(rule) }) }),
    properties('Store'),
  ).LifecycleConfiguration;
  const endOf = (key: string) =>
    Math.min(
      ...Rules.filter(({ Prefix }) => key.startsWith(Prefix)).map((one) => one.ExpirationInDays ?? Infinity),
    );
  const formerEndOf = (key: string) =>
    Math.min(
      ...Rules.filter(({ Prefix }) => key.startsWith(Prefix)).map(
        (one) => one.NoncurrentVersionExpiration?.NoncurrentDays ?? Infinity,
      ),
    );

  it.each([
    ['exports/manifests/x.json', Infinity, 30],
    ['exports/checkpoints/x.ndjson', Infinity, 30],
    ['recorded/ids/abc/x.json', Infinity, 30],
    ['alerts/dt=2026-11-22/x.json', Infinity, 30],
    ['usage/dt=2026-11-22/wallets.ndjson', Infinity, 1],
    ['monitor/series/wallets.json', Infinity, 1],
    ['latest.json', Infinity, 1],
    ['snapshots/dt=2026-11-22/030000-all.ndjson', 400, 1],
    ['translations/v1/x.json', 7, 1],
  ])('%s lives %d days, its former versions %d', (key, days, formerDays) => {
    expect([endOf(key), formerEndOf(key)]).toEqual([days, formerDays]);
  });

  it('are uploads that broke off, after a day', () => {
    expect(Rules.filter((one) => one.AbortIncompleteMultipartUpload?.DaysAfterInitiation === 1)).toHaveLength(
      1,
    );
  });
});

describe('messages', () => {
  it.each(everyOf('AWS::SNS::Topic'))(
    'of the topic %s are encrypted with the key that alarms may use',
    (_, topic) => {
      expect(topic).toMatchObject({ KmsMasterKeyId: 'arn:aws:kms:eu-west-1:123456789012:key/messagekey' });
    },
  );

  it.each(everyOf('AWS::Events::EventBus'))(
    'of the bus %s are, too, and what it cannot keep is left to the dead letters',
    (_, bus) => {
      expect(bus).toMatchObject({
        KmsKeyIdentifier: 'arn:aws:kms:eu-west-1:123456789012:key/messagekey',
        DeadLetterConfig: { Arn: 'arn:aws:sqs:eu-west-1:123456789012:deadletters' },
      });
      expect(statementsOf('DeadLettersPolicy')).toContainEqual(
        expect.objectContaining({
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Condition: {
            ArnEquals: { 'aws:SourceArn': evaluate(template, { 'Fn::GetAtt': ['AlertBus', 'Arn'] }) },
          },
        }),
      );
    },
  );

  it.each(everyOf('AWS::SQS::Queue'))('of the queue %s are encrypted, and stay two weeks', (_, queue) => {
    expect(queue).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 24 * 3600 });
  });

  it.each([...everyOf('AWS::SNS::TopicPolicy'), ...everyOf('AWS::SQS::QueuePolicy')])(
    '%s refuses plain HTTP',
    (id) => {
      expect(statementsOf(id)).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Principal: '*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
    },
  );

  it('come from the alarms of this account and of no other', () => {
    const fromAlarms = { Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' } };
    expect(statementsOf('OperationsPolicy')).toContainEqual(
      expect.objectContaining({
        ...fromAlarms,
        Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
      }),
    );
    const { KeyPolicy } = v.parse(
      v.object({ KeyPolicy: v.object({ Statement: v.array(v.unknown()) }) }),
      properties('MessageKey'),
    );
    const ofOurs = 'arn:aws:sns:eu-west-1:123456789012:*';
    expect(KeyPolicy.Statement).toContainEqual(
      expect.objectContaining({
        ...fromAlarms,
        Condition: { StringLike: { 'kms:EncryptionContext:aws:sns:topicArn': ofOurs } },
      }),
    );
    expect(properties('MessageKey')).toMatchObject({ EnableKeyRotation: true });
  });

  it('go by mail only where an address is given', async () => {
    const conditions = Object.fromEntries(
      resourcesOf(template, 'AWS::SNS::Subscription').map(([id, { Condition }]) => [id, Condition]),
    );
    expect(conditions).toEqual({ AlertsByMail: 'HasAlertEmail', AlarmsByMail: 'HasAlarmEmail' });
    const given = await packageTemplate({ alertEmail: 'a@example.com', alarmEmail: 'b@example.com' });
    expect(template.Parameters).toMatchObject({ AlertEmail: { Default: '' }, AlarmEmail: { Default: '' } });
    expect(given.template.Parameters).toMatchObject({
      AlertEmail: { Default: 'a@example.com' },
      AlarmEmail: { Default: 'b@example.com' },
    });
  });
});

describe('logs', () => {
  it.each(everyOf('AWS::Logs::LogGroup'))('%s end after 30 days', (_, group) => {
    expect(group).toMatchObject({ RetentionInDays: 30 });
  });

  it('hold no data of executions', () => {
    for (const [, machine] of everyOf('AWS::StepFunctions::StateMachine')) {
      expect(machine).not.toHaveProperty('LoggingConfiguration');
      expect(machine).not.toHaveProperty('TracingConfiguration');
    }
  });
});
