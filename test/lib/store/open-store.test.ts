// From a URI to a store: only what is asked for is loaded, and a wrong URI is one clear error.
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { openStore } from '../../../lib/store/open-store.ts';
import { createS3Client } from '../../../lib/store/s3/s3-client.ts';
import { parseStoreUri } from '../../../lib/store/store-uri.ts';

describe('a store’s URI', () => {
  it.each([
    ['s3://bucket', { kind: 's3', bucket: 'bucket', prefix: '' }],
    ['s3://bucket/', { kind: 's3', bucket: 'bucket', prefix: '' }],
    ['s3://my.bucket-1/prefix', { kind: 's3', bucket: 'my.bucket-1', prefix: 'prefix/' }],
    ['s3://bucket/deep/prefix//', { kind: 's3', bucket: 'bucket', prefix: 'deep/prefix/' }],
    ['file:///data/store', { kind: 'directory', path: '/data/store' }],
    ['file:///data/with%20space/', { kind: 'directory', path: '/data/with space/' }],
  ])('%s', (uri, place) => {
    expect(parseStoreUri(uri)).toEqual(place);
  });

  it.each([
    '',
    'bucket',
    's3://',
    's3:///prefix',
    's3://UPPER/prefix',
    's3://user:secret@bucket/prefix',
    'file://host/dir',
    'file:///a%2Fb',
    'https://bucket.s3.amazonaws.com',
    '/data/store',
  ])('%j is refused by name, without its value', (uri) => {
    const open = (): unknown => openStore(uri);
    expect(open).toThrow('STORE_URI must be s3://bucket/prefix or file:///directory');
    expect(open).toThrow(expect.objectContaining({ code: 'Internal' }));
    expect(open).not.toThrow('secret');
  });

  it.each([
    ['s3://bucket', 's3://bucket/a/b.json'],
    ['s3://bucket/prefix/', 's3://bucket/prefix/a/b.json'],
    ['file:///data/with%20space', 'file:///data/with%20space/a/b.json'],
    ['file:///data/', 'file:///data/a/b.json'],
    ['file:///', 'file:///a/b.json'],
  ])('%s has its objects at %s', (uri, object) => {
    expect(openStore(uri).uri('a/b.json')).toBe(object);
  });
});

describe('what is loaded', () => {
  /** The modules that a process loads while it runs `use` on the store at `uri`. */
  async function loaded(uri: string, use: string): Promise<string> {
    const entry = pathToFileURL(fileURLToPath(new URL('../../../lib/store/open-store.ts', import.meta.url)));
    const program = `
      import { registerHooks } from 'node:module';
      registerHooks({ resolve: (name, context, next) => { console.log(name); return next(name, context); } });
      const { openStore } = await import(${JSON.stringify(entry.href)});
      const store = openStore(${JSON.stringify(uri)});
      ${use}`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      env: { ...process.env, AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9' },
    });
    return stdout;
  }
  const missing = pathToFileURL(`${tmpdir()}/no-such-store-${process.pid}`).href;

  it('neither half before the first use', async () => {
    const modules = await loaded('s3://bucket/prefix', 'store.uri("a");');
    expect(modules).toContain('./checked-store.ts');
    expect(modules).not.toMatch(/s3-store|directory-store|@aws-sdk/);
  });

  it('no AWS SDK for a directory, and no lock for reading', async () => {
    const modules = await loaded(missing, 'await store.get("a"); for await (const _ of store.list("")); ');
    expect(modules).toContain('directory-store.ts');
    expect(modules).not.toMatch(/s3-store|@aws-sdk|node:sqlite/);
  });

  it('no directory for S3, and the presigner only to presign', async () => {
    const use = 'await store.write("a"); await store.get("b").catch(() => undefined);';
    const modules = await loaded('s3://bucket/prefix', use);
    expect(modules).toContain('@aws-sdk/client-s3');
    expect(modules).not.toMatch(/directory-store|s3-request-presigner|node:sqlite/);
  });
});

describe('the S3 client', () => {
  it.each([
    [{}, false],
    [{ AWS_ENDPOINT_URL: '' }, false],
    [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:5000' }, true],
    [{ AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:5000' }, true],
  ])('puts the bucket into the path only where an endpoint is set: %j', (environment, expected) => {
    const client = createS3Client(environment);
    expect(client.config.forcePathStyle).toBe(expected);
    client.destroy();
  });

  it('does not wait for ever', async () => {
    const before = { ...process.env };
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
    });
    const client = createS3Client();
    await expect(client.send(new ListObjectsV2Command({ Bucket: 'bucket' }))).rejects.toThrow();
    // The handler knows its settings after the first request only.
    expect(client.config.requestHandler).toMatchObject({
      config: { connectionTimeout: 3_000, socketTimeout: 10_000 },
    });
    client.destroy();
    process.env = before;
  });
});
