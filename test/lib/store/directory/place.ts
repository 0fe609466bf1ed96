// What the tests of faults share: a folder for each test, with a store in it that has one object and a past.
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openStore } from '../../../../lib/store/open-store.ts';
import type { Store } from '../../../../lib/store/store.ts';

export const bytes = (text: string): Uint8Array => Buffer.from(text);
export const OLD = 'old content';
export const NEW = 'new content of some length';

/** An empty folder for each test of a file, gone after it; ask for its path while a test runs. */
export function folderOfEach(): () => string {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'store-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));
  return () => root;
}

/** A fresh place with one object and with an abandoned file of an earlier process. */
export async function fresh(root: string, number: number): Promise<string> {
  const path = join(root, `place-${number}`);
  await openStore(pathToFileURL(path).href).put('dir/old', bytes(OLD));
  const abandoned = join(path, '.store', 'abandoned.part');
  await writeFile(abandoned, 'half');
  await utimes(abandoned, new Date(0), new Date(0));
  return path;
}

export const textOf = async (store: Store, key: string): Promise<string | undefined> => {
  const body = (await store.get(key))?.body;
  return body && Buffer.from(body).toString();
};

export async function listAll(store: Store): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list('')) keys.push(key);
  return keys;
}
