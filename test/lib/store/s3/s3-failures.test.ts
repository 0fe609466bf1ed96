// Failures of S3: each says who has to act, the credentials, the bucket, the network or time.
import { openStore } from '../../../../lib/store/open-store.ts';
import { s3Failure } from '../../../../lib/store/s3/s3-errors.ts';
import { BUCKET } from '../../../support/s3-server.ts';
import { bytes, LARGE, s3OfEach } from './s3-of-each.ts';

const s3 = s3OfEach();

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
    s3.server.fault = () => ({ status, code });
    const asked: (() => Promise<unknown>)[] = [
      () => s3.store.put('a', bytes('b'), { condition: 'create-only' }),
      () => s3.store.get('a'),
      () => s3.store.put('a', bytes('b')),
      s3.listAll,
      s3.readAll,
      () => s3.writeFile(LARGE),
      () => s3.store.delete('a'),
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
    const store = openStore(`s3://${BUCKET}`, { s3Client: s3.server.client(40) });
    s3.server.fault = () => 'hang';
    await expect(store.get('a')).rejects.toThrow('did not answer in time');
    await expect(store.put('a', bytes('b'), { condition: 'create-only' })).rejects.toThrow(
      'did not answer in time',
    );
    expect(s3.server.requests).toHaveLength(4);
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
    const s3Client = s3.server.client();
    s3Client.config.credentials = async () => {
      throw Object.assign(new Error('none'), { name: 'CredentialsProviderError' });
    };
    const store = openStore(`s3://${BUCKET}`, { s3Client });
    await expect(store.get('a')).rejects.toThrow('credentials for the store are missing');
  });

  it('an object whose answer breaks off is a failure, never a short object', async () => {
    await s3.store.put('old', LARGE);
    s3.server.fault = () => 'cut within';
    await expect(s3.store.get('old')).rejects.toMatchObject({ code: 'Internal' });
    await expect(s3.readAll()).rejects.toMatchObject({ code: 'Internal' });
  });

  it('a URL cannot be presigned for longer than a week', async () => {
    await expect(s3.store.presign('a', 604_801)).rejects.toMatchObject({ code: 'Internal' });
  });
});
