// Lists a directory store in the order of keys, as S3 does, without holding all names of a folder in memory.
import { join } from 'node:path';
import { isKey } from '../keys.ts';
import type { StoredEntry } from '../store.ts';
import { directoryFailure, orMissing } from './directory-errors.ts';
import type { Files } from './files.ts';

/** Names held at a time; a folder with more is read once for each such page. */
const NAMES_A_PAGE = 16_384;
const SIZES_AT_ONCE = 32;

/** The objects under `root` whose key starts with `prefix` and sorts after `after`, in key order. */
export async function* listFiles(
  files: Files,
  root: string,
  prefix: string,
  after: string,
  namesAPage = NAMES_A_PAGE,
): AsyncGenerator<StoredEntry> {
  // A folder's path ends in a slash here, so it sorts among its neighbours just as the keys inside it do.
  const wanted = (path: string): boolean => {
    const isFolder = path.endsWith('/');
    const inPrefix = path.startsWith(prefix) || (isFolder && prefix.startsWith(path));
    return inPrefix && (path > after || (isFolder && after.startsWith(path)));
  };
  try {
    yield* walk(files, root, prefix.slice(0, prefix.lastIndexOf('/') + 1), wanted, namesAPage);
  } catch (thrown) {
    throw directoryFailure(thrown);
  }
}

async function* walk(
  files: Files,
  root: string,
  folder: string,
  wanted: (path: string) => boolean,
  namesAPage: number,
): AsyncGenerator<StoredEntry> {
  let page: string[];
  let last = '';
  do {
    const bound = last;
    page = await lowestPaths(files, root, folder, (path) => path > bound && wanted(path), namesAPage);
    for (let start = 0; start < page.length; start += SIZES_AT_ONCE) {
      const paths = page.slice(start, start + SIZES_AT_ONCE);
      const sizes = await Promise.all(paths.map((path) => sizeOf(files, root, path)));
      for (const [index, path] of paths.entries()) {
        const size = sizes[index];
        if (path.endsWith('/')) yield* walk(files, root, path, wanted, namesAPage);
        else if (size !== undefined) yield { key: path, size };
      }
    }
    last = page.at(-1) ?? '';
  } while (page.length === namesAPage);
}

/** The first `count` wanted paths in a folder, sorted; a missing folder has none. */
async function lowestPaths(
  files: Files,
  root: string,
  folder: string,
  wanted: (path: string) => boolean,
  count: number,
): Promise<string[]> {
  const entries = await orMissing(() => files.opendir(join(root, folder), { bufferSize: 512 }));
  if (entries === undefined) return [];
  const paths: string[] = [];
  for await (const entry of entries) {
    if (!isKey(entry.name) || !(entry.isFile() || entry.isDirectory())) continue;
    const path = `${folder}${entry.name}${entry.isDirectory() ? '/' : ''}`;
    if (!wanted(path)) continue;
    paths.push(path);
    if (paths.length >= 2 * count) paths.sort(byCode).splice(count);
  }
  paths.sort(byCode).splice(count);
  return paths;
}

/** The size of a file; undefined for a folder, and for a file that was removed after it was listed. */
async function sizeOf(files: Files, root: string, path: string): Promise<number | undefined> {
  if (path.endsWith('/')) return undefined;
  return (await orMissing(() => files.lstat(join(root, path))))?.size;
}

/** By code unit: keys are ASCII, so this is the byte order that S3 lists in. */
function byCode(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
