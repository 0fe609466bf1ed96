// The local Lambda, held to what AWS's does: environments of its own, one call at a time in each, errors by name.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLambda, type LambdaOptions, type LocalLambda } from '../../../local/lambda/lambda.ts';
import { createLambdas } from '../../../local/lambda/lambdas.ts';
import { directory, removeAll } from '../../build/project.ts';

const HANDLER = `
import { setTimeout } from 'node:timers/promises';
let calls = 0;
export async function handler(event, context) {
  calls += 1;
  if (event.say) console.log(event.say);
  if (event.sleep) await setTimeout(event.sleep);
  if (event.exit !== undefined) process.exit(event.exit);
  if (event.fail) throw Object.assign(new Error('no more'), { name: event.fail });
  if (event.throws) throw event.throws;
  return event.nothing ? undefined : {
    calls, pid: process.pid, environment: { ...process.env },
    remaining: context.getRemainingTimeInMillis(), id: context.awsRequestId,
  };
}`;

let folder: string;
const lambdas: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  folder = await directory();
  await writeFile(join(folder, 'index.mjs'), HANDLER);
});
afterEach(async () => {
  await Promise.all(lambdas.splice(0).map((lambda) => lambda.close()));
});
afterAll(removeAll);

function open(options: Partial<LambdaOptions> = {}): LocalLambda {
  const lambda = createLambda({ file: join(folder, 'index.mjs'), environment: {}, ...options });
  lambdas.push(lambda);
  return lambda;
}
const call = async (lambda: LocalLambda, payload: object = {}) => Object(await lambda.invoke(payload));
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a function sees its own environment, and nothing of the one that starts it', async () => {
  const { environment } = await call(open({ environment: { STORE_URI: 'file:///store' } }));
  expect(Object.keys(environment).filter((name) => !name.startsWith('NODE_'))).toEqual(['STORE_URI']);
});

test('calls in a row share a process, which is kept warm; calls at once have one each', async () => {
  const lambda = open();
  const first = await call(lambda);
  const second = await call(lambda);
  expect([second.calls, second.pid]).toEqual([2, first.pid]);
  const both = await Promise.all([call(lambda, { sleep: 50 }), call(lambda, { sleep: 50 })]);
  expect(new Set(both.map(({ pid }) => pid)).size).toBe(2);
  expect(lambda.environments).toHaveLength(2);
});

test('a call has an id, and the time that is left', async () => {
  const { id, remaining } = await call(open({ timeoutMs: 30_000 }));
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(remaining).toBeGreaterThan(20_000);
  expect(remaining).toBeLessThanOrEqual(30_000);
});

test('what a function does not answer is null, as JSON has it', async () => {
  expect(await open().invoke({ nothing: true })).toBeNull();
});

test('what a function throws keeps its name, and the process lives on', async () => {
  const lambda = open();
  const { pid } = await call(lambda);
  await expect(lambda.invoke({ fail: 'WixUnavailable' })).rejects.toMatchObject({
    name: 'WixUnavailable',
    message: 'no more',
  });
  await expect(lambda.invoke({ throws: 'a text' })).rejects.toMatchObject({
    name: 'Error',
    message: 'a text',
  });
  expect((await call(lambda)).pid).toBe(pid);
});

test('a function that takes too long is Sandbox.Timedout, and its process is gone', async () => {
  const lambda = open({ timeoutMs: 2_000 });
  const { pid } = await call(lambda);
  await expect(lambda.invoke({ sleep: 60_000 })).rejects.toMatchObject({
    name: 'Sandbox.Timedout',
    message: 'Error: Task timed out after 2 seconds',
  });
  expect([lambda.environments.length, isAlive(pid)]).toEqual([0, false]);
});

test.each([
  [{ exit: 3 }, 'exit status 3'],
  [{ exit: 0 }, 'exit status 0'],
])(
  'a process that ends, %j, is Runtime.ExitError, and the next call has another one',
  async (payload, how) => {
    const lambda = open();
    const { pid } = await call(lambda);
    await expect(lambda.invoke(payload)).rejects.toMatchObject({
      name: 'Runtime.ExitError',
      message: `Error: Runtime exited with error: ${how}`,
    });
    expect((await call(lambda)).pid).not.toBe(pid);
  },
);

test('a process that was killed between two calls is replaced', async () => {
  const lambda = open();
  const { pid } = await call(lambda);
  const [child] = lambda.environments;
  const gone = new Promise((resolve) => child?.once('exit', resolve));
  child?.kill('SIGKILL');
  await gone;
  expect((await call(lambda)).pid).not.toBe(pid);
});

test('a process that dies just as it is called is Runtime.ExitError, as in AWS, and is replaced', async () => {
  const lambda = open();
  await call(lambda);
  const [child] = lambda.environments;
  // Its channel is closed already, and its end is still to be heard of.
  child?.disconnect();
  await expect(call(lambda)).rejects.toMatchObject({ name: 'Runtime.ExitError' });
  expect(await call(lambda)).toMatchObject({ calls: 1 });
});

test('a function that does not load is Runtime.ExitError', async () => {
  await expect(open({ file: join(folder, 'nothing.mjs') }).invoke({})).rejects.toMatchObject({
    name: 'Runtime.ExitError',
  });
});

test('its log arrives line by line', async () => {
  const lines: string[] = [];
  const lambda = open({ log: (line) => lines.push(line) });
  await lambda.invoke({ say: 'one\n{"two":2}' });
  while (lines.length < 2) await lambda.invoke({});
  expect(lines).toEqual(['one', '{"two":2}']);
});

test('close leaves no process behind, busy or idle', async () => {
  const all = createLambdas(join(folder, '..'), { environment: {} });
  const name = folder.split('/').at(-1) ?? '';
  expect(all.get(name)).toBe(all.get(name));
  const pids = (await Promise.all([all.get(name).invoke({}), all.get(name).invoke({})])).map(
    (one) => Object(one).pid,
  );
  const busy = all.get(name).invoke({ sleep: 60_000 });
  const ended = expect(busy).rejects.toMatchObject({ name: 'Runtime.ExitError' });
  await all.close();
  await ended;
  expect(pids.map(isAlive)).toEqual([false, false]);
});
