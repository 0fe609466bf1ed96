// The command npm run workflow, from its arguments to its exit code.
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { StartError } from '../../local/start/ports.ts';
import { realWix } from '../../local/start/real-wix.ts';
import { readDefinition, workflowNames } from '../../local/workflows/definition.ts';
import { type Ended, runWorkflow } from '../../local/workflows/run.ts';
import { openWorld } from '../../local/workflows/world.ts';
import { UsageError } from '../command-line/options.ts';
import { DONE, FAILED, runCommand, STOPPED } from '../command-line/run-command.ts';
import { type Asked, readArguments, USAGE } from './arguments.ts';
import { catalogue, commandOf, placeAt } from './catalogue.ts';
import { createNarrator, took, words } from './narrator.ts';
import type { Terminal } from './terminal.ts';

function list({ environment, print }: Terminal): void {
  print(USAGE);
  for (const { name, about, examples } of catalogue(
    placeAt(Date.now(), realWix(environment) !== undefined),
  )) {
    print(`\n${name}\n  ${about}`);
    for (const example of examples) print(`\n  # ${example.title}\n  ${commandOf(name, example)}`);
  }
}

/** The store of a run: for a local Wix a new one each time, since what an earlier one held is gone with it. */
async function storeFor(name: string, { environment, stores }: Terminal): Promise<string> {
  if (realWix(environment) !== undefined) return environment.STORE_URI || `${stores}/store`;
  const storeUri = `${stores}/workflows/${name}`;
  await rm(fileURLToPath(storeUri), { recursive: true, force: true });
  return storeUri;
}

function conclude(ended: Ended, seconds: string, { print, say }: Terminal): number {
  if (ended.error !== undefined) {
    say(`Failed after ${seconds}: ${ended.error}: ${words(ended.cause)}`);
    return FAILED;
  }
  say(`Succeeded in ${seconds}.`);
  print(JSON.stringify(ended.output, null, 2));
  return DONE;
}

async function run({ name, input, log }: Asked, terminal: Terminal): Promise<number> {
  const { environment, say, stop } = terminal;
  const definition = await readDefinition(name);
  const storeUri = await storeFor(name, terminal);
  const built = await terminal.build();
  const world = await openWorld({ environment, built, storeUri, log: log ? say : undefined });
  try {
    say(`${name}, on ${world.title}; what it stores is in ${storeUri}`);
    const began = performance.now();
    const stopped = once(stop, 'abort');
    const ended = await Promise.race([
      stopped.then(() => undefined),
      runWorkflow(definition, input, {
        lambdas: world.lambdas,
        publish: ({ subject, message }) => say(`  → the topic is told: ${subject}. ${message}`),
        watch: createNarrator(definition, say),
      }),
    ]);
    if (ended !== undefined) return conclude(ended, took(Math.round(performance.now() - began)), terminal);
    say('Stopped.');
    return STOPPED;
  } finally {
    await world.close();
  }
}

/** A setting that is wrong was not understood either. */
function wrongSetting(error: unknown): never {
  throw error instanceof StartError ? new UsageError(error.message) : error;
}

const HOW = 'npm run workflow, without anything else, shows how it is called.';

/** Runs the command. Resolves with the exit code: 0, 1 when the execution failed, 2 when it was not understood. */
export function runWorkflowCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const runAsked = async () => {
    const asked = await readArguments(args, await workflowNames(), terminal.stdin);
    if (asked !== undefined) return run(asked, terminal);
    list(terminal);
    return DONE;
  };
  return runCommand({ usage: HOW, args: [] }, terminal, () => runAsked().catch(wrongSetting));
}
