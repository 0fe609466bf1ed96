// The world of a benchmark: the stand-ins in their own process, and the environment that a handler meets.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { type Contender, secretOf } from './contenders.ts';

/** The running stand-ins. */
export interface World {
  /** The whole environment of a contender's process. */
  environmentOf(name: Contender['name']): NodeJS.ProcessEnv;
  /** How often the contender's secret was read. */
  secretReads(name: Contender['name']): Promise<number>;
  close(): void;
}

/** What Lambda's runtime sets for every function. Tracing is on in Powertools then; this trace is one that is not sampled. */
const LAMBDA = {
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: 'balance',
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/balance',
  AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
  AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
  AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
  LAMBDA_TASK_ROOT: '/var/task',
  LAMBDA_RUNTIME_DIR: '/var/runtime',
  TZ: ':UTC',
  _HANDLER: 'index.handler',
  _X_AMZN_TRACE_ID: 'Root=1-65645a47-4ec1c8a11c8c8ce9b0ad1e3b;Parent=5f1d0b0e2a5b6c7d;Sampled=0',
};

const addresses = v.object({ wixUrl: v.string(), secretsUrl: v.string() });
const reads = v.object({ read: v.array(v.optional(v.string())) });

async function answer<T>(child: ChildProcess, schema: v.GenericSchema<unknown, T>): Promise<T> {
  const [message] = await once(child, 'message');
  return v.parse(schema, message);
}

/** Starts the stand-ins; they end with this process. */
export async function startWorld(names: readonly Contender['name'][]): Promise<World> {
  const child = fork(fileURLToPath(new URL('./stand-ins.ts', import.meta.url)), names.map(secretOf));
  const { wixUrl, secretsUrl } = await answer(child, addresses);
  return {
    environmentOf: (name) => ({
      PATH: process.env.PATH,
      WIX_API_BASE_URL: wixUrl,
      WIX_SECRET_ID: secretOf(name),
      // The governor holds the rate of the real Wix; here it would be all that is measured.
      WIX_REQUESTS_PER_MINUTE: '1000000',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_SESSION_TOKEN: 'local',
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsUrl,
      ...LAMBDA,
      BENCH_WIX_PORT: new URL(wixUrl).port,
    }),
    secretReads: async (name) => {
      const told = answer(child, reads);
      child.send('reads?');
      const { read } = await told;
      return read.filter((secretId) => secretId === secretOf(name)).length;
    },
    close: () => child.disconnect(),
  };
}
