// Workflows with everything real but AWS: the built handlers in processes of their own, a local Wix, a local Secrets Manager.
import { pathToFileURL } from 'node:url';
import { build } from '../../../build/build.ts';
import { FunctionError } from '../../../local/lambda/lambda.ts';
import { createLambdas, type LocalLambdas } from '../../../local/lambda/lambdas.ts';
import { createLocalSecrets, type LocalSecrets } from '../../../local/secrets/server.ts';
import { createLocalWix, type LocalWix, type LocalWixOptions } from '../../../local/wix/server.ts';
import { readDefinition } from '../../../local/workflows/definition.ts';
import { type Ended, type Published, runWorkflow, type WorkflowEvent } from '../../../local/workflows/run.ts';
import { directory, removeAll } from '../../build/project.ts';

const SECRET_ID = 'test/wix';

/** How an execution ended, and what happened on its way. */
export type Ran = Ended & {
  /** The states in the order in which they were entered. */
  readonly entered: readonly string[];
  readonly events: readonly WorkflowEvent[];
  readonly published: readonly Published[];
};

/** How one execution differs from the usual. */
export interface Running {
  /** Milliseconds of each wait and each retry; default 0. */
  readonly pauseMs?: number;
  readonly topicFails?: boolean;
  /** The error that Lambda itself answers a payload with, such as `Sandbox.Timedout`; undefined: the function is called. */
  readonly refuses?: (payload: unknown) => string | undefined;
  readonly watch?: (event: WorkflowEvent) => void;
  /** Kills the processes of a function, once, as soon as something holds while the execution runs. */
  readonly kills?: { readonly functionName: string; readonly when: () => boolean };
}

/** Looks every 10 ms whether it is time to kill, until that is done or the answer is called. */
function killer(lambdas: LocalLambdas, { functionName, when }: NonNullable<Running['kills']>): () => void {
  const timer = setInterval(() => {
    if (!when()) return;
    clearInterval(timer);
    for (const process of lambdas.get(functionName).environments) process.kill('SIGKILL');
  }, 10);
  return () => clearInterval(timer);
}

/** A world in which workflows run. */
export interface Workflows {
  readonly wix: LocalWix;
  readonly secrets: LocalSecrets;
  /** The directory of the store. */
  readonly store: string;
  readonly lambdas: LocalLambdas;
  /** What the functions have logged. */
  readonly lines: readonly string[];
  run(name: string, input: unknown, running?: Running): Promise<Ran>;
  close(): Promise<void>;
}

/** Builds functions into a directory of their own, once a test file. `removeAll` of test/build/project.ts takes it away. */
export async function builtFunctions(functions: readonly string[]): Promise<string> {
  const outdir = await directory();
  await build({ functions, outdir, ceilingOf: () => Number.POSITIVE_INFINITY });
  return outdir;
}

/** Opens a world over built functions; its Wix has no limit unless `options` says so. */
export async function openWorkflows(
  built: string,
  options: LocalWixOptions = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<Workflows> {
  const wix = createLocalWix({ seed: 7, rate: 0, ...options });
  const { url } = await wix.listen();
  const secretText = JSON.stringify({ apiKey: wix.apiKey, accountId: wix.accountId });
  const secrets = createLocalSecrets({ secrets: { [SECRET_ID]: secretText } });
  const store = await directory();
  const lines: string[] = [];
  const lambdas = createLambdas(built, {
    environment: {
      WIX_API_BASE_URL: url,
      WIX_SECRET_ID: SECRET_ID,
      WIX_REQUESTS_PER_MINUTE: '1000000',
      STORE_URI: pathToFileURL(store).href,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: await secrets.listen(),
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      ...environment,
    },
    log: (line) => lines.push(line),
  });
  return {
    wix,
    secrets,
    store,
    lambdas,
    lines,
    async run(name, input, running = {}) {
      const { pauseMs = 0, topicFails = false, refuses = () => undefined, watch = () => {} } = running;
      const definition = await readDefinition(name);
      const noLonger = running.kills === undefined ? () => {} : killer(lambdas, running.kills);
      const events: WorkflowEvent[] = [];
      const published: Published[] = [];
      const ended = await runWorkflow(definition, input, {
        lambdas: {
          get: (functionName) => ({
            invoke: async (payload) => {
              const refusal = refuses(payload);
              if (refusal !== undefined) throw new FunctionError(refusal, 'The test has it so.');
              return lambdas.get(functionName).invoke(payload);
            },
          }),
        },
        pauseMs,
        publish: (message) => {
          published.push(message);
          if (topicFails) throw new Error('The topic is gone.');
        },
        watch: (event) => {
          events.push(event);
          watch(event);
        },
      }).finally(noLonger);
      const entered = events.flatMap((event) => (event.type === 'StateEntered' ? event.state.name : []));
      return { ...ended, entered, events, published };
    },
    async close() {
      await lambdas.close();
      await wix.close();
      await secrets.close();
    },
  };
}

export { removeAll };
