// npm run bench:warm: calls a second of the warm `balance`, one at a time and 64 at a time, in turns with its peers.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { buildContenders, type Contender } from './lambda/contenders.ts';
import { inTurn, median, printGoals, table, warnWhenBusy } from './lambda/report.ts';
import { startWorld, type World } from './lambda/world.ts';

const CALLS = 5_000;
const ROUNDS = 25;
/** Rounds that count for nobody: connections are made, the secret is read. */
const WARM_UP = 2;
const CALLERS = [1, 64] as const;
/** Milliseconds between two turns. */
const PAUSE = 30;
const TIMES_BARE = 1.2;
const TIMES_USUAL = 2.5;

/** A contender in a process of its own, that stays warm while others have their turn. */
interface Runner {
  readonly contender: Contender;
  readonly child: ChildProcess;
  /** Calls a second of each round, by callers. */
  readonly rates: Readonly<Record<(typeof CALLERS)[number], number[]>>;
  connections: number;
}

const turnSchema = v.object({ milliseconds: v.number(), connections: v.number() });

async function startRunner(contender: Contender, world: World): Promise<Runner> {
  const file = fileURLToPath(new URL('./lambda/warm.mjs', import.meta.url));
  const child = fork(file, [contender.file], {
    env: world.environmentOf(contender.name),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  // Warnings of the tracer, which knows one call at a time, are of no interest; the error of a handler is.
  const errors: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
  child.once('exit', (code) => {
    if (code !== null && code !== 0) throw new Error(`${contender.title}: ${Buffer.concat(errors)}`);
  });
  await once(child, 'message');
  return { contender, child, rates: { 1: [], 64: [] }, connections: 0 };
}

async function turn(runner: Runner, calls: number, callers: number): Promise<number> {
  // The threads of whoever was before come to rest.
  await sleep(PAUSE);
  const told = once(runner.child, 'message');
  runner.child.send({ calls, callers });
  const { milliseconds, connections } = v.parse(turnSchema, (await told)[0]);
  runner.connections = connections;
  return (calls / milliseconds) * 1000;
}

async function measure(runners: readonly Runner[]): Promise<void> {
  // As many calls for each caller: a little more than 5,000 in all.
  const share = (callers: number) => Math.ceil(CALLS / ROUNDS / callers) * callers;
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const callers of CALLERS) {
      for (const runner of inTurn(runners, round)) {
        const rate = await turn(runner, share(callers), callers);
        if (round >= 0) runner.rates[callers].push(rate);
      }
    }
  }
}

warnWhenBusy();
const contenders = (await buildContenders()).filter(({ name }) => name !== 'empty');
const world = await startWorld(contenders.map(({ name }) => name));
const runners: Runner[] = [];
try {
  for (const contender of contenders) runners.push(await startRunner(contender, world));
  await measure(runners);

  console.log(
    `Calls a second, medians of ${ROUNDS} interleaved rounds of ${CALLS / ROUNDS} calls and more, Node ${process.version}\n`,
  );
  const rows: string[][] = [['', '1 at a time', '64 at a time', 'connections to Wix', 'reads of the secret']];
  const reads = new Map<string, number>();
  for (const { contender, rates, connections } of runners) {
    const read = await world.secretReads(contender.name);
    reads.set(contender.name, read);
    rows.push([
      contender.title,
      ...CALLERS.map((callers) => median(rates[callers]).toFixed(0)),
      String(connections),
      String(read),
    ]);
  }
  console.log(`${table(rows)}\n`);

  const runnerOf = (name: Contender['name']) => {
    const runner = runners.find(({ contender }) => contender.name === name);
    if (runner === undefined) throw new Error(`${name} did not run`);
    return runner;
  };
  const ours = runnerOf('ours');
  const goals = CALLERS.flatMap((callers) =>
    (
      [
        ['bare handler', 'bare', TIMES_BARE],
        ['usual stack', 'usual', TIMES_USUAL],
      ] as const
    ).map(([title, name, least]) => {
      const times = median(ours.rates[callers]) / median(runnerOf(name).rates[callers]);
      const text = `${callers} at a time: ${times.toFixed(2)} times the ${title}, at least ${least.toFixed(1)}`;
      return { text, reached: times >= least };
    }),
  );
  const read = reads.get('ours') ?? 0;
  const most = Math.max(...CALLERS);
  printGoals([
    ...goals,
    {
      text: `connections to Wix are reused: ${ours.connections} for all calls, at most ${most} at a time`,
      reached: ours.connections <= most,
    },
    { text: `Secrets Manager is asked once: ${read}`, reached: read === 1 },
  ]);
} finally {
  for (const { child } of runners) child.kill();
  world.close();
}
