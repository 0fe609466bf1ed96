// The workflow export-transactions, run here: its tasks are the real function against the local Wix.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StateMachine } from 'aws-local-stepfunctions';
import * as v from 'valibot';
import { exportTransactions } from '../../functions/export.ts';
import { CODES } from '../../lib/codes.ts';
import { exportServices } from '../../lib/export/run/services.ts';
import { scheduledEvent } from '../events/eventbridge.ts';
import { type Bundle, startBundle } from './support/bundle.ts';

const QUERY = { path: '/appmarket/credittransactions/*' };
const WINDOW = { from: '2026-10-10T00:00:00Z', to: '2026-10-25T00:00:00Z' };
const text = await readFile(new URL('../../workflows/export-transactions.asl.json', import.meta.url), 'utf8');
const retry = v.looseObject({ ErrorEquals: v.array(v.string()), JitterStrategy: v.literal('FULL') });
const state = v.looseObject({ Type: v.string(), Retry: v.optional(v.array(retry), []) });
const definition = v.parse(
  v.looseObject({ Comment: v.string(), States: v.record(v.string(), state) }),
  JSON.parse(text),
);

/** The lint has no types of its own. */
const validate = v.parse(v.function(), createRequire(import.meta.url)('asl-validator'));

let bundle: Bundle;
let folder: string;
beforeEach(async () => {
  bundle = await startBundle({ startAt: '2026-11-01T00:00:00.000Z', transactions: 2_000, historyDays: 40 });
  folder = await mkdtemp(join(tmpdir(), 'export-'));
});
afterEach(async () => {
  await bundle.close();
  await rm(folder, { recursive: true });
});

const isJson = v.custom<Parameters<StateMachine['run']>[0]>(() => true);
const asJson = (value: unknown) => v.parse(isJson, JSON.parse(JSON.stringify(value)));
const task = v.object({ FunctionName: v.string(), Payload: v.unknown() });

/** Runs the workflow: its answer or the name of its error, the states that it went through, and the waits it was asked for. */
async function run(input: object) {
  const handler = bundle.open(exportTransactions, exportServices, { STORE_URI: pathToFileURL(folder).href });
  const waits: number[] = [];
  const invoke = async (parameters: unknown) => {
    const answer = Object(await handler(v.parse(task, parameters).Payload));
    if (answer.status === 'CONTINUE') waits.push(answer.waitSeconds);
    return asJson({ StatusCode: 200, Payload: answer });
  };
  const execution = new StateMachine(JSON.parse(text)).run(asJson(input), {
    overrides: {
      retryIntervalOverrides: { Begin: 0, 'Go on': 0 },
      waitTimeOverrides: { Wait: 0 },
      taskResourceLocalHandlers: { Begin: invoke, 'Go on': invoke },
    },
  });
  const ended = execution.result.then(
    (output) => ({ output: Object(output), error: undefined }),
    (error: unknown) => ({
      output: undefined,
      error: error instanceof Error && error.cause instanceof Error ? error.cause.name : error,
    }),
  );
  const entered: string[] = [];
  for await (const event of execution.eventLogs)
    if (event.type.endsWith('StateEntered')) entered.push(JSON.parse(JSON.stringify(event)).state.name);
  return { ...(await ended), entered, waits };
}

test('the workflow is valid', () => {
  expect(validate(JSON.parse(text))).toMatchObject({ isValid: true, errors: [] });
});

test('it retries or documents every code that there is', () => {
  for (const name of ['Begin', 'Go on']) {
    const retried = definition.States[name]?.Retry.flatMap((one) => one.ErrorEquals) ?? [];
    const documented = Object.keys(CODES).filter((code) => definition.Comment.includes(code));
    expect([...retried, ...documented]).toEqual(expect.arrayContaining(Object.keys(CODES)));
    expect(retried).toEqual(expect.arrayContaining(['Lambda.TooManyRequestsException', 'Sandbox.Timedout']));
  }
  expect(definition.States.Begin?.Retry).toEqual(definition.States['Go on']?.Retry);
});

test('an export that fits into one call takes three states', async () => {
  const { output, entered } = await run(WINDOW);
  expect(output).toMatchObject({ status: 'COMPLETE', from: '2026-10-10T00:00:00.000Z' });
  expect(entered).toEqual(['Begin', 'Done?', 'Done']);
});

test('where Wix asks to wait, the workflow waits and goes on', async () => {
  for (const after of [2, 4]) {
    bundle.wix.faults.add({
      kind: 'status',
      status: 429,
      retryAfter: '90',
      times: 1,
      match: { ...QUERY, after },
    });
  }
  const { output, entered, waits } = await run({ ...WINDOW, format: 'csv' });
  expect(output).toMatchObject({ status: 'COMPLETE' });
  const round = ['Wait', 'Go on', 'Done?'];
  expect(entered).toEqual(['Begin', 'Done?', ...round, ...round, 'Done']);
  expect(waits).toEqual([90, 90]);
});

test('a Scheduled Event exports the day before it, and coming twice it finds the export done', async () => {
  const first = await run(scheduledEvent('2026-10-21T00:15:00Z'));
  expect(first.output).toMatchObject({ from: '2026-10-20T00:00:00.000Z', to: '2026-10-21T00:00:00.000Z' });
  const second = await run(scheduledEvent('2026-10-21T00:15:00Z'));
  expect(second.output).toEqual({ ...first.output, alreadyDone: true });
});

test('what passes by itself is tried again, what does not ends the execution with its code', async () => {
  bundle.secrets.fault({ kind: 'error', type: 'ResourceNotFoundException' });
  expect(await run(WINDOW)).toMatchObject({ error: 'SecretUnavailable' });
  expect(bundle.secrets.calls.length).toBeGreaterThanOrEqual(7);
  bundle.secrets.fault(undefined);
  bundle.wix.settings.transactionQuery = 404;
  const before = bundle.wix.journal.count();
  expect(await run(WINDOW)).toMatchObject({ error: 'TransactionsNotReadable', entered: ['Begin'] });
  expect(bundle.wix.journal.count() - before).toBe(1);
  bundle.wix.settings.transactionQuery = 200;
  expect((await run(WINDOW)).output).toMatchObject({ status: 'COMPLETE' });
});
