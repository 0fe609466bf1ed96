// A Lambda execution environment in small: built functions in a process of their own, called from here, put to sleep from here.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

const WORKER = fileURLToPath(new URL('sandbox-worker.ts', import.meta.url));
const reply = v.object({ id: v.number(), answer: v.optional(v.unknown()), error: v.optional(v.string()) });

/** A running sandbox. */
export interface Sandbox {
  /** Calls a built function. Rejects with what the function has thrown. */
  call(name: string, event: unknown): Promise<unknown>;
  /** Lets the wall clock of the sandbox go on, while nothing in it ran: its steady clock stands still. */
  sleep(milliseconds: number): void;
  /** What the functions have written. */
  readonly output: () => string;
  close(): Promise<void>;
}

/** Starts a sandbox over the functions that were built into a directory, with this environment and no other. */
export async function startSandbox(
  directory: string,
  environment: Readonly<Record<string, string>>,
): Promise<Sandbox> {
  const worker = fork(WORKER, [directory], {
    env: environment,
    execPath: process.execPath,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [worker.stdout, worker.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = once(worker, 'exit');
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  worker.on('message', (message) => {
    const came = v.safeParse(reply, message);
    if (!came.success) return;
    const { id, answer, error } = came.output;
    const caller = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) caller?.resolve(answer);
    else caller?.reject(new Error(error));
  });
  worker.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error(`The sandbox has ended: ${output}`));
  });
  let calls = 0;
  await Promise.race([once(worker, 'message'), ended]);
  return {
    call: (name, event) =>
      new Promise((resolve, reject) => {
        calls += 1;
        waiting.set(calls, { resolve, reject });
        worker.send({ kind: 'call', id: calls, name, event });
      }),
    sleep: (milliseconds) => void worker.send({ kind: 'sleep', milliseconds }),
    output: () => output,
    close: async () => {
      worker.kill();
      await ended;
    },
  };
}
