// The workflow export-transactions, run here: its tasks are the built function against the local Wix.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import type { WorkflowEvent } from '../../local/workflows/run.ts';
import { runVerifyCommand } from '../../scripts/verify/command.ts';
import { scheduledEvent } from '../events/eventbridge.ts';
import { builtFunctions, openWorkflows, type Ran, removeAll, type Workflows } from './support/workflows.ts';

jest.setTimeout(60_000);

const QUERY = { path: '/appmarket/credittransactions/*' };
const DAY = { from: '2026-10-10T00:00:00Z', to: '2026-10-11T00:00:00Z' };
const DAYS = { from: '2026-10-10T00:00:00Z', to: '2026-10-15T00:00:00Z' };
/** Bytes that Step Functions carries from state to state. */
const CARRIED = 256 * 1024;
const PLANNING = ['One export?', 'Ask for a plan', 'Plan', 'One day?'];
const ROUND = ['Wait', 'Go on', 'Done?'];

let built: string;
let world: Workflows;
beforeAll(async () => {
  built = await builtFunctions(['export']);
});
beforeEach(async () => {
  world = await openWorkflows(built, {
    startAt: '2026-11-01T00:00:00.000Z',
    transactions: 8_000,
    historyDays: 40,
  });
});
afterEach(() => world.close());
afterAll(removeAll);

const run = (input: object, running = {}) => world.run('export-transactions', input, running);
const outputOf = ({ output }: Ran) => Object(output);
const daysOf = (
  ran: Ran,
): { from: string; status: string; rows: number; exportId: string; manifest: string }[] => outputOf(ran).days;

/** How many transactions the world holds for a window. */
function truth({ from, to }: typeof DAYS): number {
  const { transactions } = world.wix.world;
  const dates = Array.from({ length: transactions.size() }, (_, place) => transactions.createdAt(place));
  return dates.filter((at) => at >= Date.parse(from) && at < Date.parse(to)).length;
}

/** The manifests in the order of their line: each one behind the one that it names. */
async function chain(): Promise<string[]> {
  const folder = join(world.store, 'exports/manifests');
  const names = await readdir(folder);
  const manifests = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))),
  );
  const line: string[] = [];
  for (let before: string | undefined; line.length < manifests.length; before = line.at(-1)) {
    const next = manifests.filter(({ previous }) => previous?.exportId === before);
    expect(next).toHaveLength(1);
    line.push(next[0].exportId);
  }
  return line;
}

async function verified(manifest: string): Promise<string> {
  const said: string[] = [];
  const code = await runVerifyCommand([manifest], {
    print: (line) => said.push(line),
    say: (line) => said.push(line),
  });
  return code === 0 ? 'OK' : said.join('\n');
}

describe('one export', () => {
  test('of a day is asked for a plan, runs, and answers with its files', async () => {
    const ran = await run(DAY);
    expect(outputOf(ran)).toMatchObject({
      status: 'COMPLETE',
      from: '2026-10-10T00:00:00.000Z',
      rows: truth(DAY),
      files: [expect.objectContaining({ rows: truth(DAY) })],
    });
    expect(ran.entered).toEqual([...PLANNING, 'Begin', 'Done?', 'Done']);
  });

  test('of many days is what an exportId asks for, as POST /v1/exports starts it', async () => {
    const ran = await run({ ...DAYS, exportId: 'five-days' });
    expect(outputOf(ran)).toMatchObject({ exportId: 'five-days', rows: truth(DAYS) });
    expect(outputOf(ran).files).toHaveLength(5);
    expect(ran.entered).toEqual(['One export?', 'Begin', 'Done?', 'Done']);
  });

  test('where Wix asks to wait, the workflow waits and goes on', async () => {
    for (const after of [2, 4]) {
      const match = { ...QUERY, after };
      world.wix.faults.add({ kind: 'status', status: 429, retryAfter: '90', times: 1, match });
    }
    const ran = await run({ ...DAYS, exportId: 'waits', format: 'csv' });
    expect(outputOf(ran)).toMatchObject({ status: 'COMPLETE', rows: truth(DAYS) });
    expect(ran.entered).toEqual(['One export?', 'Begin', 'Done?', ...ROUND, ...ROUND, 'Done']);
    const waits = ran.events.flatMap((event) =>
      event.type === 'StateEntered' && event.state.name === 'Wait'
        ? Object(event.state.input).waitSeconds
        : [],
    );
    expect(waits).toEqual([90, 90]);
  });

  test('a Scheduled Event exports the day before it, and coming twice it finds the export done', async () => {
    const first = await run(scheduledEvent('2026-10-21T00:15:00Z'));
    expect(outputOf(first)).toMatchObject({
      from: '2026-10-20T00:00:00.000Z',
      to: '2026-10-21T00:00:00.000Z',
    });
    const second = await run(scheduledEvent('2026-10-21T00:15:00Z'));
    expect(outputOf(second)).toEqual({ ...outputOf(first), alreadyDone: true });
  });

  test('what passes by itself is tried again, what does not ends the execution with its code', async () => {
    world.secrets.fault({ kind: 'error', type: 'ResourceNotFoundException' });
    expect(await run({ ...DAY, exportId: 'a' })).toMatchObject({ error: 'SecretUnavailable' });
    expect(world.secrets.calls.length).toBeGreaterThanOrEqual(7);
    world.secrets.fault(undefined);
    world.wix.settings.transactionQuery = 404;
    const before = world.wix.journal.count();
    expect(await run({ ...DAY, exportId: 'a' })).toMatchObject({
      error: 'TransactionsNotReadable',
      entered: ['One export?', 'Begin'],
    });
    expect(world.wix.journal.count() - before).toBe(1);
    world.wix.settings.transactionQuery = 200;
    expect(outputOf(await run({ ...DAY, exportId: 'a' }))).toMatchObject({ status: 'COMPLETE' });
  });

  test('an outage of Wix is waited out: first between calls, then as an error that is tried again', async () => {
    world.wix.faults.add({ kind: 'status', status: 503, times: 30, match: { ...QUERY, after: 3 } });
    const ran = await run({ ...DAYS, exportId: 'outage' });
    expect(outputOf(ran)).toMatchObject({ status: 'COMPLETE', rows: truth(DAYS) });
    expect(ran.entered.filter((name) => name === 'Wait').length).toBeGreaterThanOrEqual(5);
    const failures = ran.events.flatMap((event) => (event.type === 'StateFailed' ? event.Error : []));
    expect(new Set(failures)).toEqual(new Set(['WixUnavailable']));
  });

  test('survives the death of its Lambda', async () => {
    world.wix.faults.add({ kind: 'delay', delayMs: 1_000, times: 1, match: { ...QUERY, after: 2 } });
    const kills = { functionName: 'export', when: () => world.wix.journal.count() >= 3 };
    const ran = await run({ ...DAYS, exportId: 'killed' }, { kills });
    expect(
      ran.events.some((event) => event.type === 'StateFailed' && event.Error === 'Runtime.ExitError'),
    ).toBe(true);
    expect(outputOf(ran)).toMatchObject({ status: 'COMPLETE', rows: truth(DAYS) });
  });

  test.each([
    ['from', { ...DAYS, from: 'yesterday' }],
    ['to', { from: DAYS.from }],
    ['to', { from: DAYS.from, to: '2036-01-01T00:00:00Z' }],
  ])('a bad %s is InvalidInput at the first try', async (path, input) => {
    const ran = await run(input);
    expect(ran).toMatchObject({ error: 'InvalidInput', cause: expect.stringContaining(`${path}: `) });
    expect(ran.events.some(({ type }) => type === 'StateRetried')).toBe(false);
  });
});

describe('a long window', () => {
  test('is an export for each day, two at once, and the output has a line for each', async () => {
    const ran = await run(DAYS);
    const days = daysOf(ran);
    expect(days.map(({ from, status }) => [from.slice(0, 10), status])).toEqual(
      ['10', '11', '12', '13', '14'].map((day) => [`2026-10-${day}`, 'COMPLETE']),
    );
    expect(days.reduce((sum, { rows }) => sum + rows, 0)).toBe(truth(DAYS));
    expect(days[0]).toEqual({
      status: 'COMPLETE',
      from: '2026-10-10T00:00:00.000Z',
      to: '2026-10-11T00:00:00.000Z',
      exportId: expect.stringMatching(/^wix-ndjson-20261010-20261011-/),
      rows: truth(DAY),
      credits: expect.any(String),
      cost: expect.any(Object),
      manifest: expect.stringMatching(/^file:.*\.json$/),
    });
    expect(ran.entered.slice(0, 5)).toEqual([...PLANNING, 'Days']);
    expect(ran.entered.slice(-2)).toEqual(['Every day?', 'Days exported']);
  });

  test('however its days end beside each other, their manifests are one line, and each is proven', async () => {
    const days = daysOf(await run(DAYS));
    expect((await chain()).toSorted()).toEqual(days.map(({ exportId }) => exportId).toSorted());
    for (const { manifest } of days) expect(await verified(manifest)).toBe('OK');
  });

  test('makes the exports that a daily schedule makes, and finds them where they are', async () => {
    const scheduled = outputOf(await run(scheduledEvent('2026-10-13T00:15:00Z')));
    const before = world.wix.journal.count();
    const days = daysOf(await run(DAYS));
    expect(days[2]?.exportId).toBe(scheduled.exportId);
    expect((await chain())[0]).toBe(scheduled.exportId);
    world.wix.settings.transactionQuery = 404;
    expect(daysOf(await run(DAYS))).toEqual(days);
    expect(world.wix.journal.count()).toBeGreaterThan(before);
  });

  test('a day that fails does not stop the others; the execution names it, and the same input exports it alone', async () => {
    // Whichever day asks the seventh time: two of them run side by side. (A 400 might be a cursor that is refused, which is got over.)
    world.wix.faults.add({ kind: 'status', status: 403, times: 1, match: { ...QUERY, after: 6 } });
    const ran = await run(DAYS);
    const exit = ran.events.find(
      (event) => event.type === 'StateEntered' && event.state.name === 'Some days failed',
    );
    const { days } = Object(exit && 'state' in exit ? exit.state.input : undefined);
    const failed = days.filter(({ status }: { status: string }) => status === 'FAILED');
    expect(failed).toEqual([
      {
        status: 'FAILED',
        from: expect.any(String),
        to: expect.any(String),
        error: 'TransactionsNotReadable',
      },
    ]);
    expect(ran).toMatchObject({ error: 'DaysFailed' });
    expect(Object(ran).cause).toBe(
      `1 of 5 days are not exported: ["${failed[0].from}"], for ["TransactionsNotReadable"]. The same input again exports these alone.`,
    );
    const again = await run(DAYS);
    expect(daysOf(again).map(({ status }) => status)).toEqual(Array(5).fill('COMPLETE'));
  });

  test('days that all fail are named by their dates and codes alone: a year of them fits through Step Functions', async () => {
    world.wix.settings.transactionQuery = 403;
    const ran = await run({ from: '2026-09-01T00:00:00Z', to: '2026-10-01T00:00:00Z' });
    expect(ran).toMatchObject({
      error: 'DaysFailed',
      cause: expect.stringMatching(/^30 of 30 days .* for \["TransactionsNotReadable"\]/),
    });
    expect((largest(ran) / 30) * 366).toBeLessThan(CARRIED);
  });

  test('a year of days fits through Step Functions', async () => {
    const ran = await run({ from: '2025-11-01T00:00:00Z', to: '2026-11-01T00:00:00Z', format: 'csv' });
    expect(daysOf(ran)).toHaveLength(365);
    expect(largest(ran)).toBeLessThan(CARRIED * 0.75);
  });
});

test('days side by side stay within the limit of Wix together, and wait outside of their Lambdas', async () => {
  const options = { startAt: '2026-11-01T00:00:00.000Z', historyDays: 2, transactions: 36_000, rate: 200 };
  const limited = await openWorkflows(built, options, { WIX_REQUESTS_PER_MINUTE: '200' });
  const { wix, lambdas } = limited;
  const waiting = new Map<number | undefined, number>();
  let asked = 0;
  const watch = (event: WorkflowEvent) => {
    if (event.type !== 'StateEntered' || event.state.name !== 'Wait in a day') return;
    waiting.set(event.index, Object(event.state.input).run.answer.progress.pages);
    if (waiting.size < 2 || asked > 0) return;
    // Both have used up their share, and both wait. New processes and a Wix without a limit spare the test the minute.
    asked = wix.journal.count();
    wix.settings.rate = 0;
    for (const process of lambdas.get('export').environments) process.kill();
  };
  const days = daysOf(
    await limited.run(
      'export-transactions',
      { from: '2026-10-30T00:00:00Z', to: '2026-11-01T00:00:00Z' },
      { watch, pauseMs: 4_000 },
    ),
  );
  expect([...waiting.values()]).toEqual([100, 100]);
  expect(asked).toBe(200);
  expect(wix.journal.entries.filter(({ status }) => status === 429)).toEqual([]);
  expect(days.map(({ status }) => status)).toEqual(['COMPLETE', 'COMPLETE']);
  await limited.close();
}, 60_000);

/** The most bytes that a state took in or gave out. */
function largest({ events }: Ran): number {
  const sizes = events.flatMap((event) =>
    'state' in event
      ? [event.state.input, event.state.output].map((value) => JSON.stringify(value ?? null).length)
      : [],
  );
  return Math.max(...sizes);
}
