// The caller has an answer before Lambda's time is over, whatever the work does.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { limitsOf, within } from '../../../lib/operation/deadline.ts';
import { httpApiEvent } from '../../events/http-api-v2.ts';
import { manualClock } from '../../support/call.ts';
import { openDemo } from './harness.ts';

test.each([
  ['3 s are left', false, 3000, 2500, 2800],
  ['a gateway waits', true, 900_000, 28_000, 28_300],
  ['a gateway waits, but Lambda does not', true, 10_000, 9500, 9800],
  ['Step Functions wait', false, 900_000, 899_500, 899_800],
  ['there is no Lambda', false, undefined, 28_000, 28_300],
  ['next to nothing is left', false, 100, 0, 0],
])('%s: the work gives up first, then the handler answers', (_name, http, remaining, work, answer) => {
  const { deadline, answerWithin } = limitsOf(http, manualClock(), remaining);
  expect([deadline.remaining(), answerWithin]).toEqual([work, answer]);
});

test('the deadline runs with the monotonic clock', () => {
  const clock = manualClock();
  const { deadline } = limitsOf(false, clock, 3000);
  clock.advance(2000);
  expect(deadline.remaining()).toBe(500);
  clock.advance(2000);
  expect(deadline.remaining()).toBe(0);
});

test('work that never ends is WixTimeout at every door', async () => {
  const demo = openDemo(() => new Promise(() => {}));
  const context = { getRemainingTimeInMillis: () => 220 };
  const { statusCode, json } = await demo.http(httpApiEvent({ method: 'POST', path: '/v1/things' }), context);
  expect([statusCode, json.code]).toEqual([504, 'WixTimeout']);
  expect((await demo.failure({}, context)).name).toBe('WixTimeout');
  expect(demo.logged()).toMatchObject([{ code: 'WixTimeout', status: 504 }, { code: 'WixTimeout' }]);
});

test('services that are never made are WixTimeout as well', async () => {
  const demo = openDemo(undefined, { services: () => new Promise(() => {}) });
  expect((await demo.failure({}, { getRemainingTimeInMillis: () => 220 })).name).toBe('WixTimeout');
});

test('work in time keeps its own result and its own error', async () => {
  await expect(within(1000, Promise.resolve(1))).resolves.toBe(1);
  await expect(within(1000, Promise.reject(new Error('own')))).rejects.toThrow('own');
});

// In a process of its own, because an unhandled rejection ends it and a forgotten timer keeps it alive.
test('work that fails after its deadline disturbs nobody, and nothing is left running', async () => {
  const script = `
    import * as v from 'valibot';
    import { createHandler } from './lib/operation/handler.ts';
    const run = () => new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 100));
    const operation = { name: 'demo', description: '', routes: [], input: v.object({}), output: v.object({}), run };
    const handler = createHandler(operation, () => ({}));
    const long = { awsRequestId: 'r', getRemainingTimeInMillis: () => 900000 };
    await handler({ unknown: 1 }, long).catch((error) => console.log(error.name));
    const short = { awsRequestId: 'r', getRemainingTimeInMillis: () => 210 };
    await handler({}, short).catch((error) => console.log(error.name));
    setTimeout(() => console.log('alive'), 200);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  const lines = stdout.trim().split('\n');
  expect(lines.filter((line) => !line.startsWith('{'))).toEqual(['InvalidInput', 'WixTimeout', 'alive']);
  expect(lines.filter((line) => line.startsWith('{'))).toHaveLength(2);
});
