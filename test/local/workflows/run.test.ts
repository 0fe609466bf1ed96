// Running a workflow here: what a task is given, and what Step Functions itself would refuse.
import { readDefinition } from '../../../local/workflows/definition.ts';
import { runWorkflow } from '../../../local/workflows/run.ts';

const definition = await readDefinition('export-transactions');
const given: [string, unknown][] = [];
const answering = (answer: (payload: unknown) => unknown) => ({
  lambdas: {
    get: (name: string) => ({
      invoke: async (payload: unknown) => {
        given.push([name, payload]);
        return answer(payload);
      },
    }),
  },
  publish: () => {},
  pauseMs: 0,
});
beforeEach(() => {
  given.length = 0;
});

test('a task calls the function of its name with the input, and its answer is the output', async () => {
  const input = { exportId: 'a', from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z' };
  const ended = await runWorkflow(
    definition,
    input,
    answering(() => ({ status: 'COMPLETE' })),
  );
  expect(ended).toEqual({ output: { status: 'COMPLETE' } });
  expect(given).toEqual([['export', input]]);
});

test('an answer that is neither COMPLETE nor CONTINUE ends the execution with Internal', async () => {
  const ended = await runWorkflow(
    definition,
    {},
    answering(() => ({ status: 'RUNNING' })),
  );
  expect(ended).toMatchObject({
    error: 'Internal',
    cause: expect.stringContaining('neither COMPLETE nor CONTINUE'),
  });
});

test('one for a day is that day failing with Internal', async () => {
  const day = { from: '2026-10-01T00:00:00Z', to: '2026-10-02T00:00:00Z', requestsPerMinute: 100 };
  const plan = { status: 'PLAN', days: 2, concurrency: 2, windows: [day, { ...day, from: day.to }] };
  const ended = await runWorkflow(
    definition,
    { from: day.from, to: '2026-10-03T00:00:00Z' },
    answering((payload) => (Object(payload).action === 'plan' ? plan : { status: 'RUNNING' })),
  );
  expect(ended).toMatchObject({ error: 'DaysFailed', cause: expect.stringContaining('for ["Internal"]') });
});

test('more than 256 KiB does not get through', async () => {
  const large = { status: 'COMPLETE', text: 'x'.repeat(256 * 1024) };
  expect(
    await runWorkflow(
      definition,
      {},
      answering(() => large),
    ),
  ).toMatchObject({
    error: 'States.DataLimitExceeded',
  });
});

test('what a function throws is tried again as often as the definition says, and then is the error', async () => {
  const busy = Object.assign(new Error('Rate exceeded'), { name: 'Lambda.TooManyRequestsException' });
  const ended = await runWorkflow(
    definition,
    {},
    answering(() => Promise.reject(busy)),
  );
  expect(ended).toEqual({ error: 'Lambda.TooManyRequestsException', cause: 'Rate exceeded' });
  expect(given).toHaveLength(1 + 5);
});
