// The operation `export` at its doors: run, start, status; what it answers, refuses and hands over.
import { exportTransactions } from '../../functions/export.ts';
import type { ExportIdentity } from '../../lib/export/manifest/manifest-schema.ts';
import { manifestKey } from '../../lib/export/run/keys.ts';
import type { ExportServices } from '../../lib/export/run/services.ts';
import { Failure } from '../../lib/failure.ts';
import { createHandler } from '../../lib/operation/handler.ts';
import type { HttpAnswer } from '../../lib/operation/http-answer.ts';
import { scheduledEvent, schedulerEvent } from '../events/eventbridge.ts';
import { httpApiEvent } from '../events/http-api-v2.ts';
import { charge, charges, type FakeSourceOptions, fakeSource } from '../lib/export/run/world.ts';
import { manualClock } from '../support/call.ts';
import { MemoryDisk } from '../support/memory-store.ts';

const OCTOBER = { from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z' };
const ID = /^wix-ndjson-20261001-20261101-[0-9a-f]{16}$/;

/** A handler over a simulated store and 40 charges; what is not said here is as in the deployed function. */
function open(services: Partial<ExportServices> = {}, options: FakeSourceOptions = {}) {
  const disk = new MemoryDisk();
  const clock = manualClock();
  const source = fakeSource(() => charges(40, 7200), options);
  const made: ExportServices = {
    store: disk.open(),
    source,
    accountOf: async () => 'account-1',
    rowsPerPart: 10,
    requestsPerMinute: 200,
    sourceWithin: () => source,
    pause: async () => {},
    ...services,
  };
  const handler = createHandler(exportTransactions, () => made, { environment: {}, clock, write: () => {} });
  const direct = (payload: unknown, remaining = 600_000) =>
    handler(payload, { awsRequestId: 'r', getRemainingTimeInMillis: () => remaining });
  const http = async (method: string, path: string, body?: unknown) => {
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer: HttpAnswer = Object(await handler(httpApiEvent({ method, path, ...text })));
    return { ...answer, json: JSON.parse(answer.body) };
  };
  return { disk, clock, source, direct, http };
}

describe('run, called directly or by Step Functions', () => {
  test('answers COMPLETE with the files, their figures and the manifest', async () => {
    const { direct, disk } = open();
    const answer = await direct(OCTOBER);
    expect(answer).toEqual({
      status: 'COMPLETE',
      exportId: expect.stringMatching(ID),
      from: '2026-10-01T00:00:00.000Z',
      to: '2026-11-01T00:00:00.000Z',
      rows: 40,
      credits: '4',
      cost: { USD: '4.00' },
      files: expect.any(Array),
      manifest: expect.stringMatching(/^memory:\/\/\/exports\/manifests\/wix-ndjson-.*\.json$/),
    });
    const { exportId, files } = Object(answer);
    expect(files.map(({ rows }: { rows: number }) => rows)).toEqual([10, 2, 10, 2, 10, 2, 4]);
    for (const { uri, bytes } of files) {
      expect(uri).toMatch(/\/exports\/ndjson\/wix-.*\/dt=2026-10-0\d\/part-0000\d\.ndjson\.gz$/);
      expect(disk.objects.get(uri.slice('memory:///'.length))?.byteLength).toBe(bytes);
    }
    expect(disk.objects.has(manifestKey(exportId))).toBe(true);
    expect(await direct(OCTOBER)).toEqual({ ...Object(answer), alreadyDone: true });
  });

  test('answers CONTINUE, and the continuation alone carries it on', async () => {
    const { direct, clock } = open({}, { before: () => clock.advance(100_000) });
    let answer = Object(await direct({ ...OCTOBER, format: 'csv', exportId: 'mine' }));
    expect(answer).toEqual({
      status: 'CONTINUE',
      exportId: 'mine',
      waitSeconds: 1,
      continuation: expect.stringMatching(/^mine\.[0-9a-f]{16}\.[0-9a-f]{32}$/),
      progress: { rows: 24, pages: 6 },
    });
    for (let calls = 1; answer.status === 'CONTINUE' && calls < 10; calls += 1) {
      answer = Object(await direct({ continuation: answer.continuation }));
    }
    expect(answer).toMatchObject({ status: 'COMPLETE', exportId: 'mine', rows: 40 });
  });

  test('takes a continuation again that it has taken before: a workflow did not get the answer', async () => {
    const { direct, clock } = open({}, { before: () => clock.advance(200_000) });
    const { continuation } = Object(await direct(OCTOBER));
    const second = Object(await direct({ continuation }));
    expect(second.continuation).not.toBe(continuation);
    expect(await direct({ continuation })).toMatchObject({ progress: { pages: 9 } });
  });

  test.each([
    ['from', { from: 'yesterday', to: OCTOBER.to }],
    ['from', { from: '2026-10-01', to: OCTOBER.to }],
    ['from', { from: '2026-10-01T00:00:00', to: OCTOBER.to }],
    ['from', { from: OCTOBER.to, to: OCTOBER.from }],
    ['from', { to: OCTOBER.to }],
    ['to', { from: OCTOBER.from }],
    ['to', { from: '2025-09-01T00:00:00Z', to: OCTOBER.to }],
    ['to', { from: OCTOBER.from, to: '2026-11-22T12:00:01Z' }],
    ['format', { ...OCTOBER, format: 'xlsx' }],
    ['exportId', { ...OCTOBER, exportId: '../x' }],
    ['exportId', { ...OCTOBER, exportId: 'x'.repeat(65) }],
    ['exportId', { action: 'status' }],
    ['continuation', { continuation: 'nonsense' }],
    ['continuation', { continuation: `mine.${'0'.repeat(16)}.${'0'.repeat(32)}` }],
    ['action', { ...OCTOBER, action: 'delete' }],
    ['until', { ...OCTOBER, until: OCTOBER.to }],
    ['from', { action: 'plan' }],
    ['from', { action: 'plan', from: OCTOBER.to, to: OCTOBER.from }],
    ['to', { action: 'plan', from: '2025-09-01T00:00:00Z', to: OCTOBER.to }],
    ['action', { ...OCTOBER, action: 'plan', exportId: 'mine' }],
    ['requestsPerMinute', { ...OCTOBER, action: 'run', requestsPerMinute: 0 }],
    ['requestsPerMinute', { ...OCTOBER, requestsPerMinute: 50 }],
  ])('refuses a bad %s: %j', async (path, payload) => {
    const { direct, disk } = open();
    await expect(direct(payload)).rejects.toThrow(`${path}:`);
    await expect(direct(payload)).rejects.toMatchObject({ name: 'InvalidInput' });
    expect(disk.objects.size).toBe(0);
  });

  test('asks Wix within the share that it is told of, and makes the export that it would have made', async () => {
    const shares: number[] = [];
    const source = fakeSource(() => charges(40, 7200));
    const sourceWithin = (requestsPerMinute: number) => {
      shares.push(requestsPerMinute);
      return source;
    };
    const { direct } = open({ sourceWithin });
    const answer = Object(await direct({ ...OCTOBER, action: 'run', requestsPerMinute: 50 }));
    expect(shares).toEqual([50]);
    expect(await direct(OCTOBER)).toEqual({ ...answer, alreadyDone: true });
  });

  test('plans an export for each day of a window, and touches nothing', async () => {
    const { direct, disk } = open();
    expect(await direct({ ...OCTOBER, action: 'plan', format: 'csv' })).toMatchObject({
      status: 'PLAN',
      from: '2026-10-01T00:00:00.000Z',
      to: '2026-11-01T00:00:00.000Z',
      days: 31,
      concurrency: 2,
      windows: expect.arrayContaining([
        expect.objectContaining({ action: 'run', format: 'csv', requestsPerMinute: 100 }),
      ]),
    });
    expect(disk.objects.size).toBe(0);
  });

  test('refuses a continuation beside another window, format or exportId', async () => {
    const { direct, clock } = open({}, { before: () => clock.advance(200_000) });
    const { continuation } = Object(await direct(OCTOBER));
    const others = [
      { from: '2026-10-02T00:00:00Z', to: OCTOBER.to },
      { from: OCTOBER.from, to: '2026-10-31T00:00:00Z' },
      { format: 'csv' },
      { exportId: 'mine' },
    ];
    for (const other of others) {
      await expect(direct({ ...other, continuation })).rejects.toMatchObject({ name: 'InvalidInput' });
    }
    expect(await direct({ ...OCTOBER, format: 'ndjson', continuation })).toMatchObject({
      status: 'CONTINUE',
    });
  });

  test('refuses a continuation of another account', async () => {
    let account = 'account-1';
    const { direct, clock } = open(
      { accountOf: async () => account },
      { before: () => clock.advance(200_000) },
    );
    const { continuation } = Object(await direct(OCTOBER));
    account = 'account-2';
    await expect(direct({ continuation })).rejects.toMatchObject({ name: 'ExportConflict' });
  });

  test('goes on with an export whose rows a file were set otherwise meanwhile', async () => {
    const settings = { rowsPerPart: 10 };
    const { direct, clock } = open(settings, { before: () => clock.advance(100_000) });
    const { continuation } = Object(await direct(OCTOBER));
    settings.rowsPerPart = 7;
    expect(await direct({ continuation })).toMatchObject({ status: 'COMPLETE', rows: 40 });
  });

  test('refuses an exportId that another export has', async () => {
    const { direct } = open();
    await direct({ ...OCTOBER, exportId: 'mine' });
    await expect(direct({ ...OCTOBER, format: 'csv', exportId: 'mine' })).rejects.toMatchObject({
      name: 'ExportConflict',
    });
  });

  test('waits for a window that has only just ended to settle', async () => {
    const { direct, clock, source } = open();
    const window = { from: '2026-11-22T11:00:00Z', to: '2026-11-22T12:00:00Z' };
    const { continuation, waitSeconds } = Object(await direct(window));
    expect(waitSeconds).toBe(300);
    expect(source.state.pages).toBe(0);
    clock.advance(300_000);
    expect(await direct({ continuation })).toMatchObject({ status: 'COMPLETE', rows: 0 });
  });
});

describe('from EventBridge', () => {
  test.each([
    ['a rule', scheduledEvent],
    ['EventBridge Scheduler', schedulerEvent],
  ])('%s exports the UTC day before its time, once however often it comes', async (_, event) => {
    const source = fakeSource(() => [
      charge('in', '2026-11-20T23:59:59.999Z'),
      charge('out', '2026-11-21T00:00:00Z'),
    ]);
    const { direct } = open({ source });
    const first = await direct(event('2026-11-21T00:15:00Z'));
    expect(first).toMatchObject({
      from: '2026-11-20T00:00:00.000Z',
      to: '2026-11-21T00:00:00.000Z',
      rows: 1,
    });
    expect(await direct(event('2026-11-21T09:00:00Z'))).toEqual({ ...Object(first), alreadyDone: true });
  });

  test('takes the format from the detail', async () => {
    const { direct } = open();
    const event = { ...scheduledEvent('2026-11-21T00:15:00Z'), detail: { format: 'csv' } };
    expect(await direct(event)).toMatchObject({
      exportId: expect.stringMatching(/^wix-csv-20261120-20261121-/),
    });
  });
});

describe('POST /v1/exports without a state machine', () => {
  test('runs the export: 200 and where it is', async () => {
    const { http } = open();
    const answer = await http('POST', '/v1/exports', OCTOBER);
    expect(answer).toMatchObject({ statusCode: 200, json: { status: 'COMPLETE', rows: 40 } });
    expect(answer.headers.location).toBe(`/v1/exports/${answer.json.exportId}`);
  });

  test('runs it as far as 25 seconds go: 202, and whoever asks again goes on with it', async () => {
    const { http, clock } = open({}, { before: () => clock.advance(5_000) });
    const answer = await http('POST', '/v1/exports', OCTOBER);
    const { exportId } = answer.json;
    expect(answer).toMatchObject({
      statusCode: 202,
      headers: { location: `/v1/exports/${exportId}`, 'retry-after': '1' },
      json: { status: 'CONTINUE', exportId: expect.stringMatching(ID), progress: { pages: 4 } },
    });
    expect((await http('GET', `/v1/exports/${exportId}`)).json).toMatchObject({
      status: 'RUNNING',
      progress: { rows: 16, pages: 4 },
    });
    expect(await http('POST', '/v1/exports', OCTOBER)).toMatchObject({ statusCode: 202 });
    const { continuation } = answer.json;
    expect(await http('POST', '/v1/exports', { continuation })).toMatchObject({
      statusCode: 200,
      json: { rows: 40 },
    });
  });

  test.each([
    ['from', {}],
    ['from', { format: 'csv' }],
    ['to', { from: OCTOBER.from }],
  ])('without %s is 400: only a schedule means yesterday', async (path, body) => {
    const { http } = open();
    const { statusCode, json } = await http('POST', '/v1/exports', body);
    expect({ statusCode, errors: json.errors }).toEqual({
      statusCode: 400,
      errors: [expect.objectContaining({ path })],
    });
  });

  test('takes no action from the body: what asks for something else than to start is told', async () => {
    const { http } = open();
    const answer = await http('POST', '/v1/exports', { ...OCTOBER, action: 'status', exportId: 'mine' });
    expect(answer).toMatchObject({ statusCode: 400, json: { errors: [{ path: 'action' }] } });
  });
});

describe('POST /v1/exports with a state machine', () => {
  function started(fail?: Failure) {
    const identities: ExportIdentity[] = [];
    const startWorkflow = async (identity: ExportIdentity) => {
      identities.push(identity);
      if (fail !== undefined) throw fail;
    };
    return { ...open({ startWorkflow }), identities };
  }

  test('starts it: 202, and the export is found from then on', async () => {
    const { http, identities, source } = started();
    const answer = await http('POST', '/v1/exports', OCTOBER);
    const { exportId } = answer.json;
    expect(answer).toMatchObject({ statusCode: 202, headers: { location: `/v1/exports/${exportId}` } });
    expect(identities).toMatchObject([{ exportId, from: '2026-10-01T00:00:00.000Z', format: 'ndjson' }]);
    expect(source.state.pages).toBe(0);
    expect(await http('GET', `/v1/exports/${exportId}`)).toMatchObject({
      statusCode: 200,
      json: {
        status: 'RUNNING',
        exportId,
        progress: { rows: 0, pages: 0 },
        savedAt: '2026-11-22T12:00:00.000Z',
      },
    });
  });

  test('of an export that is done answers with it, and starts nothing', async () => {
    const { http, direct, identities } = started();
    const { exportId } = Object(await direct(OCTOBER));
    expect(await http('POST', '/v1/exports', OCTOBER)).toMatchObject({
      statusCode: 200,
      json: { status: 'COMPLETE', exportId, alreadyDone: true },
    });
    expect(identities).toEqual([]);
    const other = { ...OCTOBER, format: 'csv', exportId };
    expect(await http('POST', '/v1/exports', other)).toMatchObject({ statusCode: 409 });
  });

  test('that cannot be started is an error for the operator', async () => {
    const { http } = started(new Failure('Internal', 'The export could not be started.'));
    expect(await http('POST', '/v1/exports', OCTOBER)).toMatchObject({
      statusCode: 500,
      json: { code: 'Internal' },
    });
  });
});

describe('GET /v1/exports/{exportId}', () => {
  test('of an export that is done has a URL for each file and for the manifest', async () => {
    const { http, direct } = open();
    const { exportId, files } = Object(await direct(OCTOBER));
    const { statusCode, json } = await http('GET', `/v1/exports/${exportId}`);
    expect(statusCode).toBe(200);
    expect(json).toMatchObject({
      status: 'COMPLETE',
      exportId,
      rows: 40,
      urlsExpireAt: '2026-11-22T13:00:00.000Z',
    });
    expect(json.files).toEqual(
      files.map((file: { uri: string }) => ({ ...file, url: `${file.uri}?expires=3600` })),
    );
    expect(json.manifestUrl).toBe(`${json.manifest}?expires=3600`);
    expect(json).not.toHaveProperty('alreadyDone');
  });

  test('of one that has failed tells of what', async () => {
    const failing = () => {
      throw new Failure('TransactionsNotReadable', 'Wix answers 404 to the query.');
    };
    const { http, direct } = open({}, { before: failing });
    await expect(direct({ ...OCTOBER, exportId: 'mine' })).rejects.toMatchObject({
      name: 'TransactionsNotReadable',
    });
    expect((await http('GET', '/v1/exports/mine')).json).toMatchObject({
      status: 'FAILED',
      error: { code: 'TransactionsNotReadable', detail: 'Wix answers 404 to the query.' },
    });
  });

  test('of one that failed and runs again forgets it', async () => {
    const { http, direct, clock } = open(
      {},
      {
        before: (page) => {
          clock.advance(100_000);
          if (page === 2) throw new Failure('WixCredentialsRejected', 'Wix rejects the API key.');
        },
      },
    );
    await expect(direct({ ...OCTOBER, exportId: 'mine' })).rejects.toMatchObject({
      name: 'WixCredentialsRejected',
    });
    await direct({ ...OCTOBER, exportId: 'mine' });
    expect((await http('GET', '/v1/exports/mine')).json).toMatchObject({
      status: 'RUNNING',
      progress: { pages: 7 },
    });
  });

  test('of one that nobody has started is 404', async () => {
    const { http } = open();
    expect(await http('GET', '/v1/exports/mine')).toMatchObject({
      statusCode: 404,
      json: { code: 'NotFound' },
    });
  });
});
