// One execution environment of a local Lambda: a process that holds a built handler, and does one call after the other.
// Usage, with an IPC channel: node environment.ts <file of the handler>
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';

const callSchema = v.object({ id: v.string(), payload: v.unknown(), remaining: v.number() });
const moduleSchema = v.object({ handler: v.function() });

const { handler } = v.parse(moduleSchema, await import(pathToFileURL(process.argv[2] ?? '').href));

/** JSON text, as Lambda passes it: what JSON cannot hold does not get through. */
const say = (message: object): void => void process.send?.(JSON.stringify(message));

function failureOf(thrown: unknown): { errorType: string; errorMessage: string } {
  if (!(thrown instanceof Error)) return { errorType: 'Error', errorMessage: String(thrown) };
  return { errorType: thrown.name, errorMessage: thrown.message };
}

process.on('message', async (text) => {
  const { id, payload, remaining } = v.parse(callSchema, JSON.parse(String(text)));
  const end = performance.now() + remaining;
  const context = {
    awsRequestId: id,
    getRemainingTimeInMillis: () => Math.max(0, end - performance.now()),
  };
  try {
    say({ payload: (await handler(payload, context)) ?? null });
  } catch (thrown) {
    say({ failure: failureOf(thrown) });
  }
});
// Whoever started it is gone, however that came about.
process.on('disconnect', () => process.exit());
say({ ready: true });
