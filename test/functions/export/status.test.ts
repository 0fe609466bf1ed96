// `GET /v1/exports/{exportId}`: how an export is, of what it failed, and where its files are.
import { Failure } from '../../../lib/failure.ts';
import { OCTOBER, open } from './open.ts';

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
