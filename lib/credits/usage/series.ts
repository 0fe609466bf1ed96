// The usage in a heap of readings of any series, in any order.
import { type Followed, follow, type Usage } from './follow.ts';
import { type Reading, seriesOf } from './reading.ts';

/**
 * The usage of every series in the readings, oldest first. Readings may come in any order, repeated, and with gaps; a
 * series with fewer than two good readings has no usage, which is not the same as a usage of zero.
 */
export function usageBySeries(readings: Iterable<Reading>): Map<string, Usage[]> {
  const series = new Map<string, Reading[]>();
  for (const reading of readings) {
    const name = seriesOf(reading);
    const known = series.get(name);
    if (known === undefined) series.set(name, [reading]);
    else known.push(reading);
  }
  return new Map([...series].map(([name, known]) => [name, usageOfOne(known)]));
}

function usageOfOne(readings: Reading[]): Usage[] {
  const usages: Usage[] = [];
  let state: Followed | undefined;
  for (const reading of readings.sort((a, b) => Date.parse(a.readAt) - Date.parse(b.readAt))) {
    const next = follow(state, reading);
    state = next.state;
    if (next.usage !== undefined) usages.push(next.usage);
  }
  return usages;
}
