// One export by the workflow export-transactions, run here: its tasks are the built function against the local Wix.
import { jest } from '@jest/globals';
import { scheduledEvent } from '../events/eventbridge.ts';
import { DAY, DAYS, exportWorkflowOfEach, outputOf, PLANNING, QUERY } from './support/export-workflow.ts';

jest.setTimeout(60_000);

const ROUND = ['Wait', 'Go on', 'Done?'];
const suite = exportWorkflowOfEach();

describe('one export', () => {
  test('of a day is asked for a plan, runs, and answers with its files', async () => {
    const ran = await suite.run(DAY);
    expect(outputOf(ran)).toMatchObject({
      status: 'COMPLETE',
      from: '2026-10-10T00:00:00.000Z',
      rows: suite.truth(DAY),
      files: [expect.objectContaining({ rows: suite.truth(DAY) })],
    });
    expect(ran.entered).toEqual([...PLANNING, 'Begin', 'Done?', 'Done']);
  });

  test('of many days is what an exportId asks for, as POST /v1/exports starts it', async () => {
    const ran = await suite.run({ ...DAYS, exportId: 'five-days' });
    expect(outputOf(ran)).toMatchObject({ exportId: 'five-days', rows: suite.truth(DAYS) });
    expect(outputOf(ran).files).toHaveLength(5);
    expect(ran.entered).toEqual(['One export?', 'Begin', 'Done?', 'Done']);
  });

  test('where Wix asks to wait, the workflow waits and goes on', async () => {
    for (const after of [2, 4]) {
      const match = { ...QUERY, after };
      suite.world.wix.faults.add({ kind: 'status', status: 429, retryAfter: '90', times: 1, match });
    }
    const ran = await suite.run({ ...DAYS, exportId: 'waits', format: 'csv' });
    expect(outputOf(ran)).toMatchObject({ status: 'COMPLETE', rows: suite.truth(DAYS) });
    expect(ran.entered).toEqual(['One export?', 'Begin', 'Done?', ...ROUND, ...ROUND, 'Done']);
    const waits = ran.events.flatMap((event) =>
      event.type === 'StateEntered' && event.state.name === 'Wait'
        ? Object(event.state.input).waitSeconds
        : [],
    );
    expect(waits).toEqual([90, 90]);
  });

  test('a Scheduled Event exports the day before it, and coming twice it finds the export done', async () => {
    const first = await suite.run(scheduledEvent('2026-10-21T00:15:00Z'));
    expect(outputOf(first)).toMatchObject({
      from: '2026-10-20T00:00:00.000Z',
      to: '2026-10-21T00:00:00.000Z',
    });
    const second = await suite.run(scheduledEvent('2026-10-21T00:15:00Z'));
    expect(outputOf(second)).toEqual({ ...outputOf(first), alreadyDone: true });
  });

  test('what passes by itself is tried again, what does not ends the execution with its code', async () => {
    suite.world.secrets.fault({ kind: 'error', type: 'ResourceNotFoundException' });
    expect(await suite.run({ ...DAY, exportId: 'a' })).toMatchObject({ error: 'SecretUnavailable' });
    expect(suite.world.secrets.calls.length).toBeGreaterThanOrEqual(7);
    suite.world.secrets.fault(undefined);
    suite.world.wix.settings.transactionQuery = 404;
    const before = suite.world.wix.journal.count();
    expect(await suite.run({ ...DAY, exportId: 'a' })).toMatchObject({
      error: 'TransactionsNotReadable',
      entered: ['One export?', 'Begin'],
    });
    expect(suite.world.wix.journal.count() - before).toBe(1);
    suite.world.wix.settings.transactionQuery = 200;
    expect(outputOf(await suite.run({ ...DAY, exportId: 'a' }))).toMatchObject({ status: 'COMPLETE' });
  });

  test('an outage of Wix is waited out: first between calls, then as an error that is tried again', async () => {
    suite.world.wix.faults.add({ kind: 'status', status: 503, times: 30, match: { ...QUERY, after: 3 } });
    const ran = await suite.run({ ...DAYS, exportId: 'outage' });
    expect(outputOf(ran)).toMatchObject({ status: 'COMPLETE', rows: suite.truth(DAYS) });
    expect(ran.entered.filter((name) => name === 'Wait').length).toBeGreaterThanOrEqual(5);
    const failures = ran.events.flatMap((event) => (event.type === 'StateFailed' ? event.Error : []));
    expect(new Set(failures)).toEqual(new Set(['WixUnavailable']));
  });

  test('survives the death of its Lambda', async () => {
    suite.world.wix.faults.add({ kind: 'delay', delayMs: 1_000, times: 1, match: { ...QUERY, after: 2 } });
    const kills = { functionName: 'export', when: () => suite.world.wix.journal.count() >= 3 };
    const ran = await suite.run({ ...DAYS, exportId: 'killed' }, { kills });
    expect(
      ran.events.some((event) => event.type === 'StateFailed' && event.Error === 'Runtime.ExitError'),
    ).toBe(true);
    expect(outputOf(ran)).toMatchObject({ status: 'COMPLETE', rows: suite.truth(DAYS) });
  });

  test.each([
    ['from', { ...DAYS, from: 'yesterday' }],
    ['to', { from: DAYS.from }],
    ['to', { from: DAYS.from, to: '2036-01-01T00:00:00Z' }],
  ])('a bad %s is InvalidInput at the first try', async (path, input) => {
    const ran = await suite.run(input);
    expect(ran).toMatchObject({ error: 'InvalidInput', cause: expect.stringContaining(`${path}: `) });
    expect(ran.events.some(({ type }) => type === 'StateRetried')).toBe(false);
  });
});
