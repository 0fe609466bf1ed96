// Writes that meet on S3: its 409 is sent again where that is safe, and nobody's object is lost.
import type { S3Fault } from '../../../support/s3-server.ts';
import { bytes, LARGE, s3OfEach } from './s3-of-each.ts';

const s3 = s3OfEach();

describe('conflicting writes', () => {
  const conflict: S3Fault = { status: 409, code: 'ConditionalRequestConflict' };

  it('S3’s 409 to a put is sent again', async () => {
    s3.server.fault = ({ number }) => (number < 3 ? conflict : undefined);
    expect(await s3.store.put('a', bytes('1'), { condition: 'create-only' })).toMatchObject({
      outcome: 'stored',
    });
    expect(s3.server.requests).toHaveLength(3);
  });

  it('a 409 that stays is a failure', async () => {
    s3.server.fault = () => conflict;
    await expect(s3.store.put('a', bytes('1'), { condition: 'create-only' })).rejects.toThrow('is busy');
    expect(s3.server.requests).toHaveLength(5);
  });

  it('a put without a condition meets no conflict, and a 409 is a failure at once', async () => {
    s3.server.fault = () => conflict;
    await expect(s3.store.put('a', bytes('1'))).rejects.toThrow('is busy');
    expect(s3.server.requests).toHaveLength(1);
  });

  const completing = ({ method, query }: { method: string; query: URLSearchParams }): boolean =>
    method === 'POST' && query.has('uploadId');

  it('a 409 to the end of an upload is a failure that leaves nothing behind', async () => {
    s3.server.fault = (request) => (completing(request) ? conflict : undefined);
    await expect(s3.writeFile(LARGE)).rejects.toThrow('is busy');
    expect(await s3.listAll()).toEqual([]);
    expect(s3.server.uploads.size).toBe(0);
  });

  it('a 409 to the end of an upload where another made the object means that it exists', async () => {
    s3.server.fault = (request) => (completing(request) ? conflict : undefined);
    const writer = await s3.store.write('new');
    await writer.write(LARGE);
    await s3.store.put('new', bytes('rival'));
    expect(await writer.finish()).toBe('exists');
    expect(s3.server.uploads.size).toBe(0);
  });

  it('an upload that was removed as abandoned is a failure', async () => {
    const writer = await s3.store.write('new');
    await writer.write(LARGE);
    s3.server.uploads.clear();
    await expect(writer.finish()).rejects.toMatchObject({ code: 'Internal' });
    expect(await s3.store.get('new')).toBeUndefined();
  });
});
