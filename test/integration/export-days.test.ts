// A long window by the workflow export-transactions: an export for each of its days, in one line of manifests.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { runVerifyCommand } from '../../scripts/verify/command.ts';
import { scheduledEvent } from '../events/eventbridge.ts';
import {
  DAY,
  DAYS,
  daysOf,
  exportWorkflowOfEach,
  outputOf,
  PLANNING,
  QUERY,
} from './support/export-workflow.ts';
import type { Ran } from './support/workflows.ts';

jest.setTimeout(60_000);

/** Bytes that Step Functions carries from state to state. */
const CARRIED = 256 * 1024;
const suite = exportWorkflowOfEach();

/** The manifests in the order of their line: each one behind the one that it names. */
async function chain(): Promise<string[]> {
  const folder = join(suite.world.store, 'exports/manifests');
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

describe('a long window', () => {
  test('is an export for each day, two at once, and the output has a line for each', async () => {
    const ran = await suite.run(DAYS);
    const days = daysOf(ran);
    expect(days.map(({ from, status }) => [from.slice(0, 10), status])).toEqual(
      ['10', '11', '12', '13', '14'].map((day) => [`2026-10-${day}`, 'COMPLETE']),
    );
    expect(days.reduce((sum, { rows }) => sum + rows, 0)).toBe(suite.truth(DAYS));
    expect(days[0]).toEqual({
      status: 'COMPLETE',
      from: '2026-10-10T00:00:00.000Z',
      to: '2026-10-11T00:00:00.000Z',
      exportId: expect.stringMatching(/^wix-ndjson-20261010-20261011-/),
      rows: suite.truth(DAY),
      credits: expect.any(String),
      cost: expect.any(Object),
      manifest: expect.stringMatching(/^file:.*\.json$/),
    });
    expect(ran.entered.slice(0, 5)).toEqual([...PLANNING, 'Days']);
    expect(ran.entered.slice(-2)).toEqual(['Every day?', 'Days exported']);
  });

  test('however its days end beside each other, their manifests are one line, and each is proven', async () => {
    const days = daysOf(await suite.run(DAYS));
    expect((await chain()).toSorted()).toEqual(days.map(({ exportId }) => exportId).toSorted());
    for (const { manifest } of days) expect(await verified(manifest)).toBe('OK');
  });

  test('makes the exports that a daily schedule makes, and finds them where they are', async () => {
    const scheduled = outputOf(await suite.run(scheduledEvent('2026-10-13T00:15:00Z')));
    const before = suite.world.wix.journal.count();
    const days = daysOf(await suite.run(DAYS));
    expect(days[2]?.exportId).toBe(scheduled.exportId);
    expect((await chain())[0]).toBe(scheduled.exportId);
    suite.world.wix.settings.transactionQuery = 404;
    expect(daysOf(await suite.run(DAYS))).toEqual(days);
    expect(suite.world.wix.journal.count()).toBeGreaterThan(before);
  });

  test('a day that fails does not stop the others; the execution names it, and the same input exports it alone', async () => {
    // Whichever day asks the seventh time: two of them run side by side. (A 400 might be a cursor that is refused, which is got over.)
    suite.world.wix.faults.add({ kind: 'status', status: 403, times: 1, match: { ...QUERY, after: 6 } });
    const ran = await suite.run(DAYS);
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
    const again = await suite.run(DAYS);
    expect(daysOf(again).map(({ status }) => status)).toEqual(Array(5).fill('COMPLETE'));
  });

  test('days that all fail are named by their dates and codes alone: a year of them fits through Step Functions', async () => {
    suite.world.wix.settings.transactionQuery = 403;
    const ran = await suite.run({ from: '2026-09-01T00:00:00Z', to: '2026-10-01T00:00:00Z' });
    expect(ran).toMatchObject({
      error: 'DaysFailed',
      cause: expect.stringMatching(/^30 of 30 days .* for \["TransactionsNotReadable"\]/),
    });
    expect((largest(ran) / 30) * 366).toBeLessThan(CARRIED);
  });

  test('a year of days fits through Step Functions', async () => {
    const ran = await suite.run({
      from: '2025-11-01T00:00:00Z',
      to: '2026-11-01T00:00:00Z',
      format: 'csv',
    });
    expect(daysOf(ran)).toHaveLength(365);
    expect(largest(ran)).toBeLessThan(CARRIED * 0.75);
  });
});

/** The most bytes that a state took in or gave out. */
function largest({ events }: Ran): number {
  const sizes = events.flatMap((event) =>
    'state' in event
      ? [event.state.input, event.state.output].map((value) => JSON.stringify(value ?? null).length)
      : [],
  );
  return Math.max(...sizes);
}
