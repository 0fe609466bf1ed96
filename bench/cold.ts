// npm run bench:cold: process start to first answer of `balance`, in turns with its peers.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { buildContenders, type Contender } from './lambda/contenders.ts';
import { inTurn, median, printGoals, table, warnWhenBusy } from './lambda/report.ts';
import { startWorld, type World } from './lambda/world.ts';

const ROUNDS = 41;
const CEILING = 184_320;
const OF_USUAL = 0.4;
const OF_BARE = 0.7;

const runner = fileURLToPath(new URL('./lambda/cold.mjs', import.meta.url));
const answerSchema = v.object({ statusCode: v.literal(200), availableCredits: v.optional(v.number()) });

/** One cold start: milliseconds from before the process is made until its answer is read, and what it answered. */
async function coldStart(contender: Contender, world: World) {
  const start = performance.now();
  const child = spawn(process.execPath, [runner, contender.file], {
    env: world.environmentOf(contender.name),
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const pipe = child.stdio[3];
  if (pipe === null || pipe === undefined || !('read' in pipe))
    throw new Error('No pipe to read the answer from');
  const ended = once(child, 'exit');
  let milliseconds = 0;
  pipe.once('readable', () => {
    milliseconds = performance.now() - start;
  });
  const answer = await text(pipe);
  await ended;
  return { milliseconds, answer: v.parse(answerSchema, JSON.parse(answer)) };
}

async function measure(contenders: readonly Contender[], world: World): Promise<Map<Contender, number[]>> {
  const times = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]));
  const answers = new Set<number | undefined>();
  // The first round warms the disk's cache and the stand-ins, and counts for nobody.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const contender of inTurn(contenders, round)) {
      const { milliseconds, answer } = await coldStart(contender, world);
      if (contender.name !== 'empty') answers.add(answer.availableCredits);
      if (round > 0) times.get(contender)?.push(milliseconds);
    }
  }
  if (answers.size !== 1)
    throw new Error(`The contenders do not answer the same: ${[...answers].join(', ')}`);
  return times;
}

warnWhenBusy();
const contenders = await buildContenders();
const world = await startWorld(contenders.map(({ name }) => name));
try {
  const times = await measure(contenders, world);
  const results = new Map([...times].map(([{ name }, values]) => [name, median(values)]));
  const floor = results.get('empty') ?? 0;
  const own = (name: Contender['name']) => (results.get(name) ?? 0) - floor;
  const shares = { usual: own('ours') / own('usual'), bare: own('ours') / own('bare') };

  console.log(
    `Process start to first answer, medians of ${ROUNDS} interleaved rounds, Node ${process.version}\n`,
  );
  const rows = contenders.map(({ name, title, bytes }) => [
    title,
    (bytes / 1024).toFixed(1),
    (results.get(name) ?? 0).toFixed(1),
    own(name).toFixed(1),
  ]);
  console.log(`${table([['', 'KiB', 'ms', 'ms − empty'], ...rows])}\n`);
  const ours = contenders.find(({ name }) => name === 'ours')?.bytes ?? Number.POSITIVE_INFINITY;
  printGoals([
    { text: `bundle: ${ours} bytes, at most ${CEILING}`, reached: ours <= CEILING },
    {
      text: `${shares.usual.toFixed(2)} of the usual stack, at most ${OF_USUAL.toFixed(2)}`,
      reached: shares.usual <= OF_USUAL,
    },
    {
      text: `${shares.bare.toFixed(2)} of the bare handler, at most ${OF_BARE.toFixed(2)}`,
      reached: shares.bare <= OF_BARE,
    },
  ]);
} finally {
  world.close();
}
