// The guarantees of a directory hold between processes, and a process that is killed stands in nobody's way.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { withLock } from '../../../../lib/store/directory/lock.ts';
import { openStore } from '../../../../lib/store/open-store.ts';

const WORKER = fileURLToPath(new URL('../../../support/store-worker.ts', import.meta.url));

let root: string;
let uri: string;
let children: ChildProcess[] = [];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'store-'));
  uri = pathToFileURL(root).href;
});
afterEach(async () => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) await kill(child);
  children = [];
  await rm(root, { recursive: true, force: true });
});

function start(task: string, count = 0): ChildProcess {
  const child = spawn(process.execPath, [WORKER, task, uri, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return child;
}

async function finished(child: ChildProcess): Promise<string[]> {
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += String(chunk);
  });
  const [status] = await once(child, 'close');
  expect(status).toBe(0);
  return output.split('\n').filter((line) => line !== '');
}

async function ready(child: ChildProcess): Promise<void> {
  if (child.stdout === null) throw new Error('no output');
  await once(child.stdout, 'data');
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'close');
}

const textOf = async (key: string): Promise<string> =>
  Buffer.from((await openStore(uri).get(key))?.body ?? []).toString();

describe('between processes', () => {
  it('no increment by compare-and-swap is lost', async () => {
    const workers = Array.from({ length: 4 }, () => start('increment', 25));
    await Promise.all(workers.map(finished));
    expect(await textOf('counter')).toBe('100');
  });

  it('every object is created by exactly one, and has its content', async () => {
    const workers = Array.from({ length: 4 }, () => start('create', 30));
    const lines = (await Promise.all(workers.map(finished))).flat();
    expect(lines).toHaveLength(120);
    for (let index = 0; index < 30; index += 1) {
      const winners = lines.filter((line) => line.startsWith(`object-${index} stored `));
      expect(winners).toHaveLength(1);
      expect(winners[0]).toBe(`object-${index} stored ${await textOf(`object-${index}`)}`);
    }
  });
});

describe('a killed process', () => {
  it('lets go of the lock', async () => {
    const store = openStore(uri);
    await store.put('a', Buffer.from('one'));
    const etag = (await store.get('a'))?.etag ?? '';
    const holder = start('hold');
    await ready(holder);
    let waits = true;
    const swapped = store.put('a', Buffer.from('two'), { condition: { ifMatch: etag } }).finally(() => {
      waits = false;
    });
    const created = store.put('b', Buffer.from('new'), { condition: 'create-only' });
    expect(await created).toMatchObject({ outcome: 'stored' });
    // Long enough for one that does not wait.
    await setTimeout(300);
    expect(waits).toBe(true);
    await kill(holder);
    expect(await swapped).toMatchObject({ outcome: 'stored' });
    expect(await textOf('a')).toBe('two');
  });

  it('leaves nothing visible of the file that it was writing', async () => {
    const child = start('half');
    await ready(child);
    await kill(child);
    const store = openStore(uri);
    expect(await store.get('half')).toBeUndefined();
    for await (const entry of store.list('')) throw new Error(`listed: ${entry.key}`);
    const writer = await store.write('half');
    await writer.write(Buffer.from('whole'));
    expect(await writer.finish()).toBe('stored');
    expect(await textOf('half')).toBe('whole');
  });
});

describe('the lock', () => {
  it('is let go when the work throws', async () => {
    const path = join(root, 'lock');
    await expect(withLock(path, () => Promise.reject(new Error('work')))).rejects.toThrow('work');
    expect(await withLock(path, async () => 'mine')).toBe('mine');
  });

  it('is held by one at a time', async () => {
    const path = join(root, 'lock');
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await setTimeout(2);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 10 }, () => withLock(path, work)));
    expect(most).toBe(1);
  });

  it('that another keeps too long is a failure, not an endless wait', async () => {
    const path = join(root, 'lock');
    await withLock(path, async () => {
      await expect(withLock(path, async () => 'never', 30)).rejects.toThrow('The store is busy');
    });
  });

  it('in a place that cannot be opened is an error', async () => {
    await expect(withLock(join(root, 'missing', 'lock'), async () => 'never')).rejects.toThrow();
  });
});
