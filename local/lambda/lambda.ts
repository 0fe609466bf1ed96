// A local Lambda: a built function in as many processes as there are calls at once, each with an environment of its own.
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

/** How a function is run. */
export interface LambdaOptions {
  /** The built entry, `dist/<name>/index.mjs`. */
  readonly file: string;
  /** All that the function sees of the environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** How long a call may last in milliseconds; default: 15 minutes, the most in AWS. */
  readonly timeoutMs?: number | undefined;
  /** Gets the lines that the function logs. */
  readonly log?: ((line: string) => void) | undefined;
}

/** A function that can be called. */
export interface LocalLambda {
  /**
   * Calls the function, with JSON in and out. Calls that come at once run side by side, each in a process of its own.
   * @throws FunctionError with the name of what the function threw; `Sandbox.Timedout` and `Runtime.ExitError` as in AWS
   */
  invoke(payload: unknown): Promise<unknown>;
  /** The processes there are, busy or not. */
  readonly environments: readonly ChildProcess[];
  /** Ends all of them. */
  close(): Promise<void>;
}

/** What a function threw, as Step Functions sees it: `name` is what a Retry or a Catch matches. */
export class FunctionError extends Error {
  constructor(errorType: string, errorMessage: string) {
    super(errorMessage);
    this.name = errorType;
  }
}

const ENVIRONMENT = fileURLToPath(new URL('environment.ts', import.meta.url));
const LONGEST_MS = 900_000;
const answerSchema = v.union([
  v.object({ payload: v.unknown() }),
  v.object({ failure: v.object({ errorType: v.string(), errorMessage: v.string() }) }),
]);

/** The next message of a process. Throws FunctionError when it ends instead, or is ended because its time is over. */
function nextOf(child: ChildProcess, timeoutMs: number): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  let isOver = false;
  const timeout = setTimeout(() => {
    isOver = true;
    child.kill('SIGKILL');
  }, timeoutMs);
  const onMessage = (text: unknown) => resolve(JSON.parse(String(text)));
  const onExit = (code: number | null, by: string | null) => {
    const how = code === null ? `signal: ${by}` : `exit status ${code}`;
    reject(
      isOver
        ? new FunctionError('Sandbox.Timedout', `Error: Task timed out after ${timeoutMs / 1000} seconds`)
        : new FunctionError('Runtime.ExitError', `Error: Runtime exited with error: ${how}`),
    );
  };
  child.once('message', onMessage).once('exit', onExit);
  return promise.finally(() => {
    clearTimeout(timeout);
    child.off('message', onMessage).off('exit', onExit);
  });
}

/** Makes a function out of its built entry. Its first call starts the first process. */
export function createLambda(options: LambdaOptions): LocalLambda {
  const { file, environment, timeoutMs = LONGEST_MS, log = () => {} } = options;
  const environments = new Set<ChildProcess>();
  const idle = new Set<ChildProcess>();

  const start = async (): Promise<ChildProcess> => {
    const stdio: ('ignore' | 'pipe' | 'ipc')[] = ['ignore', 'pipe', 'pipe', 'ipc'];
    const child = fork(ENVIRONMENT, [file], { env: { ...environment }, stdio });
    environments.add(child);
    // The channel of a process that is called as it dies; its exit follows, and that is what counts.
    child.on('error', () => {});
    child.once('exit', () => {
      environments.delete(child);
      idle.delete(child);
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        for (const line of text.split('\n')) if (line !== '') log(line);
      });
    }
    await nextOf(child, timeoutMs);
    return child;
  };

  return {
    get environments() {
      return [...environments];
    },
    async invoke(payload) {
      const [free] = idle;
      const child = free ?? (await start());
      idle.delete(child);
      child.send(JSON.stringify({ id: randomUUID(), payload, remaining: timeoutMs }));
      const answer = v.parse(answerSchema, await nextOf(child, timeoutMs));
      idle.add(child);
      if ('payload' in answer) return answer.payload;
      throw new FunctionError(answer.failure.errorType, answer.failure.errorMessage);
    },
    async close() {
      const ended = [...environments].map((child) => once(child, 'exit'));
      for (const child of environments) child.kill('SIGKILL');
      await Promise.all(ended);
    },
  };
}
