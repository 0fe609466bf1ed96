// What each role may do is what its function, its state machine or its schedule does: nothing is missing, nothing is too much.
import { readFile } from 'node:fs/promises';
import { jest } from '@jest/globals';
import * as v from 'valibot';
import { evaluate } from './support/evaluate.ts';
import { ownCode } from './support/own-code.ts';
import { matches, type Permission, readRole } from './support/statements.ts';
import { functionId, functionNames, packageTemplate, resourcesOf } from './support/template.ts';

jest.setTimeout(120_000);

const functions = await functionNames();
const { template } = await packageTemplate();
const REGION = 'eu-west-1:123456789012';

/** What the commands of the AWS SDK ask of IAM, and on what. What SNS encrypts, it does in the name of who publishes. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  GetSecretValueCommand: ['secretsmanager:GetSecretValue'],
  PublishCommand: ['sns:Publish', 'kms:Decrypt', 'kms:GenerateDataKey'],
  PutEventsCommand: ['events:PutEvents'],
  StartExecutionCommand: ['states:StartExecution'],
};

/**
 * What the methods of the store ask of S3. Whether an object is missing is told only to who may list the bucket; a
 * conditional write that was refused looks at what is there; parts of an upload are written with s3:PutObject.
 */
const STORE: Readonly<Record<string, readonly string[]>> = {
  get: ['s3:GetObject', 's3:ListBucket'],
  stream: ['s3:GetObject', 's3:ListBucket'],
  list: ['s3:ListBucket'],
  presign: ['s3:GetObject'],
  put: ['s3:PutObject', 's3:GetObject', 's3:ListBucket'],
  write: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:GetObject', 's3:ListBucket'],
  delete: ['s3:DeleteObject'],
};

/** The actions behind the calls in a code; one that the tables do not know is an action of its own, and not allowed. */
function actionsOf(code: string): string[] {
  const commands = [...code.matchAll(/new (\w+Command)\(/g)].flatMap(
    ([, name = '']) => COMMANDS[name] ?? [name],
  );
  const store = [...code.matchAll(/[sS]tore\.(\w+)\(/g)].flatMap(([, name = '']) => STORE[name] ?? []);
  return [...new Set([...commands, ...store])];
}

const roleOf = (name: string): string => {
  const { Role } = template.Resources[functionId(name)]?.Properties ?? {};
  return v.parse(v.object({ 'Fn::GetAtt': v.tuple([v.string(), v.literal('Arn')]) }), Role)['Fn::GetAtt'][0];
};

const WRITES_ITS_LOG = ['logs:CreateLogStream', 'logs:PutLogEvents'];
/** Lambda itself puts events there that the function has failed at, in its name. */
const LEAVES_DEAD_LETTERS: Readonly<Record<string, readonly string[]>> = { monitor: ['sqs:SendMessage'] };

describe.each(functions)('the role of %s', (name) => {
  const { service, permissions } = readRole(template, roleOf(name));

  it('is its own, and of Lambda', () => {
    expect(service).toBe('lambda.amazonaws.com');
    expect(functions.filter((other) => roleOf(other) === roleOf(name))).toEqual([name]);
  });

  it('allows what its code calls, and nothing else', async () => {
    const called = [
      ...actionsOf(await ownCode(name)),
      ...WRITES_ITS_LOG,
      ...(LEAVES_DEAD_LETTERS[name] ?? []),
    ];
    expect([...new Set(permissions.map(({ action }) => action))].toSorted()).toEqual(called.toSorted());
  });

  it('is for the secrets that its variables name', async () => {
    const code = await ownCode(name);
    const secrets = [
      ...(/\.WIX_SECRET_ID\b|"WIX_SECRET_ID"\)/.test(code) ? ['wix'] : []),
      ...(/"CLIENTS_SECRET_ID"\)/.test(code) ? ['clients'] : []),
    ];
    const resources = permissions.filter(({ action }) => action.startsWith('secretsmanager:'));
    expect(resources.map(({ resource }) => resource)).toEqual(
      secrets.map((secret) => `arn:aws:secretsmanager:${REGION}:secret:wix-credits/dev/${secret}-??????`),
    );
  });

  it('is for resources of this stack, each by its name', () => {
    const allowed = [
      `arn:aws:logs:${REGION}:log-group:/aws/lambda/wix-credits-dev-${name}:*`,
      `arn:aws:secretsmanager:${REGION}:secret:wix-credits/dev/wix-??????`,
      `arn:aws:secretsmanager:${REGION}:secret:wix-credits/dev/clients-??????`,
      `arn:aws:sns:${REGION}:alerts`,
      `arn:aws:kms:${REGION}:key/messagekey`,
      `arn:aws:events:${REGION}:event-bus/wix-credits-dev-alerts`,
      `arn:aws:sqs:${REGION}:deadletters`,
      `arn:aws:states:${REGION}:stateMachine:wix-credits-dev-export-transactions`,
      'arn:aws:s3:::store',
    ];
    // Which folders of the bucket, is in store-keys.test.ts.
    const others = permissions.filter(({ resource }) => !allowed.includes(resource));
    expect(
      others.filter(({ resource }) => !/^arn:aws:s3:::store\/(\w+\/\*|latest\.json)$/.test(resource)),
    ).toEqual([]);
  });
});

describe('every role', () => {
  const roles = resourcesOf(template, 'AWS::IAM::Role').map(([id]) => id);
  const all = roles.flatMap((id) => readRole(template, id).permissions.map((one) => ({ id, ...one })));

  it('has no wildcard in an action, and none in place of a resource', () => {
    expect(all.length).toBeGreaterThan(40);
    expect(all.filter(({ action, resource }) => action.includes('*') || resource === '*')).toEqual([]);
  });

  it('is of a function, a state machine or a schedule', () => {
    const used = JSON.stringify(
      Object.values(template.Resources)
        .filter(({ Type }) => Type !== 'AWS::IAM::Role')
        .map(({ Properties }) => Properties),
    );
    for (const id of roles) expect([id, used.includes(`["${id}","Arn"]`)]).toEqual([id, true]);
  });

  it('of a service that many accounts share is taken on for this account alone', () => {
    for (const id of roles) {
      if (readRole(template, id).service === 'lambda.amazonaws.com') continue;
      expect(evaluate(template, template.Resources[id]?.Properties.AssumeRolePolicyDocument)).toMatchObject({
        Statement: [{ Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } } }],
      });
    }
  });

  it('uses the key through SNS only, and sends events of ours only', () => {
    const conditions = (prefix: string) =>
      new Set(
        all.flatMap(({ action, condition }) =>
          action.startsWith(prefix) ? [JSON.stringify(condition)] : [],
        ),
      );
    expect(conditions('kms:')).toEqual(
      new Set(['{"StringEquals":{"kms:ViaService":"sns.eu-west-1.amazonaws.com"}}']),
    );
    expect(conditions('events:')).toEqual(new Set(['{"StringEquals":{"events:source":"wix-credits"}}']));
  });
});

describe.each(resourcesOf(template, 'AWS::StepFunctions::StateMachine'))(
  'the role of the state machine %s',
  (id) => {
    const schema = v.object({
      RoleArn: v.string(),
      Definition: v.unknown(),
      DefinitionSubstitutions: v.record(v.string(), v.string()),
    });
    const machine = v.parse(schema, evaluate(template, template.Resources[id]?.Properties));
    const { service, permissions } = readRole(template, `${id}Role`);
    const definition = JSON.stringify(machine.Definition);

    it('is its own, and of Step Functions', () => {
      expect(machine.RoleArn).toBe(`arn:aws:iam::123456789012:role/${id.toLowerCase()}role`);
      expect(service).toBe('states.amazonaws.com');
    });

    it('is for the functions and the topic that the definition names, all of which are given', () => {
      const named = new Set([...definition.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name));
      expect(Object.keys(machine.DefinitionSubstitutions).toSorted()).toEqual([...named].toSorted());
      const resources = (action: string) =>
        permissions.flatMap((one) => (one.action === action ? [one.resource] : []));
      const given = Object.values(machine.DefinitionSubstitutions);
      expect(resources('lambda:InvokeFunction')).toEqual(given.filter((arn) => arn.includes(':function:')));
      expect(resources('sns:Publish')).toEqual(given.filter((arn) => arn.includes(':sns:')));
    });

    it('allows what the states do, and nothing else', () => {
      const integrations: Readonly<Record<string, readonly string[]>> = {
        'arn:aws:states:::lambda:invoke': ['lambda:InvokeFunction'],
        'arn:aws:states:::sns:publish': ['sns:Publish', 'kms:Decrypt', 'kms:GenerateDataKey'],
      };
      const tasks = new Set([...definition.matchAll(/"Resource":"([^"]+)"/g)].map(([, arn = '']) => arn));
      const needed = [...tasks].flatMap((arn) => integrations[arn] ?? [arn]);
      expect([...new Set(permissions.map(({ action }) => action))].toSorted()).toEqual(needed.toSorted());
    });
  },
);

describe.each(resourcesOf(template, 'AWS::Scheduler::Schedule'))('the role of the schedule %s', (id) => {
  const target = v.object({ Target: v.object({ Arn: v.string(), RoleArn: v.string() }) });
  const { Arn, RoleArn } = v.parse(target, evaluate(template, template.Resources[id]?.Properties)).Target;

  it('starts its target, leaves what it cannot start in the queue, and does nothing else', () => {
    const role = resourcesOf(template, 'AWS::IAM::Role').find(([one]) =>
      RoleArn.endsWith(`/${one.toLowerCase()}`),
    );
    const { service, permissions } = readRole(template, role?.[0] ?? '');
    expect(service).toBe('scheduler.amazonaws.com');
    const start = Arn.includes(':function:') ? 'lambda:InvokeFunction' : 'states:StartExecution';
    expect(permissions).toEqual<Permission[]>([
      { action: start, resource: Arn, condition: undefined },
      { action: 'sqs:SendMessage', resource: `arn:aws:sqs:${REGION}:deadletters`, condition: undefined },
    ]);
  });
});

describe('the tables of this test', () => {
  it('know every method of the store', async () => {
    const port = await readFile(new URL('../../lib/store/store.ts', import.meta.url), 'utf8');
    const methods = [...(port.split('export interface Store {')[1] ?? '').matchAll(/^ {2}(\w+)\(/gm)].map(
      ([, name]) => name,
    );
    expect(Object.keys(STORE).toSorted()).toEqual(methods.filter((name) => name !== 'uri').toSorted());
  });

  it('read patterns as IAM does', () => {
    expect(matches('arn:aws:s3:::store/exports/*', 'arn:aws:s3:::store/exports/a/b')).toBe(true);
    expect(matches('arn:aws:s3:::store/exports/*', 'arn:aws:s3:::store/other/exports/a')).toBe(false);
    expect(matches('secret:a-??????', 'secret:a-AbCdEf')).toBe(true);
    expect(matches('secret:a-??????', 'secret:a-other-AbCdEf')).toBe(false);
  });
});
