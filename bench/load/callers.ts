// Callers that ask as fast as they are answered, each on a connection of its own, and what they met.
import { once } from 'node:events';
import { Agent, type RequestOptions, request } from 'node:http';
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

/** A request to send, and under which name it is counted. */
export interface Call {
  readonly name: string;
  readonly options: RequestOptions;
  readonly body?: string;
}

/** What the callers met. Times are in nanoseconds. */
export interface Load {
  readonly seconds: number;
  /** Times of the answers of 2xx, by name. */
  readonly times: ReadonlyMap<string, RecordableHistogram>;
  /** Everything else that came, and how often: a status with the start of its body, or the code of a broken connection. */
  readonly errors: ReadonlyMap<string, number>;
  readonly connections: number;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly isFirst: boolean;
}

async function ask(base: URL, agent: Agent, { options, body }: Call): Promise<Answer> {
  const sent = request(base, { agent, ...options });
  sent.end(body);
  const [response] = await once(sent, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return { status: response.statusCode, text, isFirst: !sent.reusedSocket };
}

const describe = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

/**
 * Runs so many callers for so many seconds. `callsOf(caller)` are the calls of one of them, without an end.
 */
export async function runCallers(
  url: string,
  { callers, seconds }: { callers: number; seconds: number },
  callsOf: (caller: number) => Iterator<Call, never>,
): Promise<Load> {
  const base = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: callers });
  const times = new Map<string, RecordableHistogram>();
  const errors = new Map<string, number>();
  const count = (what: string) => errors.set(what, (errors.get(what) ?? 0) + 1);
  let connections = 0;
  const startedAt = performance.now();
  const isOver = () => performance.now() - startedAt >= seconds * 1000;
  async function run(caller: number): Promise<void> {
    const calls = callsOf(caller);
    while (!isOver()) {
      const { value: call } = calls.next();
      const start = process.hrtime.bigint();
      try {
        const { status, text, isFirst } = await ask(base, agent, call);
        const took = process.hrtime.bigint() - start;
        if (isFirst) connections += 1;
        if (status < 200 || status > 299) count(`${call.name}: ${status} ${text.slice(0, 200)}`);
        else {
          const histogram = times.get(call.name) ?? createHistogram();
          times.set(call.name, histogram);
          histogram.record(took);
        }
      } catch (error) {
        count(`${call.name}: ${describe(error)}`);
      }
    }
  }
  await Promise.all(Array.from({ length: callers }, (_, caller) => run(caller)));
  agent.destroy();
  return { seconds: (performance.now() - startedAt) / 1000, times, errors, connections };
}
