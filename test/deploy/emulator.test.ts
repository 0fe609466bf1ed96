// The packaged template, loaded into an AWS emulator where there is one: what it can make of it is what was meant.
import { GetBucketEncryptionCommand, S3Client } from '@aws-sdk/client-s3';
import { GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { jest } from '@jest/globals';
import * as v from 'valibot';
import { parseConfig } from '../../lib/config.ts';
import { describeWhere } from '../support/describe-where.ts';
import { startEmulator } from '../support/emulator.ts';
import { deploy, emulated, functionIn, query, type Stack } from './support/cloudformation.ts';
import { functionNames, packageTemplate } from './support/template.ts';

jest.setTimeout(120_000);

const emulator = await startEmulator();
const endpoint = 'missing' in emulator ? '' : emulator.endpoint;
const functions = await functionNames();
const packaged = await packageTemplate();

afterAll(async () => {
  if ('stop' in emulator) await emulator.stop();
});

describeWhere('missing' in emulator ? emulator.missing : undefined, 'a stack in an emulator', () => {
  const settings = {
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const sns = new SNSClient(settings);
  let stack: Stack;
  const idOf = (logical: string) => stack.resources.get(logical) ?? '';

  beforeAll(async () => {
    stack = await deploy(endpoint, packaged);
  });
  afterAll(() => {
    for (const client of [s3, sns]) client.destroy();
  });

  const environmentOf = async (name: string) => {
    const schema = v.object({ Environment: v.object({ Variables: v.record(v.string(), v.string()) }) });
    return v.parse(schema, await functionIn(endpoint, `wix-credits-dev-${name}`)).Environment.Variables;
  };

  it('has every resource that the emulator knows to make', () => {
    const made = [...stack.resources.keys()];
    const { Resources } = emulated(packaged.template);
    const conditional = Object.entries(Resources).flatMap(([id, { Condition }]) =>
      Condition === undefined ? [] : [id],
    );
    expect(made.toSorted()).toEqual(
      Object.keys(Resources)
        .filter((id) => !conditional.includes(id))
        .toSorted(),
    );
    expect(made.length).toBeGreaterThan(40);
  });

  it.each(functions)('%s finds an environment that it takes', async (name) => {
    const config = parseConfig(await environmentOf(name));
    if (config.STORE_URI !== undefined) expect(config.STORE_URI).toBe(`s3://${idOf('Store')}`);
  });

  it('the export function knows the state machine by its ARN, which it was given before there was one', async () => {
    const { EXPORT_STATE_MACHINE_ARN } = await environmentOf('export');
    expect(EXPORT_STATE_MACHINE_ARN).toBe(idOf('ExportTransactions'));
    expect(stack.outputs.get('ExportTransactionsArn')).toBe(idOf('ExportTransactions'));
  });

  it('the monitor knows topic and bus', async () => {
    const { ALERT_TOPIC_ARN, EVENT_BUS_NAME } = await environmentOf('monitor');
    expect(ALERT_TOPIC_ARN).toBe(idOf('Alerts'));
    expect(EVENT_BUS_NAME).toBe(stack.outputs.get('AlertBusArn'));
  });

  it('the bucket is encrypted', async () => {
    const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket: idOf('Store') }));
    expect(encryption.ServerSideEncryptionConfiguration?.Rules).toHaveLength(1);
  });

  it('both topics are encrypted with the key', async () => {
    for (const id of ['Alerts', 'Operations']) {
      const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn: idOf(id) }));
      expect(Attributes?.KmsMasterKeyId).toContain(idOf('MessageKey'));
    }
  });

  it('the role of the export names the bucket that there is', async () => {
    const xml = await query(endpoint, 'iam', {
      Version: '2010-05-08',
      Action: 'GetRolePolicy',
      RoleName: idOf('ExportRole'),
      PolicyName: 'export',
    });
    expect(decodeURIComponent(xml)).toContain(`arn:aws:s3:::${idOf('Store')}/exports/*`);
  });
});
