// The server around the methods: ids, journal, bodies, and an end that leaves nothing open.
import { connect } from 'node:net';
import { createLocalWix } from '../../../local/wix/server.ts';
import { PATHS, stillWorld, withWix } from './open-wix.ts';

const world = { transactions: 0 } as const;

test('every answer carries a request id of its own, errors and unknown paths too', () =>
  withWix(world, async (wix) => {
    const answers = [
      await wix.forAccount('POST', PATHS.balance),
      await wix.call('POST', PATHS.balance, {}),
      await wix.call('GET', '/no/such/path', {}),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 404]);
    const ids = answers.map(({ headers }) => headers.get('x-wix-request-id'));
    for (const id of ids) expect(id).toMatch(/^\d{10}\.\d{16}$/);
    expect(new Set(ids).size).toBe(3);
    expect(wix.journal.entries.map(({ wixRequestId }) => wixRequestId)).toEqual(ids);
  }));

test('an unknown path is a 404 without a body', () =>
  withWix(world, async (wix) => {
    const { status, text } = await wix.forAccount('POST', '/translation-credits/v2/credit');
    expect([status, text]).toEqual([404, '']);
  }));

test('malformed JSON is a 400', () =>
  withWix(world, async (wix) => {
    const { status, json } = await wix.forAccount('POST', PATHS.charge, '{"amount":');
    expect(status).toBe(400);
    expect(json).toMatchObject({ details: { applicationError: { code: 'INVALID_ARGUMENT' } } });
  }));

test('a body of more than ten megabytes is a 413', () =>
  withWix(world, async (wix) => {
    expect((await wix.forAccount('POST', PATHS.charge, 'x'.repeat(10_000_001))).status).toBe(413);
  }));

test('a target that is no URL does not end the server', () =>
  withWix(world, async (wix) => {
    const answered = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(wix.url).port), '127.0.0.1', () =>
        socket.write('GET // HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
      );
      socket.setEncoding('utf8');
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('end', () => resolve(text));
    });
    expect(answered).toMatch(/^HTTP\/1\.1 404 /);
    expect((await wix.forAccount('POST', PATHS.balance)).status).toBe(200);
  }));

describe('the journal', () => {
  test('says what was asked, by which key, and how it was answered, but never the key', () =>
    withWix(world, async (wix) => {
      await wix.forAccount('POST', `${PATHS.balance}?a=1`, {});
      await wix.call('POST', PATHS.balance, { authorization: 'a-wrong-key' });
      const [first, second] = wix.journal.entries;
      expect(first).toMatchObject({
        at: '2026-11-22T12:00:00.000Z',
        method: 'POST',
        path: PATHS.balance,
        query: 'a=1',
        headers: { 'wix-account-id': wix.accountId },
        keyName: 'account',
        body: '{}',
        status: 200,
        fault: undefined,
      });
      expect(second).toMatchObject({ keyName: undefined, status: 401 });
      const text = JSON.stringify(wix.journal.entries);
      expect(text).not.toContain(wix.apiKey);
      expect(text).not.toContain('a-wrong-key');
    }));

  test('can be cleared, and counts from there', () =>
    withWix(world, async (wix) => {
      await wix.forAccount('POST', PATHS.balance);
      wix.journal.clear();
      expect([wix.journal.count(), wix.journal.entries]).toEqual([0, []]);
    }));
});

test('a bug inside is told, and answered with an empty system error', async () => {
  const bugs: unknown[] = [];
  const wix = createLocalWix({ ...stillWorld, ...world, onBug: (bug) => bugs.push(bug) });
  Object.assign(wix.world, {
    wallet: () => {
      throw new Error('a bug');
    },
  });
  const { url } = await wix.listen();
  const response = await fetch(url + PATHS.balance, {
    method: 'POST',
    headers: { authorization: wix.apiKey, 'wix-account-id': wix.accountId },
  });
  expect([response.status, await response.text()]).toEqual([500, '{"message":"","details":{}}']);
  expect(bugs).toEqual([new Error('a bug')]);
  await wix.close();
});

test('a port in use is an error of listen, not of the process', () =>
  withWix(world, async (wix) => {
    const other = createLocalWix({ ...stillWorld, ...world });
    await expect(other.listen(Number(new URL(wix.url).port))).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await other.close();
  }));

test('close ends connections that are kept alive, and can be called twice', async () => {
  const wix = createLocalWix({ ...stillWorld, ...world });
  const { url } = await wix.listen();
  await (await fetch(url + PATHS.balance, { method: 'POST' })).text();
  await wix.close();
  await wix.close();
  await expect(fetch(url + PATHS.balance)).rejects.toThrow();
});

test('without control its routes are paths that Wix does not have', () =>
  withWix(world, async (wix) => {
    expect((await wix.call('GET', '/_control/state', {})).status).toBe(404);
  }));
