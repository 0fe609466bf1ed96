// npm run bench:dashboard: the page and its data with 10,000 sites, from a cold start, in a real Chromium.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import * as v from 'valibot';
import { build } from '../build/build.ts';
import { chromiumMissing, launchChromium } from '../test/support/chromium.ts';
import { writeAccount } from './dashboard/account.ts';
import { type Goal, median, printGoals, table, warnWhenBusy } from './lambda/report.ts';

const SITES = 10_000;
const ROUNDS = 7;
const DATA_MS = 1_000;
const PAINT_MS = 1_500;
/** What follows a key feels immediate. */
const CHOICE_MS = 100;
const MOST_BYTES = 6 * 1024 * 1024;

const started = v.object({ url: v.string(), imported: v.number() });
const number = v.number();

interface Server {
  readonly child: ChildProcess;
  readonly url: string;
  readonly imported: number;
}

async function start(file: string, environment: NodeJS.ProcessEnv): Promise<Server> {
  const serve = fileURLToPath(new URL('./dashboard/serve.mjs', import.meta.url));
  const child = fork(serve, [file], { env: environment, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`The dashboard ended with ${code}`)),
  );
  const [message] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => undefined);
  return { child, ...v.parse(started, message) };
}

async function stop({ child }: Server): Promise<void> {
  child.disconnect();
  await once(child, 'exit');
}

/** Milliseconds and bytes of a call. */
async function fetchData({ url }: Server): Promise<{ milliseconds: number; bytes: number }> {
  const start = performance.now();
  const body = await (await fetch(`${url}/v1/dashboard/data`)).text();
  return { milliseconds: performance.now() - start, bytes: Buffer.byteLength(body) };
}

/** Notes when a frame with rows of the table was painted, counted from the start of the navigation. */
const WATCH_TABLE = `new MutationObserver((_, observer) => {
  if (document.querySelector('table.sites tbody tr') === null) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => { globalThis.painted = performance.now(); }));
}).observe(document, { childList: true, subtree: true });`;

/** Asked as a whole: the page's own policy forbids the polling that Playwright would put into it. */
const UNTIL_PAINTED = `new Promise((resolve) => {
  const timer = setInterval(() => {
    if (globalThis.painted === undefined) return;
    clearInterval(timer);
    resolve(globalThis.painted);
  }, 5);
})`;

/** Types, filters and sorts, and answers the slowest of them. */
const CHOOSE = `(() => {
  const times = [];
  const timed = (choose) => { const start = performance.now(); choose(); times.push(performance.now() - start); };
  const search = document.querySelector('#search');
  for (const text of ['c', 'co', 'cop', 'copper', '']) timed(() => {
    search.value = text;
    search.dispatchEvent(new Event('input', { bubbles: true }));
  });
  for (const id of ['filter-low', 'filter-all', 'sort-name', 'sort-remaining', 'sort-used', 'sort-urgency']) {
    timed(() => document.getElementById(id).click());
  }
  return Math.max(...times);
})()`;

async function look(browser: Browser, { url }: Server): Promise<{ painted: number; chosen: number }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(WATCH_TABLE);
  await page.goto(`${url}/v1/dashboard`, { waitUntil: 'commit' });
  const painted = v.parse(number, await page.evaluate(UNTIL_PAINTED));
  await page.locator('[data-plot=word-days] canvas').waitFor();
  const chosen = v.parse(number, await page.evaluate(CHOOSE));
  await context.close();
  return { painted, chosen };
}

const directory = await mkdtemp(join(tmpdir(), 'bench-dashboard-'));
const missing = chromiumMissing();
const browser = missing === undefined ? await launchChromium() : undefined;
try {
  warnWhenBusy();
  await writeAccount(join(directory, 'store'), SITES);
  const [built] = await build({ functions: ['dashboard'], outdir: join(directory, 'dist') });
  if (built === undefined) throw new Error('The dashboard was not built.');
  const file = join(built.directory, 'index.mjs');
  const environment = {
    STORE_URI: pathToFileURL(join(directory, 'store')).href,
    CLIENTS_SECRET_ID: 'bench',
  };
  const rounds = { imported: [0], cold: [0], warm: [0], painted: [0], chosen: [0] };
  for (const times of Object.values(rounds)) times.length = 0;
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const server = await start(file, environment);
    const cold = await fetchData(server);
    bytes = cold.bytes;
    rounds.imported.push(server.imported);
    rounds.cold.push(server.imported + cold.milliseconds);
    rounds.warm.push((await fetchData(server)).milliseconds);
    await stop(server);
    if (browser === undefined) continue;
    const fresh = await start(file, environment);
    const { painted, chosen } = await look(browser, fresh);
    rounds.painted.push(fresh.imported + painted);
    rounds.chosen.push(chosen);
    await stop(fresh);
  }
  const ms = (times: readonly number[]) => (times.length === 0 ? '–' : `${median(times).toFixed(0)} ms`);
  console.log(`The dashboard of ${SITES} sites, medians of ${ROUNDS} cold starts\n`);
  console.log(
    table([
      ['import', ms(rounds.imported)],
      ['import and data, first call', ms(rounds.cold)],
      ['data, next call', ms(rounds.warm)],
      ['import and first paint of the table', ms(rounds.painted)],
      ['slowest search, filter or sort in the browser', ms(rounds.chosen)],
      ['size of the data', `${(bytes / 1024 / 1024).toFixed(2)} MB`],
    ]),
  );
  console.log();
  const goals: Goal[] = [
    { text: `data in under ${DATA_MS} ms`, reached: median(rounds.cold) < DATA_MS },
    { text: `data in at most ${MOST_BYTES / 1024 / 1024} MB`, reached: bytes <= MOST_BYTES },
  ];
  if (missing === undefined) {
    goals.push(
      {
        text: `first paint of the table in under ${PAINT_MS} ms`,
        reached: median(rounds.painted) < PAINT_MS,
      },
      { text: `every choice in under ${CHOICE_MS} ms`, reached: median(rounds.chosen) < CHOICE_MS },
    );
  } else console.log(`No figures of the browser: ${missing}.`);
  printGoals(goals);
} finally {
  await browser?.close();
  await rm(directory, { recursive: true });
}
