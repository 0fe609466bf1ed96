// CloudFormation of an emulator, as `serverless deploy` uses it: a stack with the bucket, the zips, then the whole stack.
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { reproducibleZip } from '../../../build/zip.ts';
import { referencesIn } from './check-references.ts';
import { type Packaged, resourcesOf, type Template } from './template.ts';

const REGION = 'eu-west-1';

/** Types that moto 5 does not make. What refers to them is left out with them. */
const NOT_EMULATED = [
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudWatch::Alarm',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Logs::MetricFilter',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::Scheduler::Schedule',
];

/** The part of a template that the emulator can make. */
export function emulated(template: Template): Template {
  const resources = new Map(
    Object.entries(template.Resources).filter(([, { Type }]) => !NOT_EMULATED.includes(Type)),
  );
  const isWhole = (value: unknown) =>
    referencesIn(value).every(
      ({ id }) => id.startsWith('AWS::') || id in template.Parameters || resources.has(id),
    );
  for (let size = 0; size !== resources.size; ) {
    size = resources.size;
    for (const [id, { Properties }] of resources) if (!isWhole(Properties)) resources.delete(id);
  }
  const outputs = Object.entries(template.Outputs).filter(([, { Value }]) => isWhole(Value));
  return { ...template, Resources: Object.fromEntries(resources), Outputs: Object.fromEntries(outputs) };
}

/** A stack that stands. */
export interface Stack {
  /** The physical id of every resource by its logical one; empty where the emulator does not tell it. */
  readonly resources: ReadonlyMap<string, string>;
  readonly outputs: ReadonlyMap<string, string>;
}

/** The emulator takes any signature; it tells services apart by its scope. */
const signedFor = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

async function answerOf(url: string, init: RequestInit): Promise<string> {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return text;
}

/** Calls an API of AWS's older kind, whose requests are forms. Answers XML. */
export function query(endpoint: string, service: string, fields: Record<string, string>): Promise<string> {
  return answerOf(endpoint, {
    method: 'POST',
    headers: signedFor(service),
    body: new URLSearchParams(fields),
  });
}

/** The configuration of a function. */
export async function functionIn(endpoint: string, name: string): Promise<unknown> {
  const headers = signedFor('lambda');
  return JSON.parse(await answerOf(`${endpoint}/2015-03-31/functions/${name}/configuration`, { headers }));
}

/** Of each member of a list in XML: one text by another; empty where it has none. */
function pairs(xml: string, key: string, value: string): Map<string, string> {
  const text = (member: string, name: string) => new RegExp(`<${name}>([^<]*)<`).exec(member)?.[1] ?? '';
  return new Map(xml.split('<member>').map((member) => [text(member, key), text(member, value)]));
}

const core = v.looseObject({ Resources: v.record(v.string(), v.looseObject({ Type: v.string() })) });

/** Makes a stack in two steps. Throws what the emulator says when it refuses one of them. */
export async function deploy(endpoint: string, { template, texts }: Packaged): Promise<Stack> {
  const StackName = `test-${randomUUID().slice(0, 8)}`;
  const cloudFormation = (Action: string, TemplateBody?: unknown) =>
    query(endpoint, 'cloudformation', {
      Version: '2010-05-15',
      Action,
      StackName,
      ...(TemplateBody === undefined
        ? {}
        : { TemplateBody: JSON.stringify(TemplateBody), 'Capabilities.member.1': 'CAPABILITY_NAMED_IAM' }),
    });
  const resources = async () => {
    const made = pairs(
      await cloudFormation('DescribeStackResources'),
      'LogicalResourceId',
      'PhysicalResourceId',
    );
    made.delete('');
    return made;
  };

  await cloudFormation('CreateStack', v.parse(core, JSON.parse(texts.create)));
  const bucket = (await resources()).get('ServerlessDeploymentBucket');
  const zip = reproducibleZip([
    { name: 'index.mjs', bytes: Buffer.from('export const handler = () => {};') },
  ]);
  for (const [, { Properties }] of resourcesOf(template, 'AWS::Lambda::Function')) {
    const { S3Key } = v.parse(v.object({ S3Key: v.string() }), Properties.Code);
    const init = { method: 'PUT', headers: signedFor('s3'), body: new Uint8Array(zip) };
    await answerOf(`${endpoint}/${bucket}/${S3Key}`, init);
  }
  await cloudFormation('UpdateStack', emulated(template));
  const description = await cloudFormation('DescribeStacks');
  return { resources: await resources(), outputs: pairs(description, 'OutputKey', 'OutputValue') };
}
