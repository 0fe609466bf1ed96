// Every file system call fails, or is the last one of a killed process, in turn: nothing half-written is ever visible.
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkedStore } from '../../../../lib/store/checked-store.ts';
import { directoryFailure } from '../../../../lib/store/directory/directory-errors.ts';
import { openDirectory } from '../../../../lib/store/directory/directory-store.ts';
import { ensureFolder } from '../../../../lib/store/directory/folders.ts';
import { openStore } from '../../../../lib/store/open-store.ts';
import type { Store } from '../../../../lib/store/store.ts';
import { FaultyFiles, type FileFault } from '../../../support/faulty-files.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const OLD = 'old content';
const NEW = 'new content of some length';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'store-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const textOf = async (store: Store, key: string): Promise<string | undefined> => {
  const body = (await store.get(key))?.body;
  return body && Buffer.from(body).toString();
};

async function listAll(store: Store): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list('')) keys.push(key);
  return keys;
}

async function readAll(store: Store): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await store.stream('dir/old')) ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function write(store: Store, key: string): Promise<string> {
  const writer = await store.write(key);
  for (const part of NEW.match(/.{1,9}/g) ?? []) await writer.write(bytes(part));
  return writer.finish();
}

async function swap(store: Store): Promise<string> {
  const etag = (await store.get('dir/old'))?.etag ?? '';
  return (await store.put('dir/old', bytes(NEW), { condition: { ifMatch: etag } })).outcome;
}

interface Operation {
  readonly run: (store: Store) => Promise<unknown>;
  /** What it answers when nothing goes wrong, and when it is run again after it had its effect. */
  readonly answers: readonly unknown[];
  readonly old: readonly (string | undefined)[];
  readonly new: readonly (string | undefined)[];
}

const operations: Record<string, Operation> = {
  'put a new object': {
    run: async (store) => (await store.put('a/b/new', bytes(NEW))).outcome,
    answers: ['stored'],
    old: [OLD],
    new: [undefined, NEW],
  },
  'put over an object': {
    run: async (store) => (await store.put('dir/old', bytes(NEW))).outcome,
    answers: ['stored'],
    old: [OLD, NEW],
    new: [undefined],
  },
  'create-only': {
    run: async (store) => (await store.put('a/b/new', bytes(NEW), { condition: 'create-only' })).outcome,
    answers: ['stored', 'exists'],
    old: [OLD],
    new: [undefined, NEW],
  },
  'create-only where there is one': {
    run: async (store) => (await store.put('dir/old', bytes(NEW), { condition: 'create-only' })).outcome,
    answers: ['exists'],
    old: [OLD],
    new: [undefined],
  },
  'if-match': { run: swap, answers: ['stored'], old: [OLD, NEW], new: [undefined] },
  'write a file': {
    run: (store) => write(store, 'a/b/new'),
    answers: ['stored', 'exists'],
    old: [OLD],
    new: [undefined, NEW],
  },
  delete: {
    run: (store) => store.delete('dir/old'),
    answers: [undefined],
    old: [OLD, undefined],
    new: [undefined],
  },
  get: { run: (store) => textOf(store, 'dir/old'), answers: [OLD], old: [OLD], new: [undefined] },
  stream: { run: readAll, answers: [OLD], old: [OLD], new: [undefined] },
  list: { run: listAll, answers: [['dir/old']], old: [OLD], new: [undefined] },
};

/** A fresh place with one object and with an abandoned file of an earlier process. */
async function fresh(number: number): Promise<string> {
  const path = join(root, `place-${number}`);
  await openStore(pathToFileURL(path).href).put('dir/old', bytes(OLD));
  const abandoned = join(path, '.store', 'abandoned.part');
  await writeFile(abandoned, 'half');
  await utimes(abandoned, new Date(0), new Date(0));
  return path;
}

/** Calls after whose failure nobody knows the file (`open`), or which are the tidying up themselves. */
const mayLeave = new Set(['open', 'opendir', 'lstat', 'rm']);

describe.each(Object.keys(operations))('%s', (name) => {
  const operation = operations[name];
  if (operation === undefined) throw new Error(name);

  it.each([
    ['fail before', 'ENOSPC', 'disk is full'],
    ['fail after', 'EIO', 'input/output error'],
    ['kill before', 'KILLED', 'The store'],
    ['kill after', 'KILLED', 'The store'],
  ] as const)(
    '%s any one call (%s): all or nothing, a clear failure, and the next try succeeds',
    async (how, code, detail) => {
      let at = 1;
      for (; ; at += 1) {
        const path = await fresh(at);
        const fault: FileFault = { at, how, code };
        const faulty = new FaultyFiles(fault);
        const half = openDirectory(path, faulty.files);
        const store = checkedStore(
          (key) => key,
          async () => half,
        );
        const [outcome] = await Promise.allSettled([operation.run(store)]);
        await faulty.letGo();
        const call = faulty.calls[at - 1];
        if (call === undefined) {
          expect(outcome).toEqual({ status: 'fulfilled', value: operation.answers[0] });
          break;
        }
        // A call that answers with an error of its own, such as a link to a name that exists, has no "after".
        if (!faulty.happened) continue;
        if (outcome?.status === 'rejected') {
          expect(outcome.reason).toMatchObject({
            code: 'Internal',
            message: expect.stringContaining(detail),
          });
        } else {
          expect(operation.answers).toContainEqual(outcome?.value);
          // Only tidying up may go wrong without being told.
          expect(['rm', 'file.close', 'opendir', 'lstat']).toContain(call);
        }

        const after = openStore(pathToFileURL(path).href);
        const old = await textOf(after, 'dir/old');
        const created = await textOf(after, 'a/b/new');
        expect(operation.old).toContain(old);
        expect(operation.new).toContain(created);
        const present = [
          created === undefined ? [] : ['a/b/new'],
          old === undefined ? [] : ['dir/old'],
        ].flat();
        expect(await listAll(after)).toEqual(present);
        const left = (await readdir(join(path, '.store'))).filter((file) => file !== 'lock');
        if (how.startsWith('fail') && !mayLeave.has(call)) {
          expect(left.filter((file) => file !== 'abandoned.part')).toEqual([]);
        }

        if (old !== undefined) expect(operation.answers).toContainEqual(await operation.run(after));
      }
      expect(at).toBeGreaterThan(1);
    },
  );
});

describe('a power failure', () => {
  it.each([
    ['put over an object', 'rename'],
    ['create-only', 'link'],
    ['write a file', 'link'],
  ])(
    '%s: the content is on the disk before it has its name, and the name before the answer',
    async (name, step) => {
      const path = await fresh(1);
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
    const path = join(root, 'a', 'b', 'c');
    const faulty = new FaultyFiles();
    await ensureFolder(faulty.files, path);
    expect(faulty.calls.filter((call) => call === 'file.sync')).toHaveLength(3);
    await ensureFolder(faulty.files, path);
    expect(faulty.calls.filter((call) => call === 'file.sync')).toHaveLength(3);
  });
});

describe('what is left behind', () => {
  it('a file that nobody wrote to for a day is swept by the first write; a younger one is not', async () => {
    const path = await fresh(1);
    await writeFile(join(path, '.store', 'young.part'), 'half');
    await openStore(pathToFileURL(path).href).put('new', bytes(NEW));
    expect((await readdir(join(path, '.store'))).sort()).toEqual(['lock', 'young.part']);
  });

  it('what is not an object is neither listed nor in the way', async () => {
    await mkdir(join(root, 'empty folder'));
    await mkdir(join(root, 'empty'));
    await writeFile(join(root, '.DS_Store'), '');
    await writeFile(join(root, 'with space.txt'), '');
    const store = openStore(pathToFileURL(root).href);
    await store.put('object', bytes(''));
    expect(await listAll(store)).toEqual(['object']);
    expect(await store.get('empty')).toBeUndefined();
    expect(await store.stream('empty')).toBeUndefined();
  });
});

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
    const half = openDirectory(root, {
      ...files,
      link: async () => {
        throw Object.assign(new Error('link'), { code: 'EPERM' });
      },
    });
    await expect(half.put('a', bytes(''), { condition: 'create-only' })).rejects.toThrow('has no hard links');
  });

  it('an object where a folder should be, and the other way round', async () => {
    const store = openStore(pathToFileURL(root).href);
    await store.put('a/b', bytes(''));
    const clash = 'a folder where an object should be, or an object where a folder should be';
    await expect(store.put('a', bytes(''))).rejects.toThrow(clash);
    await expect(store.put('a', bytes(''), { condition: 'create-only' })).rejects.toThrow(clash);
    await expect(store.put('a/b/c', bytes(''))).rejects.toThrow(clash);
    await expect(store.put('a/b/c/d', bytes(''), { condition: 'create-only' })).rejects.toThrow(clash);
    expect(await store.get('a/b/c')).toBeUndefined();
  });
});
