// The workflow refresh-credits, run here: its tasks are the built monitor against the local Wix.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { scheduledEvent } from '../events/eventbridge.ts';
import { builtFunctions, openWorkflows, type Ran, removeAll, type Workflows } from './support/workflows.ts';

jest.setTimeout(60_000);

const SITES = 1_200;
const LIST = '/site-list/v2/sites/query';
const EVENT = scheduledEvent('2026-11-01T12:00:00Z');

let built: string;
let world: Workflows;
beforeAll(async () => {
  built = await builtFunctions(['monitor']);
});
beforeEach(async () => {
  world = await openWorkflows(built, { sites: SITES, startAt: '2026-11-01T12:00:00.000Z' });
});
afterEach(() => world.close());
afterAll(removeAll);

const run = (input: object = EVENT, running = {}): Promise<Ran> =>
  world.run('refresh-credits', input, running);
/** How many sites have no word credits: those without the Multilingual app. */
const withoutApp = () => world.wix.world.sites.filter(({ words }) => words === undefined).length;

test('every page of the fleet is read, one after the other, and a site without Multilingual is one that failed', async () => {
  const ran = await run();
  expect(ran.output).toMatchObject({
    snapshot: { at: '2026-11-01T12:00:00.000Z', wallets: 1, sites: SITES, failed: withoutApp() },
  });
  expect(Object(ran.output).failed[0]).toMatchObject({ kind: 'words', code: 'FeatureNotAvailable' });
  const pages = ['Read a page', 'Read a page', 'Read a page', 'Read a page'];
  expect(ran.entered).toEqual(['Scheduled?', 'Plan', 'Pages of sites', ...pages, 'End the run']);
  expect(world.lambdas.get('monitor').environments).toHaveLength(1);
  const kept = await readdir(join(world.store, 'snapshots/dt=2026-11-01'));
  expect(kept.map((name) => name.replace(/^.*Z-/, '')).toSorted()).toEqual([
    'sites-000.ndjson',
    'sites-001.ndjson',
    'sites-002.ndjson',
    'wallets.ndjson',
  ]);
});

test('an event that comes twice is one run: nothing is read again but the list', async () => {
  const first = await run();
  const before = world.wix.journal.count();
  const second = await run();
  expect(Object(second.output).snapshot).toEqual(Object(first.output).snapshot);
  expect(world.wix.journal.entries.slice(before).map(({ path }) => path)).toEqual(Array(12).fill(LIST));
});

test('started by hand it is a run of now', async () => {
  const began = Date.now();
  const { output, entered } = await run({});
  expect(entered.slice(0, 3)).toEqual(['Scheduled?', 'Now', 'Plan']);
  expect(Date.parse(Object(output).snapshot.at)).toBeGreaterThanOrEqual(began);
});

test('a page that is never read does not stop the others', async () => {
  await run(scheduledEvent('2026-11-01T11:00:00Z'));
  const refused: string[] = [];
  const refuses = (payload: unknown) => {
    if (Object(payload).share !== 'sites-000') return undefined;
    refused.push('Sandbox.Timedout');
    return 'Sandbox.Timedout';
  };
  const ran = await run(EVENT, { refuses });
  expect(refused).toHaveLength(3);
  expect(ran.entered).toContain('Not read');
  expect(Object(ran.output).snapshot).toMatchObject({ at: '2026-11-01T12:00:00.000Z', sites: SITES - 500 });
});

test('a Lambda that is busy, or dies, is asked again', async () => {
  const refusals = ['Lambda.TooManyRequestsException', 'Runtime.ExitError', 'Lambda.ServiceException'];
  const ran = await run(EVENT, { refuses: () => refusals.pop() });
  expect(ran.output).toMatchObject({ snapshot: { sites: SITES } });
  expect(ran.events.filter(({ type }) => type === 'StateRetried')).toHaveLength(3);
});

test('where Wix is down, the run ends all the same, and says of everything that it could not be read', async () => {
  await run(scheduledEvent('2026-11-01T11:00:00Z'));
  world.wix.faults.add({ kind: 'status', status: 503 });
  const { output } = await run();
  expect(output).toMatchObject({ snapshot: { sites: SITES, failed: SITES + 1 } });
  expect(Object(output).failed.map(({ code }: { code: string }) => code)).toContain('WixUnavailable');
  expect(JSON.stringify(output).length).toBeLessThan(256 * 1024);
});

test.each([
  [401, undefined, 'WixCredentialsRejected'],
  [403, undefined, 'WixCredentialsRejected'],
  [404, undefined, 'WixRequestRejected'],
  [428, 'REQUEST_NOT_ELIGIBLE', 'InsufficientCredits'],
])('what Wix refuses with %i is in the output, and no error', async (status, wixCode, code) => {
  const json = { message: 'no', details: { applicationError: { code: wixCode } } };
  world.wix.faults.add({ kind: 'status', status, json });
  expect(await run()).toMatchObject({ output: { failed: [{ kind: 'wallet', code }] } });
});

test('a time that is none is InvalidInput at the first try', async () => {
  expect(await run({ time: 'noon' })).toMatchObject({
    error: 'InvalidInput',
    entered: ['Scheduled?', 'Plan'],
  });
});
