// `POST /v1/exports`: without a state machine it runs the export itself, with one it hands it over.
import type { ExportIdentity } from '../../../lib/export/manifest/manifest-schema.ts';
import { Failure } from '../../../lib/failure.ts';
import { ID, OCTOBER, open } from './open.ts';

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
