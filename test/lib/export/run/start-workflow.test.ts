// Starting the state machine, with the AWS SDK against a server that keeps Step Functions' rules for names.
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { SFNClient } from '@aws-sdk/client-sfn';
import { createStartWorkflow } from '../../../../lib/export/run/start-workflow.ts';
import { codeOf, identity } from './world.ts';

const ARN = 'arn:aws:states:eu-west-1:123456789012:stateMachine:export-transactions';

interface Execution {
  readonly name: string;
  readonly input: string;
  isRunning: boolean;
}

/** A name is taken for 90 days; the same request for an execution that runs is the same execution. */
class Executions {
  readonly all: Execution[] = [];
  refusal: string | undefined;

  start({ name, input, stateMachineArn }: { name: string; input: string; stateMachineArn: string }): object {
    if (this.refusal !== undefined) return { __type: this.refusal, message: 'no' };
    expect(stateMachineArn).toBe(ARN);
    expect(name).toMatch(/^[\w-]{1,80}$/);
    const present = this.all.find((one) => one.name === name);
    if (present !== undefined && !(present.isRunning && present.input === input)) {
      return { __type: 'com.amazonaws.swf.service.v2.model#ExecutionAlreadyExists', message: 'taken' };
    }
    if (present === undefined) this.all.push({ name, input, isRunning: true });
    return { executionArn: `${ARN}:${name}`, startDate: 1_763_800_000 };
  }
}

let executions = new Executions();
let server: Server;
let client: SFNClient;
const targets = new Set<unknown>();

beforeAll(async () => {
  server = createServer(async (request, response) => {
    targets.add(request.headers['x-amz-target']);
    const answer = executions.start(JSON.parse(await text(request)));
    const status = '__type' in answer ? 400 : 200;
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  client = new SFNClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
});
beforeEach(() => {
  executions = new Executions();
});
afterAll(async () => {
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const of = identity();
const start = () => createStartWorkflow(ARN, client)(of);

test('hands the window, the format and the id to the state machine', async () => {
  await start();
  const [started] = executions.all;
  expect(started?.name).toBe(`${of.exportId}-1`);
  expect(JSON.parse(started?.input ?? '')).toEqual({
    from: of.from,
    to: of.to,
    format: 'ndjson',
    exportId: of.exportId,
  });
  expect([...targets]).toEqual(['AWSStepFunctions.StartExecution']);
});

test('asked twice, it starts once as long as the execution runs', async () => {
  await Promise.all([start(), start(), start()]);
  expect(executions.all).toHaveLength(1);
});

test('after an execution that failed it starts another one, once as well', async () => {
  await start();
  for (const one of executions.all) one.isRunning = false;
  await start();
  await start();
  expect(executions.all.map(({ name }) => name)).toEqual([`${of.exportId}-1`, `${of.exportId}-2`]);
});

test('an export that failed twenty times is not started again by itself', async () => {
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    await start();
    for (const one of executions.all) one.isRunning = false;
  }
  await expect(start()).rejects.toThrow('has failed 20 times');
  expect(await codeOf(start())).toBe('Internal');
  expect(executions.all).toHaveLength(20);
});

test.each(['StateMachineDoesNotExist', 'AccessDeniedException', 'InvalidName'])(
  '%s is for the operator, and says where to look',
  async (refusal) => {
    executions.refusal = refusal;
    expect(await codeOf(start())).toBe('Internal');
    await expect(start()).rejects.toThrow(/EXPORT_STATE_MACHINE_ARN .* states:StartExecution/);
    await expect(start()).rejects.toMatchObject({ cause: { name: refusal } });
    await expect(start()).rejects.not.toThrow('no:');
  },
);
