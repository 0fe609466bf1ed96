// What lies between the walk and an encoder, and between a part and its checkpoint.
import { setImmediate } from 'node:timers/promises';
import type { Row } from '../../../../../lib/export/record/transaction.ts';
import { Background } from '../../../../../lib/export/run/parts/background.ts';
import { RowQueue } from '../../../../../lib/export/run/parts/row-queue.ts';
import { charges } from '../world.ts';

const batch = charges(1);

describe('the queue of rows', () => {
  async function read(queue: RowQueue): Promise<readonly Row[]> {
    const all: Row[] = [];
    for await (const rows of queue) all.push(...rows);
    return all;
  }

  test('gives all batches in their order, to a reader that was there before and to one that comes later', async () => {
    for (const isEarly of [true, false]) {
      const queue = new RowQueue();
      const early = isEarly ? read(queue) : undefined;
      const rows = charges(3);
      for (const row of rows) await queue.push([row]);
      queue.end();
      expect(await (early ?? read(queue))).toEqual(rows);
    }
  });

  test('makes who adds wait while a few batches wait', async () => {
    const queue = new RowQueue();
    let added = 0;
    const adding = (async () => {
      for (; added < 20; added += 1) await queue.push(batch);
      queue.end();
    })();
    await setImmediate();
    expect(added).toBe(3);
    const all = await read(queue);
    await adding;
    expect(all).toHaveLength(20);
  });

  test('takes nothing more after its end', async () => {
    const queue = new RowQueue();
    await queue.push(batch);
    queue.end();
    await queue.push(batch);
    expect(await read(queue)).toEqual(batch);
  });

  test('that is stopped lets go who adds, and tells the reader', async () => {
    const queue = new RowQueue();
    const adding = (async () => {
      for (let added = 0; added < 20; added += 1) await queue.push(batch);
    })();
    await setImmediate();
    queue.stop();
    await adding;
    queue.end();
    await expect(read(queue)).rejects.toThrow('The file was given up.');
  });
});

describe('work in the background', () => {
  test('runs one at a time', async () => {
    const background = new Background();
    let running = 0;
    const most: number[] = [];
    for (let at = 0; at < 5; at += 1) {
      await background.start(async () => {
        running += 1;
        most.push(running);
        await setImmediate();
        running -= 1;
      });
    }
    await background.done();
    expect(most).toEqual([1, 1, 1, 1, 1]);
  });

  test('that has settled is done', async () => {
    const background = new Background();
    let isDone = false;
    await background.start(async () => {
      await setImmediate();
      isDone = true;
    });
    expect(isDone).toBe(false);
    await background.settled();
    expect(isDone).toBe(true);
  });

  test('that fails is told by every question after it, and nothing more is started', async () => {
    const background = new Background();
    await background.start(() => Promise.reject(new Error('full')));
    await background.settled();
    expect(() => background.check()).toThrow('full');
    await expect(background.done()).rejects.toThrow('full');
    let started = false;
    const next = async () => {
      started = true;
    };
    await expect(background.start(next)).rejects.toThrow('full');
    expect(started).toBe(false);
  });
});
