// Failures of the file system: each says who has to act, the disk, the rights or the folders.
import { pathToFileURL } from 'node:url';
import { directoryFailure } from '../../../../lib/store/directory/directory-errors.ts';
import { openDirectory } from '../../../../lib/store/directory/directory-store.ts';
import { openStore } from '../../../../lib/store/open-store.ts';
import { FaultyFiles } from '../../../support/faulty-files.ts';
import { bytes, folderOfEach } from './place.ts';

const root = folderOfEach();

describe('a failure says who has to act', () => {
  it.each([
    ['ENOSPC', 'disk is full'],
    ['EDQUOT', 'disk is full'],
    ['EIO', 'input/output error'],
    ['EACCES', 'refuses access'],
    ['EROFS', 'refuses access'],
    ['EMFILE', 'is busy'],
    ['ENOTDIR', 'a folder where an object should be'],
    ['EWHATEVER', 'the operator finds the cause in the log'],
  ])('%s', (code, detail) => {
    const cause = Object.assign(new Error('upstream text'), { code });
    expect(directoryFailure(cause)).toMatchObject({
      code: 'Internal',
      cause,
      message: expect.stringContaining(detail),
    });
  });

  it('a file system without hard links', async () => {
    const { files } = new FaultyFiles();
    const half = openDirectory(root(), {
      ...files,
      link: async () => {
        throw Object.assign(new Error('link'), { code: 'EPERM' });
      },
    });
    await expect(half.put('a', bytes(''), { condition: 'create-only' })).rejects.toThrow('has no hard links');
  });

  it('an object where a folder should be, and the other way round', async () => {
    const store = openStore(pathToFileURL(root()).href);
    await store.put('a/b', bytes(''));
    const clash = 'a folder where an object should be, or an object where a folder should be';
    await expect(store.put('a', bytes(''))).rejects.toThrow(clash);
    await expect(store.put('a', bytes(''), { condition: 'create-only' })).rejects.toThrow(clash);
    await expect(store.put('a/b/c', bytes(''))).rejects.toThrow(clash);
    await expect(store.put('a/b/c/d', bytes(''), { condition: 'create-only' })).rejects.toThrow(clash);
    expect(await store.get('a/b/c')).toBeUndefined();
  });
});
