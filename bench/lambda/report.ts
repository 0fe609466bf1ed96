// What a benchmark says: whether the machine was busy, a table, and what was to be reached.
import { availableParallelism, loadavg } from 'node:os';

/** The middle of the values, the higher one of two. */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((one, other) => one - other)[values.length >> 1];
  if (middle === undefined) throw new Error('No values');
  return middle;
}

function orders<T>(all: readonly T[]): readonly T[][] {
  if (all.length < 2) return [[...all]];
  return all.flatMap((first) => orders(all.filter((one) => one !== first)).map((rest) => [first, ...rest]));
}

/**
 * The same in another order each round, until all orders have been: whoever comes after a big process finds the
 * machine's caches full of it, so that everybody has to come after everybody.
 */
export function inTurn<T>(all: readonly T[], round: number): readonly T[] {
  const every = orders(all);
  return every[Math.abs(round * 7) % every.length] ?? all;
}

/** Rows as text: the first column to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(width(column)) : cell.padStart(width(column));
  return rows.map((row) => row.map(pad).join('  ')).join('\n');
}

/** Warns when others use the processors as well: who waits for one more often is slower then, whatever it does. */
export function warnWhenBusy(): void {
  const [load = 0] = loadavg();
  const processors = availableParallelism();
  if (load > processors / 2)
    console.log(
      `This machine is busy (load ${load.toFixed(1)}, ${processors} processors): take the figures with care.\n`,
    );
}

/** Something that was to be reached. */
export interface Goal {
  readonly text: string;
  readonly reached: boolean;
}

/** Prints each goal with PASS or FAIL; when one was missed the process ends with exit code 1. */
export function printGoals(goals: readonly Goal[]): void {
  for (const { text, reached } of goals) console.log(`${reached ? 'PASS' : 'FAIL'}  ${text}`);
  if (goals.some(({ reached }) => !reached)) process.exitCode = 1;
}
