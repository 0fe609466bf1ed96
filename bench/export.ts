// npm run bench:export: rows a second beside a bare loop, memory, use of the rate limit, and what AWS asks for it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../build/build.ts';
import { printCost } from './export/cost.ts';
import { measureLatency } from './export/latency.ts';
import { measureLimit } from './export/limit.ts';
import { measureMemory } from './export/memory.ts';
import { measureThroughput } from './export/throughput.ts';
import { startWorld } from './export/world.ts';
import { printGoals, warnWhenBusy } from './lambda/report.ts';

/** `--quick` measures the same on less. */
const size = process.argv.includes('--quick')
  ? { rows: 50_000, rounds: 3, few: 50_000, many: 200_000, pages: 100, minutes: 3, timesFaster: 3 }
  : { rows: 200_000, rounds: 7, few: 100_000, many: 1_000_000, pages: 500, minutes: 5, timesFaster: 3 };

const directory = await mkdtemp(join(tmpdir(), 'bench-export-'));
try {
  const [built] = await build({ functions: ['export'], outdir: join(directory, 'dist') });
  if (built === undefined) throw new Error('The export was not built');
  const handler = join(built.directory, 'index.mjs');
  console.log(`Node ${process.version}\n`);
  warnWhenBusy();
  const world = await startWorld({ transactions: size.many });
  const place = { world, directory, handler };
  const throughput = await measureThroughput(place, size.rows, size.rounds);
  const memory = await measureMemory(place, size.few, size.many);
  world.close();
  const latency = await measureLatency({ directory, handler }, size.pages);
  const limited = await measureLimit(size.minutes, size.timesFaster);
  printCost(limited, latency.msPerPage);
  warnWhenBusy();
  printGoals([...throughput, ...memory, ...latency.goals, ...limited.goals]);
} finally {
  await rm(directory, { recursive: true });
}
