// What S3 and the way to it do wrong: one fault changes no outcome, a lasting one is a clear failure and leaves nothing half.
import { openStore } from '../../../../lib/store/open-store.ts';
import { s3Failure } from '../../../../lib/store/s3/s3-errors.ts';
import type { Store } from '../../../../lib/store/store.ts';
import { update } from '../../../../lib/store/update.ts';
import { BUCKET, type S3Fault, S3Server } from '../../../support/s3-server.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const LARGE = Buffer.alloc(9 * 1024 * 1024, 'x');

let server: S3Server;
let store: Store;
beforeEach(async () => {
  server = await new S3Server().start();
  store = openStore(`s3://${BUCKET}/p`, { s3Client: server.client() });
});
afterEach(() => server.stop());

async function writeFile(chunk: Uint8Array): Promise<string> {
  const writer = await store.write('new');
  await writer.write(chunk);
  return writer.finish();
}

async function readAll(): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await store.stream('old')) ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function listAll(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list('')) keys.push(key);
  return keys;
}

/** Each operation on a store that holds `old`: how it is done, and what it answers. */
const operations: Record<string, { run: () => Promise<unknown>; answer: unknown; creates?: boolean }> = {
  get: {
    run: async () => Buffer.from((await store.get('old'))?.body ?? []).toString(),
    answer: 'content',
  },
  stream: { run: readAll, answer: 'content' },
  list: { run: listAll, answer: ['old'] },
  put: { run: async () => (await store.put('new', bytes('new'))).outcome, answer: 'stored', creates: true },
  'put create-only': {
    run: async () => (await store.put('new', bytes('new'), { condition: 'create-only' })).outcome,
    answer: 'stored',
    creates: true,
  },
  'put create-only where there is one': {
    run: async () => (await store.put('old', bytes('new'), { condition: 'create-only' })).outcome,
    answer: 'exists',
  },
  update: {
    run: async () => {
      await update(store, 'old', (current) => Buffer.concat([current ?? bytes(''), bytes('+')]));
      return readAll();
    },
    answer: 'content+',
  },
  'write a small file': { run: () => writeFile(bytes('new')), answer: 'stored', creates: true },
  'write a file of many parts': { run: () => writeFile(LARGE), answer: 'stored', creates: true },
  delete: { run: () => store.delete('new'), answer: undefined },
};

const faults: Record<string, S3Fault> = {
  'a 500': { status: 500, code: 'InternalError' },
  'a 500 after the effect': { status: 500, code: 'InternalError', after: true },
  'a 503': { status: 503, code: 'ServiceUnavailable' },
  'a connection cut before the effect': 'cut before',
  'a connection cut after the effect': 'cut after',
};

const names = Object.keys(operations);
const operation = (name: string): (typeof operations)[string] => {
  const found = operations[name];
  if (found === undefined) throw new Error(`no operation ${name}`);
  return found;
};

describe.each(names)('%s', (name) => {
  const { run, answer, creates } = operation(name);
  beforeEach(async () => {
    await store.put('old', bytes('content'));
    server.requests.length = 0;
  });

  it.each(Object.entries(faults))(
    '%s at any one request changes nothing of the outcome',
    async (_, fault) => {
      let at = 1;
      for (; ; at += 1) {
        server.fault = ({ number }) => (number === at ? fault : undefined);
        expect(await run()).toEqual(answer);
        const reached = server.requests.length >= at;
        server.fault = () => undefined;
        await store.delete('new');
        await store.put('old', bytes('content'));
        server.requests.length = 0;
        if (!reached) break;
      }
      expect(at).toBeGreaterThan(1);
    },
  );

  it.each([
    ['a 503', faults['a 503']],
    ['a connection cut after the effect', faults['a connection cut after the effect']],
  ])('%s from any request on is a failure, and leaves the whole object or none', async (_, fault) => {
    let at = 1;
    for (; ; at += 1) {
      server.fault = ({ number }) => (number >= at ? fault : undefined);
      const outcome = await Promise.allSettled([run()]);
      const reached = server.requests.length >= at;
      server.fault = () => undefined;
      if (reached) {
        expect(outcome[0]).toMatchObject({ status: 'rejected', reason: { code: 'Internal' } });
        const size = server.objects.get('p/new')?.body.byteLength;
        expect([undefined, creates === true ? (name.includes('many') ? LARGE.byteLength : 3) : -1]).toContain(
          size,
        );
        expect(await readAll()).toMatch(/^content\+?$/);
      }
      await store.delete('new');
      await store.put('old', bytes('content'));
      server.requests.length = 0;
      if (!reached) break;
    }
    expect(at).toBeGreaterThan(1);
  });
});

describe('a failure says who has to act', () => {
  const slow = new Set(['SlowDown', 'TooManyRequests']);

  it.each([
    [403, 'AccessDenied', 's3:ListBucket'],
    [403, 'InvalidAccessKeyId', 'The AWS credentials for the store'],
    [403, 'SignatureDoesNotMatch', 'The AWS credentials for the store'],
    [400, 'ExpiredToken', 'The AWS credentials for the store'],
    [404, 'NoSuchBucket', 'no such bucket'],
    [301, 'PermanentRedirect', 'in another region'],
    [503, 'SlowDown', 'is busy'],
    [500, 'InternalError', 'is busy'],
    [429, 'TooManyRequests', 'is busy'],
    [400, 'EntityTooLarge', 'the operator finds the cause in the log'],
  ])('%i %s', async (status, code, detail) => {
    server.fault = () => ({ status, code });
    const asked: (() => Promise<unknown>)[] = [
      () => store.put('a', bytes('b'), { condition: 'create-only' }),
      () => store.get('a'),
      () => store.put('a', bytes('b')),
      listAll,
      readAll,
      () => writeFile(LARGE),
      () => store.delete('a'),
    ];
    // The SDK waits long before it tries a throttled request again: there one operation has to do.
    for (const ask of slow.has(code) ? asked.slice(0, 1) : asked) {
      await expect(ask()).rejects.toMatchObject({
        code: 'Internal',
        message: expect.stringContaining(detail),
        cause: expect.objectContaining({ name: code }),
      });
    }
  });

  it('a server that does not answer is given up after its silence', async () => {
    store = openStore(`s3://${BUCKET}`, { s3Client: server.client(40) });
    server.fault = () => 'hang';
    await expect(store.get('a')).rejects.toThrow('did not answer in time');
    await expect(store.put('a', bytes('b'), { condition: 'create-only' })).rejects.toThrow(
      'did not answer in time',
    );
    expect(server.requests).toHaveLength(4);
  });

  it.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN'])(
    '%s on the way to it',
    (code) => {
      const cause = Object.assign(new Error('connect 10.0.0.1'), { code });
      expect(s3Failure(cause)).toMatchObject({ code: 'Internal', cause });
      expect(s3Failure(cause).message).toContain('could not be reached');
      expect(s3Failure(cause).message).not.toContain('10.0.0.1');
    },
  );

  it('no credentials', async () => {
    const s3Client = server.client();
    s3Client.config.credentials = async () => {
      throw Object.assign(new Error('none'), { name: 'CredentialsProviderError' });
    };
    store = openStore(`s3://${BUCKET}`, { s3Client });
    await expect(store.get('a')).rejects.toThrow('credentials for the store are missing');
  });

  it('an object whose answer breaks off is a failure, never a short object', async () => {
    await store.put('old', LARGE);
    server.fault = () => 'cut within';
    await expect(store.get('old')).rejects.toMatchObject({ code: 'Internal' });
    await expect(readAll()).rejects.toMatchObject({ code: 'Internal' });
  });

  it('a URL cannot be presigned for longer than a week', async () => {
    await expect(store.presign('a', 604_801)).rejects.toMatchObject({ code: 'Internal' });
  });
});

describe('conflicting writes', () => {
  const conflict: S3Fault = { status: 409, code: 'ConditionalRequestConflict' };

  it('S3’s 409 to a put is sent again', async () => {
    server.fault = ({ number }) => (number < 3 ? conflict : undefined);
    expect(await store.put('a', bytes('1'), { condition: 'create-only' })).toMatchObject({
      outcome: 'stored',
    });
    expect(server.requests).toHaveLength(3);
  });

  it('a 409 that stays is a failure', async () => {
    server.fault = () => conflict;
    await expect(store.put('a', bytes('1'), { condition: 'create-only' })).rejects.toThrow('is busy');
    expect(server.requests).toHaveLength(5);
  });

  it('a put without a condition meets no conflict, and a 409 is a failure at once', async () => {
    server.fault = () => conflict;
    await expect(store.put('a', bytes('1'))).rejects.toThrow('is busy');
    expect(server.requests).toHaveLength(1);
  });

  const completing = ({ method, query }: { method: string; query: URLSearchParams }): boolean =>
    method === 'POST' && query.has('uploadId');

  it('a 409 to the end of an upload is a failure that leaves nothing behind', async () => {
    server.fault = (request) => (completing(request) ? conflict : undefined);
    await expect(writeFile(LARGE)).rejects.toThrow('is busy');
    expect(await listAll()).toEqual([]);
    expect(server.uploads.size).toBe(0);
  });

  it('a 409 to the end of an upload where another made the object means that it exists', async () => {
    server.fault = (request) => (completing(request) ? conflict : undefined);
    const writer = await store.write('new');
    await writer.write(LARGE);
    await store.put('new', bytes('rival'));
    expect(await writer.finish()).toBe('exists');
    expect(server.uploads.size).toBe(0);
  });

  it('an upload that was removed as abandoned is a failure', async () => {
    const writer = await store.write('new');
    await writer.write(LARGE);
    server.uploads.clear();
    await expect(writer.finish()).rejects.toMatchObject({ code: 'Internal' });
    expect(await store.get('new')).toBeUndefined();
  });
});

describe('what is left behind', () => {
  it('an upload is aborted when a part cannot be sent', async () => {
    server.fault = ({ query }) =>
      query.get('partNumber') === '2' ? { status: 400, code: 'BadDigest' } : undefined;
    const writer = await store.write('new');
    await writer.write(LARGE);
    await expect(writer.write(LARGE)).rejects.toMatchObject({ code: 'Internal' });
    expect(server.uploads.size).toBe(0);
    await expect(writer.finish()).rejects.toThrow('finished or given up');
  });

  it('an upload that cannot be aborted is invisible, and the first failure is the one told', async () => {
    server.fault = ({ method, query }) =>
      method === 'DELETE' || query.get('partNumber') === '2'
        ? { status: 403, code: 'AccessDenied' }
        : undefined;
    const writer = await store.write('new');
    await writer.write(LARGE);
    await expect(writer.write(LARGE)).rejects.toThrow('refuses access');
    expect(server.uploads.size).toBe(1);
    expect(await listAll()).toEqual([]);
  });

  it('what others keep under the prefix is not listed', async () => {
    for (const key of ['p/', 'p/folder/', 'p/é', 'p/.hidden', 'q/other', 'p/ours']) {
      server.objects.set(key, { body: Buffer.from(''), headers: {} });
    }
    expect(await listAll()).toEqual(['ours']);
  });
});

describe('what is sent', () => {
  it('the media type of an object', async () => {
    await store.put('a', bytes('{}'), { contentType: 'application/json' });
    await store.put('b', bytes('{}'));
    const writer = await store.write('c', { contentType: 'application/x-ndjson' });
    await writer.write(LARGE);
    await writer.finish();
    const types = ['a', 'b', 'c'].map((key) => server.objects.get(`p/${key}`)?.headers['content-type']);
    expect(types).toEqual(['application/json', 'application/octet-stream', 'application/x-ndjson']);
  });

  it('a small file is one request, a large one goes in parts of 8 MiB', async () => {
    await writeFile(bytes('small'));
    expect(server.requests).toHaveLength(1);
    await store.delete('new');
    server.requests.length = 0;
    const writer = await store.write('new');
    for (let sent = 0; sent < 20; sent += 1) await writer.write(LARGE.subarray(0, 1024 * 1024));
    await writer.finish();
    expect(server.requests.map(({ method, query }) => `${method} ${query.get('partNumber') ?? ''}`)).toEqual([
      'POST ',
      'PUT 1',
      'PUT 2',
      'PUT 3',
      'POST ',
    ]);
  });

  it('a page of a listing at a time, and no more once the reader leaves', async () => {
    for (let index = 0; index < 9; index += 1) await store.put(`k${index}`, bytes(''));
    server.pageSize = 3;
    server.requests.length = 0;
    for await (const { key } of store.list('k')) if (key === 'k3') break;
    expect(server.requests).toHaveLength(2);
  });

  it('nothing before the first use', () => {
    expect(server.requests).toHaveLength(0);
  });
});
