// How much of our own work shows when Wix takes 100 ms for a page.
import { FORMAT_NAMES } from '../../lib/export/format/format.ts';
import { type Goal, table } from '../lambda/report.ts';
import { type Place, startOurs } from './runners.ts';
import { startWorld, windowOf } from './world.ts';

/** ms of every answer of Wix. */
export const LATENCY_MS = 100;
const LEAST_OF_IDEAL = 0.95;
const A_PAGE = 100;

/** What came of it. */
export interface Latency {
  readonly goals: readonly Goal[];
  /** ms a page of an ndjson export. */
  readonly msPerPage: number;
}

/** Measures all formats side by side, as they mostly wait; prints a table. */
export async function measureLatency(place: Omit<Place, 'world'>, pages: number): Promise<Latency> {
  const transactions = pages * A_PAGE;
  const world = await startWorld({ transactions, latencyMs: LATENCY_MS });
  const runners = await Promise.all(
    FORMAT_NAMES.map((format) => startOurs({ ...place, world }, format, 'directory')),
  );
  // A small export first: the code is loaded, the secret read, the connection made.
  await Promise.all(runners.map((runner) => runner.turn(windowOf(A_PAGE))));
  await world.seen();
  const turns = await Promise.all(runners.map((runner) => runner.turn(windowOf(transactions))));
  const { arrivals } = await world.seen();
  for (const runner of runners) runner.close();
  world.close();

  const asked = arrivals.length / runners.length;
  const ideal = asked * LATENCY_MS;
  const rows = FORMAT_NAMES.map((format, index) => {
    const milliseconds = turns[index]?.milliseconds ?? Number.NaN;
    return { format, milliseconds, share: ideal / milliseconds };
  });
  console.log(`${asked} pages at ${LATENCY_MS} ms: ideally ${(ideal / 1000).toFixed(1)} s\n`);
  const cells = rows.map(({ format, milliseconds, share }) => [
    format,
    (milliseconds / 1000).toFixed(1),
    share.toFixed(3),
  ]);
  console.log(`${table([['', 'seconds', 'ideal / actual'], ...cells])}\n`);
  return {
    msPerPage: (turns[0]?.milliseconds ?? Number.NaN) / asked,
    goals: rows.map(({ format, share }) => ({
      text: `${format} at ${LATENCY_MS} ms a page: ${share.toFixed(3)} of pages × latency, at least ${LEAST_OF_IDEAL}`,
      reached: share >= LEAST_OF_IDEAL,
    })),
  };
}
