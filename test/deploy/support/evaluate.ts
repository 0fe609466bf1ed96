// What the intrinsic functions of a template come to in an imagined account: enough of them for this one.
import * as v from 'valibot';
import type { Template } from './template.ts';

/** The account that a template is deployed to. */
export const ACCOUNT = '123456789012';

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Region': 'eu-west-1',
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'stack',
};

/** The parts of an ARN in front of the name, by type; the name of a resource is its own or its logical id in lower case. */
const ARNS: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'arn:aws:s3:::',
  'AWS::SNS::Topic': `arn:aws:sns:eu-west-1:${ACCOUNT}:`,
  'AWS::SQS::Queue': `arn:aws:sqs:eu-west-1:${ACCOUNT}:`,
  'AWS::Events::EventBus': `arn:aws:events:eu-west-1:${ACCOUNT}:event-bus/`,
  'AWS::KMS::Key': `arn:aws:kms:eu-west-1:${ACCOUNT}:key/`,
  'AWS::IAM::Role': `arn:aws:iam::${ACCOUNT}:role/`,
  'AWS::Lambda::Function': `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:`,
  'AWS::Logs::LogGroup': `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:`,
  'AWS::StepFunctions::StateMachine': `arn:aws:states:eu-west-1:${ACCOUNT}:stateMachine:`,
  'AWS::CloudWatch::Alarm': `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:`,
};
/** What names a resource, by type. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
  'AWS::Events::EventBus': 'Name',
};
/** `Ref` of these is the ARN, of others the name. */
const REF_IS_ARN = ['AWS::SNS::Topic', 'AWS::StepFunctions::StateMachine'];

const call = v.pipe(
  v.record(v.string(), v.unknown()),
  v.check((object) => Object.keys(object).length === 1),
  v.transform((object) => Object.entries(object)[0] ?? ['', undefined]),
);
const join = v.tuple([v.string(), v.array(v.unknown())]);
const sub = v.union([v.tuple([v.string(), v.record(v.string(), v.unknown())]), v.string()]);
const attribute = v.tuple([v.string(), v.string()]);

/**
 * Evaluates a value of a template. An attribute that is no ARN comes as `<id.attribute>`, a condition is left as it is.
 * @throws Error when a resource is named that is not there
 */
export function evaluate(template: Template, value: unknown): unknown {
  const nameOf = (id: string): string => {
    const resource = template.Resources[id];
    if (resource === undefined) throw new Error(`There is no ${id}`);
    const given = resource.Properties[NAMES[resource.Type] ?? ''];
    return typeof given === 'string' ? given : id.toLowerCase();
  };
  const arnOf = (id: string): string => {
    const name = nameOf(id);
    const type = template.Resources[id]?.Type ?? '';
    const prefix = ARNS[type];
    if (prefix === undefined) throw new Error(`No ARN is known of ${type}`);
    return type === 'AWS::Logs::LogGroup' ? `${prefix}${name}:*` : prefix + name;
  };
  const ref = (id: string): string => {
    const known = PSEUDO[id] ?? template.Parameters[id]?.Default;
    if (known !== undefined) return known;
    return REF_IS_ARN.includes(template.Resources[id]?.Type ?? '') ? arnOf(id) : nameOf(id);
  };
  const att = (id: string, name: string): string =>
    name === 'Arn' || name === 'TopicArn' ? arnOf(id) : `<${id}.${name}>`;
  const fill = (text: string, values: Readonly<Record<string, unknown>>): string =>
    text.replace(/\$\{([\w:]+)(?:\.([\w.]+))?\}/g, (_, id: string, name: string | undefined) => {
      if (id in values) return String(evaluate(template, values[id]));
      return name === undefined ? ref(id) : att(id, name);
    });

  if (Array.isArray(value)) return value.map((one) => evaluate(template, one));
  if (typeof value !== 'object' || value === null) return value;
  const single = v.safeParse(call, value);
  const [name, argument] = single.success ? single.output : ['', undefined];
  if (name === 'Ref') return argument === 'AWS::NoValue' ? undefined : ref(v.parse(v.string(), argument));
  if (name === 'Fn::GetAtt') return att(...v.parse(attribute, argument));
  if (name === 'Fn::Join') {
    const [separator, parts] = v.parse(join, argument);
    return parts.map((part) => evaluate(template, part)).join(separator);
  }
  if (name === 'Fn::Sub') {
    const parsed = v.parse(sub, argument);
    return typeof parsed === 'string' ? fill(parsed, {}) : fill(...parsed);
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, evaluate(template, one)]));
}
