// The inside of a sandbox: built handlers that are called by messages, and a clock that jumps when it is told to.
// `node sandbox-worker.ts <directory of the built functions>`; its clock must be in place before the handlers are.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';

type Handler = (event: unknown, context: object) => Promise<unknown>;

const message = v.variant('kind', [
  v.object({ kind: v.literal('sleep'), milliseconds: v.number() }),
  v.object({ kind: v.literal('call'), id: v.number(), name: v.string(), event: v.unknown() }),
]);
const built = v.object({ handler: v.custom<Handler>((value) => typeof value === 'function') });

let slept = 0;
const RealDate = Date;
class JumpingDate extends RealDate {
  constructor(...given: [] | [number | string]) {
    if (given.length === 0) super(RealDate.now() + slept);
    else super(...given);
  }
  static override now(): number {
    return RealDate.now() + slept;
  }
}
Object.defineProperty(globalThis, 'Date', { value: JumpingDate });

const handlers = new Map<string, Promise<Handler>>();
async function load(name: string): Promise<Handler> {
  const file = join(process.argv[2] ?? 'dist', name, 'index.mjs');
  return v.parse(built, await import(pathToFileURL(file).href)).handler;
}

async function call(name: string, event: unknown): Promise<object> {
  const loading = handlers.get(name) ?? load(name);
  handlers.set(name, loading);
  const handler = await loading;
  // The steady clock stands still while the sandbox sleeps, and the time of a call is Lambda's.
  const end = performance.now() + 29_000;
  const context = { getRemainingTimeInMillis: () => Math.max(0, end - performance.now()) };
  try {
    return { answer: await handler(event, context) };
  } catch (thrown) {
    return { error: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown) };
  }
}

process.on('message', (received) => {
  const told = v.parse(message, received);
  if (told.kind === 'sleep') slept += told.milliseconds;
  else {
    const { id, name, event } = told;
    call(name, event).then((came) => process.send?.({ id, ...came }));
  }
});
process.send?.({ ready: true });
