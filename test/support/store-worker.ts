// A process that uses a store, for tests of what holds between processes: `node store-worker.ts <task> <uri> <count>`.
import { fileURLToPath } from 'node:url';
import { withLock } from '../../lib/store/directory/lock.ts';
import { openStore } from '../../lib/store/open-store.ts';
import { update } from '../../lib/store/update.ts';

const [, , task = '', uri = '', count = '0'] = process.argv;
const store = openStore(uri);
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const stayAlive = (): Promise<never> => new Promise(() => setInterval(() => undefined, 1_000));

const tasks: Record<string, () => Promise<unknown>> = {
  /** Adds one to `counter`, `count` times. */
  increment: async () => {
    for (let times = 0; times < Number(count); times += 1) {
      await update(store, 'counter', (current) =>
        Buffer.from(String(Number(Buffer.from(current ?? []).toString()) + 1)),
      );
    }
  },
  /** Tries to create `count` objects, half of them as written files; says which it created. */
  create: async () => {
    for (let index = 0; index < Number(count); index += 1) {
      const key = `object-${index}`;
      const body = Buffer.from(String(process.pid));
      if (index % 2 === 0) {
        const { outcome } = await store.put(key, body, { condition: 'create-only' });
        say(`${key} ${outcome} ${process.pid}`);
      } else {
        const writer = await store.write(key);
        await writer.write(body);
        say(`${key} ${await writer.finish()} ${process.pid}`);
      }
    }
  },
  /** Takes the lock of the store and keeps it. */
  hold: () =>
    withLock(fileURLToPath(`${uri}/.store/lock`), () => {
      say('ready');
      return stayAlive();
    }),
  /** Writes half a file and stays there. */
  half: async () => {
    const writer = await store.write('half');
    await writer.write(Buffer.from('half'));
    say('ready');
    await stayAlive();
  },
};

await tasks[task]?.();
