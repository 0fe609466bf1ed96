// npm run bench:load: the built bundle behind a bare gateway, asked by 64 callers for 30 seconds.
import { createHistogram } from 'node:perf_hooks';
import * as v from 'valibot';
import { startRunningBundle } from '../test/integration/support/running-bundle.ts';
import { printGoals, table, warnWhenBusy } from './lambda/report.ts';
import { type Call, type Load, runCallers } from './load/callers.ts';
import { optionsOf, roundOf } from './load/requests.ts';

const CALLERS = 64;
const SECONDS = process.argv.includes('--quick') ? 5 : 30;
/** As many requests that no function answers: what callers and gateway take by themselves. */
const FLOOR_SECONDS = 5;
/** Calls before the clock starts, so that everything is loaded and every connection to Wix is made. */
const WARM_UP_SECONDS = 2;

const fleetSchema = v.object({
  sites: v.array(v.object({ siteId: v.string(), error: v.optional(v.unknown()) })),
});

async function readableSites(url: string, token: string): Promise<string[]> {
  const answer = await fetch(`${url}/v1/translation-credits`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { sites } = v.parse(fleetSchema, await answer.json());
  return sites.filter(({ error }) => error === undefined).map(({ siteId }) => siteId);
}

function* callsOf(siteIds: readonly string[], token: string, caller: number): Generator<Call, never> {
  for (let turn = caller; ; turn += 1) {
    for (const request of roundOf(siteIds, turn)) {
      const { name, body } = request;
      yield { name, options: optionsOf(request, token), ...(body !== undefined && { body }) };
    }
  }
}

function* nothing(): Generator<Call, never> {
  for (;;) yield { name: 'nothing', options: { method: 'GET', path: '/' } };
}

const milliseconds = (nanoseconds: number) => (nanoseconds / 1e6).toFixed(1);

function allOf({ times }: Load) {
  const all = createHistogram();
  for (const histogram of times.values()) all.add(histogram);
  return all;
}

function rowsOf(load: Load): string[][] {
  const rows = [...load.times].toSorted().map(([name, histogram]) => ({ name, histogram }));
  return [...rows, { name: 'all', histogram: allOf(load) }].map(({ name, histogram }) => [
    name,
    String(histogram.count),
    (histogram.count / load.seconds).toFixed(0),
    ...[50, 99, 99.9].map((percentile) => milliseconds(histogram.percentile(percentile))),
    milliseconds(histogram.max),
  ]);
}

warnWhenBusy();
const bundle = await startRunningBundle();
try {
  const { url, token } = bundle;
  const siteIds = await readableSites(url, token);
  const ask = (caller: number) => callsOf(siteIds, token, caller);
  await runCallers(url, { callers: CALLERS, seconds: WARM_UP_SECONDS }, ask);
  const bare = await runCallers(url, { callers: CALLERS, seconds: FLOOR_SECONDS }, nothing);
  const load = await runCallers(url, { callers: CALLERS, seconds: SECONDS }, ask);

  console.log(
    `${CALLERS} callers for ${SECONDS} s, one process with all functions. Node ${process.version}\n`,
  );
  const head = ['', 'answers', 'a second', 'p50 ms', 'p99 ms', 'p99.9 ms', 'longest ms'];
  console.log(`${table([head, ...rowsOf(load)])}\n`);
  const unanswered = [...bare.errors.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    `The same callers on a path that no function answers: ${(unanswered / bare.seconds).toFixed(0)} a second.\n`,
  );
  for (const [what, count] of load.errors) console.log(`${count} times: ${what}`);
  printGoals([
    { text: `no error: ${load.errors.size} kinds of them`, reached: load.errors.size === 0 },
    {
      text: `every caller keeps its connection: ${load.connections} connections`,
      reached: load.connections <= CALLERS,
    },
    {
      text: `every kind of request was answered: ${[...load.times.keys()].toSorted().join(', ')}`,
      reached: load.times.size === new Set(roundOf(siteIds, 0).map(({ name }) => name)).size,
    },
  ]);
} finally {
  await bundle.close();
}
