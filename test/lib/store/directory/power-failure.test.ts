// What is flushed to the disk, and when: a power failure takes no content that was answered for.
import { join } from 'node:path';
import { checkedStore } from '../../../../lib/store/checked-store.ts';
import { openDirectory } from '../../../../lib/store/directory/directory-store.ts';
import { ensureFolder } from '../../../../lib/store/directory/folders.ts';
import { FaultyFiles } from '../../../support/faulty-files.ts';
import { operations } from './operations.ts';
import { folderOfEach, fresh } from './place.ts';

const root = folderOfEach();

describe('a power failure', () => {
  it.each([
    ['put over an object', 'rename'],
    ['create-only', 'link'],
    ['write a file', 'link'],
  ])(
    '%s: the content is on the disk before it has its name, and the name before the answer',
    async (name, step) => {
      const path = await fresh(root(), 1);
      const faulty = new FaultyFiles();
      const half = openDirectory(path, faulty.files);
      await operations[name]?.run(
        checkedStore(
          (key) => key,
          async () => half,
        ),
      );
      const flushes = faulty.calls.filter((call) => call === step || call.endsWith('sync'));
      const named = flushes.indexOf(step);
      // Folders that are new are flushed too, between the content and its name.
      expect(flushes.slice(0, named)).toContain('file.sync');
      expect(flushes.slice(named)).toEqual([step, 'file.sync']);
      expect(faulty.calls.indexOf('file.sync')).toBeGreaterThan(faulty.calls.lastIndexOf('file.writeFile'));
    },
  );

  it('a new folder is flushed into each folder above it', async () => {
    const path = join(root(), 'a', 'b', 'c');
    const faulty = new FaultyFiles();
    await ensureFolder(faulty.files, path);
    expect(faulty.calls.filter((call) => call === 'file.sync')).toHaveLength(3);
    await ensureFolder(faulty.files, path);
    expect(faulty.calls.filter((call) => call === 'file.sync')).toHaveLength(3);
  });
});
