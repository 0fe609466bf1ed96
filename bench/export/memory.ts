// The most memory of an export into S3, with few rows and with many: a new process for each.
import { FORMAT_NAMES } from '../../lib/export/format/format.ts';
import { type Goal, table } from '../lambda/report.ts';
import { type Place, startOurs } from './runners.ts';
import { windowOf } from './world.ts';

const MB = 1024 * 1024;
const MOST_MB = 256;
const MOST_GROWTH_MB = 40;

/** Measures, prints a table, and answers what was to be reached. */
export async function measureMemory(place: Place, few: number, many: number): Promise<Goal[]> {
  const rows: string[][] = [
    ['', `MB at ${few.toLocaleString('en')} rows`, `at ${many.toLocaleString('en')}`, 'more', 's of CPU'],
  ];
  const goals: Goal[] = [];
  for (const format of FORMAT_NAMES) {
    const mostOf = async (transactions: number) => {
      const runner = await startOurs(place, format, 's3');
      const turn = await runner.turn(windowOf(transactions));
      runner.close();
      // The bucket forgets.
      await place.world.seen();
      return turn;
    };
    const small = await mostOf(few);
    const large = await mostOf(many);
    const most = large.mostBytes / MB;
    const growth = (large.mostBytes - small.mostBytes) / MB;
    rows.push([
      format,
      (small.mostBytes / MB).toFixed(0),
      most.toFixed(0),
      growth.toFixed(0),
      (large.cpuMilliseconds / 1000).toFixed(1),
    ]);
    goals.push(
      {
        text: `${format}: ${most.toFixed(0)} MB at most, less than ${MOST_MB}`,
        reached: Math.max(most, small.mostBytes / MB) < MOST_MB,
      },
      {
        text: `${format}: ${growth.toFixed(0)} MB more for ${many / few} times the rows, at most ${MOST_GROWTH_MB}`,
        reached: growth <= MOST_GROWTH_MB,
      },
    );
  }
  console.log(`Peak memory (resident set) of a new process that exports into S3\n`);
  console.log(`${table(rows)}\n`);
  return goals;
}
