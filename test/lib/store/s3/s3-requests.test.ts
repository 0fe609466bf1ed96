// What goes to S3 and what stays there: few requests, media types, and no upload that nobody finishes.
import { bytes, LARGE, s3OfEach } from './s3-of-each.ts';

const s3 = s3OfEach();

describe('what is left behind', () => {
  it('an upload is aborted when a part cannot be sent', async () => {
    s3.server.fault = ({ query }) =>
      query.get('partNumber') === '2' ? { status: 400, code: 'BadDigest' } : undefined;
    const writer = await s3.store.write('new');
    await writer.write(LARGE);
    await expect(writer.write(LARGE)).rejects.toMatchObject({ code: 'Internal' });
    expect(s3.server.uploads.size).toBe(0);
    await expect(writer.finish()).rejects.toThrow('finished or given up');
  });

  it('an upload that cannot be aborted is invisible, and the first failure is the one told', async () => {
    s3.server.fault = ({ method, query }) =>
      method === 'DELETE' || query.get('partNumber') === '2'
        ? { status: 403, code: 'AccessDenied' }
        : undefined;
    const writer = await s3.store.write('new');
    await writer.write(LARGE);
    await expect(writer.write(LARGE)).rejects.toThrow('refuses access');
    expect(s3.server.uploads.size).toBe(1);
    expect(await s3.listAll()).toEqual([]);
  });

  it('what others keep under the prefix is not listed', async () => {
    for (const key of ['p/', 'p/folder/', 'p/é', 'p/.hidden', 'q/other', 'p/ours']) {
      s3.server.objects.set(key, { body: Buffer.from(''), headers: {} });
    }
    expect(await s3.listAll()).toEqual(['ours']);
  });
});

describe('what is sent', () => {
  it('the media type of an object', async () => {
    await s3.store.put('a', bytes('{}'), { contentType: 'application/json' });
    await s3.store.put('b', bytes('{}'));
    const writer = await s3.store.write('c', { contentType: 'application/x-ndjson' });
    await writer.write(LARGE);
    await writer.finish();
    const types = ['a', 'b', 'c'].map((key) => s3.server.objects.get(`p/${key}`)?.headers['content-type']);
    expect(types).toEqual(['application/json', 'application/octet-stream', 'application/x-ndjson']);
  });

  it('a small file is one request, a large one goes in parts of 8 MiB', async () => {
    await s3.writeFile(bytes('small'));
    expect(s3.server.requests).toHaveLength(1);
    await s3.store.delete('new');
    s3.server.requests.length = 0;
    const writer = await s3.store.write('new');
    for (let sent = 0; sent < 20; sent += 1) await writer.write(LARGE.subarray(0, 1024 * 1024));
    await writer.finish();
    expect(
      s3.server.requests.map(({ method, query }) => `${method} ${query.get('partNumber') ?? ''}`),
    ).toEqual(['POST ', 'PUT 1', 'PUT 2', 'PUT 3', 'POST ']);
  });

  it('a page of a listing at a time, and no more once the reader leaves', async () => {
    for (let index = 0; index < 9; index += 1) await s3.store.put(`k${index}`, bytes(''));
    s3.server.pageSize = 3;
    s3.server.requests.length = 0;
    for await (const { key } of s3.store.list('k')) if (key === 'k3') break;
    expect(s3.server.requests).toHaveLength(2);
  });

  it('nothing before the first use', () => {
    expect(s3.server.requests).toHaveLength(0);
  });
});
