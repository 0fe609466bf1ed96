// Listing a directory: in the order of S3, whatever the pages are cut like.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { type Files, machineFiles } from '../../../../lib/store/directory/files.ts';
import { listFiles } from '../../../../lib/store/directory/list-files.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'store-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function make(folder: string, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await mkdir(dirname(join(folder, key)), { recursive: true });
    await writeFile(join(folder, key), key);
  }
}

async function list(folder: string, prefix: string, after: string, namesAPage?: number): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key, size } of listFiles(machineFiles, folder, prefix, after, namesAPage)) {
    expect(size).toBe(key.length);
    keys.push(key);
  }
  return keys;
}

describe('listing a directory', () => {
  it('is the sorted, filtered list of all keys for any tree, prefix, start and page size', async () => {
    const name = fc.constantFrom('a', 'a-b', 'a.b', 'a0', 'b', 'B', 'a=1');
    const tree = fc.array(fc.array(name, { minLength: 1, maxLength: 3 }), { maxLength: 12 });
    let number = 0;
    await fc.assert(
      fc.asyncProperty(
        tree,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 4 }),
        async (paths, p, a, size) => {
          number += 1;
          const folder = join(root, String(number));
          // A file's name ends in `-`, so that no file is where a folder has to be.
          const keys = [...new Set(paths.map((path) => `${path.join('/')}-`))].sort();
          await make(folder, keys);
          const cut = (pick: number): string => {
            const key = keys[pick % (keys.length || 1)] ?? '';
            return key.slice(0, pick % (key.length + 1));
          };
          const expected = keys.filter((key) => key.startsWith(cut(p)) && key > cut(a));
          expect(await list(folder, cut(p), cut(a), size)).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
    expect(number).toBeGreaterThanOrEqual(150);
  });

  it('holds a page of names at a time', async () => {
    const keys = Array.from({ length: 50 }, (_, index) => `k${String(index).padStart(2, '0')}`);
    await make(root, keys);
    expect(await list(root, '', '', 7)).toEqual(keys);
    expect(await list(root, '', '', 50)).toEqual(keys);
  });

  it('reads no folder that has nothing to show', async () => {
    await make(root, ['dt=1/a', 'dt=2/b', 'dt=3/c']);
    const opened: string[] = [];
    const files: Files = {
      ...machineFiles,
      opendir: (path) => {
        opened.push(String(path).slice(root.length));
        return machineFiles.opendir(path);
      },
    };
    const keys: string[] = [];
    for await (const { key } of listFiles(files, root, 'dt=', 'dt=2/')) keys.push(key);
    expect(keys).toEqual(['dt=2/b', 'dt=3/c']);
    expect(opened).toEqual(['', '/dt=2/', '/dt=3/']);
  });

  it('leaves out a file that is gone by the time its size is asked for', async () => {
    const keys = Array.from({ length: 50 }, (_, index) => `k${String(index).padStart(2, '0')}`);
    await make(root, keys);
    const seen: string[] = [];
    for await (const { key } of listFiles(machineFiles, root, '', '')) {
      if (seen.length === 0) await rm(join(root, 'k49'));
      seen.push(key);
    }
    expect(seen).toEqual(keys.slice(0, 49));
  });

  it('of a folder that may not be read is a failure, not an empty list', async () => {
    const files: Files = {
      ...machineFiles,
      opendir: async () => {
        throw Object.assign(new Error('opendir'), { code: 'EACCES' });
      },
    };
    const listing = listFiles(files, root, '', '');
    await expect(listing.next()).rejects.toThrow('refuses access');
  });
});
