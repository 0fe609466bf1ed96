// What lies in a store's directory and is no object: the rest of a write that broke off, and what others put there.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openStore } from '../../../../lib/store/open-store.ts';
import { bytes, folderOfEach, fresh, listAll, NEW } from './place.ts';

const root = folderOfEach();

describe('what is left behind', () => {
  it('a file that nobody wrote to for a day is swept by the first write; a younger one is not', async () => {
    const path = await fresh(root(), 1);
    await writeFile(join(path, '.store', 'young.part'), 'half');
    await openStore(pathToFileURL(path).href).put('new', bytes(NEW));
    expect((await readdir(join(path, '.store'))).sort()).toEqual(['lock', 'young.part']);
  });

  it('what is not an object is neither listed nor in the way', async () => {
    await mkdir(join(root(), 'empty folder'));
    await mkdir(join(root(), 'empty'));
    await writeFile(join(root(), '.DS_Store'), '');
    await writeFile(join(root(), 'with space.txt'), '');
    const store = openStore(pathToFileURL(root()).href);
    await store.put('object', bytes(''));
    expect(await listAll(store)).toEqual(['object']);
    expect(await store.get('empty')).toBeUndefined();
    expect(await store.stream('empty')).toBeUndefined();
  });
});
