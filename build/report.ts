// The sizes as a table: what a function weighs, what it may weigh, and where the bytes come from.
import type { BuiltFunction } from './build.ts';

const kib = (bytes: number) => (bytes / 1024).toFixed(1);

const biggest = (origins: ReadonlyMap<string, number>) =>
  [...origins]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, 5)
    .map(([origin, bytes]) => `${origin} ${kib(bytes)}`)
    .join(', ');

/** One line a function, sizes in KiB. */
export function sizeReport(functions: readonly BuiltFunction[]): string {
  const rows = functions.map(({ name, bytes, bytesAtStart, ceiling, zipBytes, origins }) => [
    name,
    kib(bytesAtStart),
    kib(bytes),
    kib(ceiling),
    kib(zipBytes),
    biggest(origins),
  ]);
  const table = [['KiB', 'at start', 'in all', 'ceiling', 'zip', 'of which'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return table.map(line).join('\n');
}
