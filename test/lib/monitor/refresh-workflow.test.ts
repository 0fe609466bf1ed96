// The workflow for large fleets, run here with the function itself as its tasks.
import { readFile } from 'node:fs/promises';
import { StateMachine } from 'aws-local-stepfunctions';
import { monitor } from '../../../functions/monitor.ts';
import { createHandler } from '../../../lib/operation/handler.ts';
import { Account, QUARTER, short } from './account.ts';

const file = new URL('../../../workflows/refresh-credits.asl.json', import.meta.url);
const definition = JSON.parse(await readFile(file, 'utf8'));

/** Runs the workflow over an account; `dies` says which share is never answered. */
async function run(
  account: Account,
  input: Parameters<StateMachine['run']>[0],
  dies: (share: unknown) => boolean = () => false,
) {
  let calls = 0;
  const invoke = async (parameters: typeof input) => {
    const { Payload } = Object(parameters);
    calls += 1;
    if (dies(Payload.share)) throw Object.assign(new Error('Task timed out'), { name: 'Sandbox.Timedout' });
    const options = { environment: {}, write: () => undefined, clock: account.clock };
    const handler = createHandler(monitor, () => account.services(), options);
    const answer = await handler(Payload, { getRemainingTimeInMillis: () => 240_000 });
    return { Payload: JSON.parse(JSON.stringify(answer)) };
  };
  const { result } = new StateMachine(definition, {}).run(input, {
    overrides: {
      taskResourceLocalHandlers: { Plan: invoke, 'Read a page': invoke, 'End the run': invoke },
      retryIntervalOverrides: { Plan: 0, 'Read a page': 0, 'End the run': 0 },
    },
  });
  return { answer: Object(await result), calls };
}

it('reads every share of a fleet and answers as a run in one go does', async () => {
  const account = new Account(1001);
  account.site(1000).used = 1000;
  const { answer, calls } = await run(account, { time: '2026-11-02T00:00:00Z' });
  expect(calls).toBe(1 + 4 + 1);
  expect(answer).toMatchObject({
    snapshot: { at: '2026-11-02T00:00:00.000Z', wallets: 1, sites: 1001, failed: 0 },
    delivery: { found: 1, delivered: 1, waiting: 0 },
  });
  expect(account.keys('snapshots/').map((key) => key.split('/')[2])).toEqual([
    '000000.000Z-sites-000.ndjson',
    '000000.000Z-sites-001.ndjson',
    '000000.000Z-sites-002.ndjson',
    '000000.000Z-wallets.ndjson',
  ]);
});

it('for an event that comes twice is one run, with one alert', async () => {
  const account = new Account(3);
  account.site(1).used = 1000;
  const event = { time: '2026-11-02T00:00:00Z' };
  await run(account, event);
  account.wait(1_000);
  await run(account, event);
  expect(account.keys('snapshots/')).toHaveLength(2);
  expect(account.mails.got.map(short)).toEqual(['Exhausted words:001']);
});

it('started by hand is a run of now', async () => {
  const started = Date.now();
  const { snapshot } = (await run(new Account(1), {})).answer;
  expect(snapshot.sites).toBe(1);
  expect(Date.parse(snapshot.at)).toBeGreaterThanOrEqual(started);
});

it('goes on when a share is never answered, and its sites count as failed', async () => {
  const account = new Account(501);
  await run(account, {});
  account.wait(QUARTER);
  account.site(0).used = 1000;
  const { answer, calls } = await run(account, {}, (share) => share === 'sites-001');
  expect(calls).toBe(1 + 2 + 3 + 1);
  expect(answer.snapshot).toMatchObject({ sites: 500, failed: 0 });
  expect(account.mails.got.map(short)).toEqual(['Exhausted words:000']);
  const { scopes } = Object(JSON.parse(account.disk.text('monitor/alerts.json') ?? '')).state;
  const failures = Object.values(scopes).flatMap((scope) => Object(scope).failure ?? []);
  expect(failures).toEqual(['Internal']);
});
