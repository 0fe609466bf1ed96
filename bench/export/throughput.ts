// Rows a second, in turns with the floor: every run has a run of its floor just before it.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Goal, median, table } from '../lambda/report.ts';
import { type LoopName, type Place, type Runner, startLoop, startOurs, type Turn } from './runners.ts';
import { windowOf } from './world.ts';

const LEAST_OF_FLOOR = 0.8;
const LEAST_OF_PARQUET_FLOOR = 0.7;
/** Milliseconds between two turns, in which the threads of the one before come to rest. */
const PAUSE = 50;
/** Rounds that count for nobody: code becomes warm, and Wix makes its pages. */
const WARM_UP = 1;

/** Somebody who runs, and what came of each turn that counts. */
interface Entry {
  readonly title: string;
  readonly runner: Runner;
  readonly turns: Turn[];
}

/** One that is held against a floor. */
interface Contender extends Entry {
  readonly floor: Entry;
  /** The least share of the floor's rows a second. */
  readonly least?: number;
  /** Of each pair of runs: the floor's time over its own. */
  readonly ratios: number[];
}

const millisecondsOf = ({ milliseconds }: Turn) => milliseconds;
/** µs of CPU a row, of all threads. */
const cpuOf = ({ cpuMilliseconds, rows }: Turn) => (cpuMilliseconds * 1000) / rows;

const entry = (title: string, runner: Runner): Entry => ({ title, runner, turns: [] });

async function contendersOf(place: Place): Promise<readonly Contender[]> {
  const loop = (name: LoopName) => startLoop(place, name);
  const floor = entry('the floor: fetch, JSON.parse, stringify, gzip, write', await loop('floor'));
  const parquetFloor = entry('the floor of Parquet: the same into its writer', await loop('parquetFloor'));
  const ours = async (format: 'ndjson' | 'csv' | 'focus' | 'parquet', of: Entry, least?: number) => {
    const runner = await startOurs(place, format, 'directory');
    return { ...entry(format, runner), floor: of, ratios: [], ...(least !== undefined && { least }) };
  };
  const peer = async (title: string, name: LoopName, of: Entry = floor) => ({
    ...entry(title, await loop(name)),
    floor: of,
    ratios: [],
  });
  return [
    await ours('ndjson', floor, LEAST_OF_FLOOR),
    await ours('csv', floor, LEAST_OF_FLOOR),
    await ours('focus', floor),
    await peer('page by page with the official SDK', 'sdk'),
    await peer('all into memory first', 'collect'),
    await peer('the floor with our buffers for gzip', 'tunedFloor'),
    await peer('a bare loop into CSV, no gzip', 'csvFloor'),
    await ours('parquet', parquetFloor, LEAST_OF_PARQUET_FLOOR),
    await peer('the floor of Parquet with our encodings', 'tunedParquetFloor', parquetFloor),
  ];
}

function print(contenders: readonly Contender[], rows: number): void {
  const line = ({ title, turns }: Entry, ratio: number) => [
    title,
    `${Math.round(rows / median(turns.map(millisecondsOf)))}k`,
    ratio.toFixed(2),
    median(turns.map(cpuOf)).toFixed(1),
  ];
  const floors = [...new Set(contenders.map(({ floor }) => floor))];
  const lines = floors.flatMap((floor) => [
    line(floor, 1),
    ...contenders.filter((one) => one.floor === floor).map((one) => line(one, median(one.ratios))),
  ]);
  console.log(`${table([['', 'rows a second', 'of the floor', 'µs of CPU a row'], ...lines])}\n`);
}

/** Measures, prints a table, and answers what was to be reached. */
export async function measureThroughput(place: Place, transactions: number, rounds: number): Promise<Goal[]> {
  const window = windowOf(transactions);
  const contenders = await contendersOf(place);
  const turnOf = async ({ runner, turns }: Entry, counts: boolean) => {
    await sleep(PAUSE);
    const turn = await runner.turn(window);
    if (counts) turns.push(turn);
    return turn;
  };
  let rows = 0;
  for (let round = -WARM_UP; round < rounds; round += 1) {
    for (const contender of contenders) {
      const counts = round >= 0;
      const under = await turnOf(contender.floor, counts);
      const turn = await turnOf(contender, counts);
      if (turn.rows !== under.rows) throw new Error(`${turn.rows} rows instead of ${under.rows}`);
      rows = turn.rows;
      if (counts) contender.ratios.push(under.milliseconds / turn.milliseconds);
    }
  }
  for (const { runner } of new Set(contenders.flatMap((one) => [one, one.floor]))) runner.close();

  console.log(
    `Exports of ${rows.toLocaleString('en')} rows into a directory, medians of ${rounds} rounds, every run just after one of its floor\n`,
  );
  print(contenders, rows);
  return contenders.flatMap(({ title, ratios, least }) => {
    if (least === undefined) return [];
    const ratio = median(ratios);
    const text = `${title}: ${ratio.toFixed(2)} of the floor's rows a second, at least ${least.toFixed(1)}`;
    return [{ text, reached: ratio >= least }];
  });
}
