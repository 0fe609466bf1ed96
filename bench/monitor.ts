// npm run bench:monitor: 10,000 sites in one call, with nothing known of them and with six weeks of history.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as v from 'valibot';
import { build } from '../build/build.ts';
import { openStore } from '../lib/store/open-store.ts';
import { printGoals, table } from './lambda/report.ts';
import { giveThePast } from './monitor/past.ts';

const SITES = 10_000;
const LATENCY_MS = 200;
const WORKERS = 50;
const IDEAL_MS = (SITES * LATENCY_MS) / WORKERS;
const TIMES_IDEAL = 1.25;
const MOST_BYTES = 256 * 1024 * 1024;
/** V8 sizes its heap by the machine: these are about the sizes that it takes on one of 256 MB. */
const SMALL_HEAP = ['--max-old-space-size=128', '--max-semi-space-size=8'];
const SECRET_ID = 'bench/wix';
const LAMBDA_MS = 840_000;

const addresses = v.object({ wixUrl: v.string(), secretsUrl: v.string() });
const outcome = v.object({
  milliseconds: v.number(),
  cpuMilliseconds: v.number(),
  bytes: v.number(),
  answer: v.object({
    snapshot: v.object({ sites: v.number(), failed: v.number() }),
    usage: v.object({ words: v.nullable(v.object({ used: v.string() })) }),
  }),
});

const fileOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

async function startFleet() {
  const child = fork(fileOf('./monitor/fleet.ts'), [String(SITES), String(LATENCY_MS), SECRET_ID]);
  const [message] = await once(child, 'message');
  return { child, ...v.parse(addresses, message) };
}

async function runMonitor(file: string, environment: NodeJS.ProcessEnv) {
  const child = fork(fileOf('./monitor/run.mjs'), [file, String(LAMBDA_MS)], {
    env: environment,
    execArgv: SMALL_HEAP,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const [message] = await Promise.race([
    once(child, 'message'),
    ended.then(([code]) => Promise.reject(new Error(`The monitor ended with ${code}`))),
  ]);
  await ended;
  return v.parse(outcome, message);
}

const directory = await mkdtemp(join(tmpdir(), 'bench-monitor-'));
const fleet = await startFleet();
try {
  const [built] = await build({ functions: ['monitor'], outdir: join(directory, 'dist') });
  if (built === undefined) throw new Error('The monitor was not built');
  const file = join(built.directory, 'index.mjs');
  const STORE_URI = pathToFileURL(join(directory, 'store')).href;
  const environment = {
    PATH: process.env.PATH,
    STORE_URI,
    WIX_API_BASE_URL: fleet.wixUrl,
    WIX_SECRET_ID: SECRET_ID,
    WIX_REQUESTS_PER_MINUTE: '1000000',
    MONITOR_CONCURRENCY: String(WORKERS),
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: fleet.secretsUrl,
  };
  const first = await runMonitor(file, environment);
  const past = await giveThePast(openStore(STORE_URI));
  fleet.child.send({ words: 7 });
  await once(fleet.child, 'message');
  const second = await runMonitor(file, environment);

  const runs = [
    { title: 'the first run', ...first },
    { title: `with six weeks of history (${(past / 1e6).toFixed(0)} MB)`, ...second },
  ];
  console.log(
    `${SITES} sites at ${LATENCY_MS} ms with ${WORKERS} workers: ideally ${IDEAL_MS / 1000} s. Node ${process.version}\n`,
  );
  const rows = runs.map(({ title, milliseconds, cpuMilliseconds, bytes, answer }) => [
    title,
    (milliseconds / 1000).toFixed(1),
    (cpuMilliseconds / 1000).toFixed(1),
    (milliseconds / IDEAL_MS).toFixed(2),
    (bytes / 1024 / 1024).toFixed(0),
    String(answer.snapshot.failed),
  ]);
  console.log(
    `${table([['', 'seconds', 'of CPU', 'times ideal', 'MB at most', 'sites without the app'], ...rows])}\n`,
  );
  const limited = SITES - Math.floor(SITES / 6);
  printGoals([
    ...runs.flatMap(({ title, milliseconds, bytes, answer }) => [
      {
        text: `${title}: ${(milliseconds / IDEAL_MS).toFixed(2)} times the ideal time, at most ${TIMES_IDEAL}`,
        reached: milliseconds <= TIMES_IDEAL * IDEAL_MS,
      },
      {
        text: `${title}: ${(bytes / 1024 / 1024).toFixed(0)} MB of memory, less than 256`,
        reached: bytes < MOST_BYTES,
      },
      {
        text: `${title}: every site is in the snapshot, and every one with the app was read`,
        reached: answer.snapshot.sites === SITES && SITES - answer.snapshot.failed >= limited - 1,
      },
    ]),
    {
      text: 'what every third site used meanwhile is in the answer',
      reached: Number(second.answer.usage.words?.used) > 0,
    },
  ]);
} finally {
  fleet.child.disconnect();
  await rm(directory, { recursive: true });
}
