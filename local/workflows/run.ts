// Runs a workflow on this machine: Step Functions as aws-local-stepfunctions has it, with local Lambdas as its tasks.
import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { ExecutionError, StateMachine } from 'aws-local-stepfunctions';
import * as v from 'valibot';
import { FunctionError, type LocalLambda } from '../lambda/lambda.ts';
import { type Definition, functionOf } from './definition.ts';

type Json = Parameters<StateMachine['run']>[0];
type Events = ReturnType<StateMachine['run']>['eventLogs'];

/** Something that has happened in an execution. */
export type WorkflowEvent = Events extends AsyncGenerator<infer Event> ? Event : never;

/** What is published to the topic. */
export interface Published {
  readonly subject: string;
  readonly message: string;
}

/** What a workflow runs with. */
export interface Surroundings {
  readonly lambdas: { get(name: string): Pick<LocalLambda, 'invoke'> };
  /** The topic; when it throws, publishing has failed. */
  readonly publish: (published: Published) => void;
  /** Told of everything, in order. */
  readonly watch?: ((event: WorkflowEvent) => void) | undefined;
  /** For tests: waits and retries last so many milliseconds. */
  readonly pauseMs?: number | undefined;
}

/** How an execution ended. */
export type Ended =
  | { readonly output: unknown; readonly error?: never }
  | { readonly error: string; readonly cause: string; readonly output?: never };

const SNS = 'arn:aws:states:::sns:publish';
const invocation = v.object({ FunctionName: v.string(), Payload: v.unknown() });
const publication = v.pipe(
  v.looseObject({ Subject: v.string(), Message: v.string() }),
  v.transform(({ Subject, Message }): Published => ({ subject: Subject, message: Message })),
);
const isJson = v.custom<Json>((value) => JSON.stringify(value) !== undefined);

/** What Step Functions carries from state to state, in bytes. */
const MOST_BYTES = 256 * 1024;

/**
 * The same as JSON carries it.
 * @throws FunctionError `States.DataLimitExceeded` where it is more than Step Functions carries
 */
function asJson(value: unknown): Json {
  const text = JSON.stringify(value);
  if (Buffer.byteLength(text) > MOST_BYTES) {
    throw new FunctionError(
      'States.DataLimitExceeded',
      'This is more than the 256 KiB that Step Functions carries.',
    );
  }
  return v.parse(isJson, JSON.parse(text));
}

function tasksOf({ states }: Definition, { lambdas, publish }: Surroundings) {
  const tasks = states.filter(({ Type }) => Type === 'Task');
  return Object.fromEntries(
    tasks.map((state): [string, (parameters: Json) => Promise<Json>] => {
      const name = functionOf(state);
      if (name !== undefined) {
        return [
          state.name,
          async (parameters) => {
            const { Payload } = v.parse(invocation, parameters);
            return asJson({ StatusCode: 200, Payload: await lambdas.get(name).invoke(Payload) });
          },
        ];
      }
      if (state.Resource !== SNS) throw new Error(`Nobody knows here what ${state.name} calls.`);
      return [
        state.name,
        async (parameters) => {
          // Lets out what happened before: whoever watches hears of things in their order.
          await setImmediate();
          publish(v.parse(publication, parameters));
          return { MessageId: randomUUID() };
        },
      ];
    }),
  );
}

function pausesOf({ states }: Definition, pauseMs: number | undefined) {
  if (pauseMs === undefined) return {};
  const pauses = Object.fromEntries(states.map(({ name }) => [name, pauseMs]));
  return { waitTimeOverrides: pauses, retryIntervalOverrides: pauses };
}

/** Runs a workflow to its end. What fails in it is in the answer. */
export async function runWorkflow(
  definition: Definition,
  input: unknown,
  surroundings: Surroundings,
): Promise<Ended> {
  const { watch = () => {}, pauseMs } = surroundings;
  const execution = new StateMachine(definition.machine).run(asJson(input), {
    context: { Execution: { Id: `local:${definition.name}:${randomUUID()}` } },
    overrides: {
      taskResourceLocalHandlers: tasksOf(definition, surroundings),
      ...pausesOf(definition, pauseMs),
    },
  });
  const ended = execution.result.then(
    (output): Ended => ({ output }),
    (thrown: unknown): Ended => {
      if (!(thrown instanceof ExecutionError && thrown.cause instanceof Error)) throw thrown;
      return { error: thrown.cause.name, cause: thrown.cause.message };
    },
  );
  for await (const event of execution.eventLogs) watch(event);
  return ended;
}
