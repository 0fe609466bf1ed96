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

interface Contender {
  readonly title: string;
  readonly runner: Runner;
  /** What it is held against. */
  readonly floor: Runner;
  readonly least?: number;
  /** ms of each turn. */
  readonly times: number[];
  /** Its floor's time over its own, of each pair of runs. */
  readonly ratios: number[];
  readonly cpu: number[];
}

async function contendersOf(place: Place): Promise<readonly Contender[]> {
  const floor = await startLoop(place, 'floor');
  const parquetFloor = await startLoop(place, 'parquetFloor');
  const ours = (format: 'ndjson' | 'csv' | 'focus' | 'parquet') => startOurs(place, format, 'directory');
  const loop = (name: LoopName) => startLoop(place, name);
  const none = { times: [], ratios: [], cpu: [] };
  const all: Omit<Contender, 'times' | 'ratios' | 'cpu'>[] = [
    { title: 'ndjson', runner: await ours('ndjson'), floor, least: LEAST_OF_FLOOR },
    { title: 'csv', runner: await ours('csv'), floor, least: LEAST_OF_FLOOR },
    { title: 'focus', runner: await ours('focus'), floor },
    {
      title: 'parquet, of its own floor',
      runner: await ours('parquet'),
      floor: parquetFloor,
      least: LEAST_OF_PARQUET_FLOOR,
    },
    { title: 'the floor with our buffers', runner: await loop('tunedFloor'), floor },
    { title: 'a bare loop into CSV, no gzip', runner: await loop('csvFloor'), floor },
    { title: 'page by page with the official SDK', runner: await loop('sdk'), floor },
    { title: 'all into memory first', runner: await loop('collect'), floor },
  ];
  return all.map((one) => ({ ...one, ...structuredClone(none) }));
}

/** µs of CPU a row, of all threads. */
const cpuOf = ({ cpuMilliseconds, rows }: Turn) => (cpuMilliseconds * 1000) / rows;

/** Measures, prints a table, and answers what was to be reached. */
export async function measureThroughput(place: Place, transactions: number, rounds: number): Promise<Goal[]> {
  const window = windowOf(transactions);
  const contenders = await contendersOf(place);
  const floorTimes: number[] = [];
  const floorCpu: number[] = [];
  const turn = async (runner: Runner) => {
    await sleep(PAUSE);
    return runner.turn(window);
  };
  let rows = 0;
  for (let round = -WARM_UP; round < rounds; round += 1) {
    for (const { runner, floor, times, ratios, cpu } of contenders) {
      const under = await turn(floor);
      const run = await turn(runner);
      if (run.rows !== under.rows) throw new Error(`${run.rows} rows instead of ${under.rows}`);
      rows = run.rows;
      if (round < 0) continue;
      times.push(run.milliseconds);
      ratios.push(under.milliseconds / run.milliseconds);
      cpu.push(cpuOf(run));
      if (floor !== contenders[0]?.floor) continue;
      floorTimes.push(under.milliseconds);
      floorCpu.push(cpuOf(under));
    }
  }
  for (const one of new Set(contenders.flatMap(({ runner, floor }) => [runner, floor]))) one.close();

  const rate = (times: readonly number[]) => `${Math.round(rows / median(times))}k`;
  console.log(
    `Exports of ${rows.toLocaleString('en')} rows into a directory, medians of ${rounds} rounds, every run just after one of its floor\n`,
  );
  console.log(
    `${table([
      ['', 'rows a second', 'of the floor', 'µs of CPU a row'],
      [
        'the floor: fetch, JSON.parse, stringify, gzip, write',
        rate(floorTimes),
        '1.00',
        median(floorCpu).toFixed(1),
      ],
      ...contenders.map(({ title, times, ratios, cpu }) => [
        title,
        rate(times),
        median(ratios).toFixed(2),
        median(cpu).toFixed(1),
      ]),
    ])}\n`,
  );
  return contenders.flatMap(({ title, ratios, least }) => {
    const ratio = median(ratios);
    const text = `${title}: ${ratio.toFixed(2)} of the floor's rows a second, at least ${least?.toFixed(1)}`;
    return least === undefined ? [] : [{ text, reached: ratio >= least }];
  });
}
