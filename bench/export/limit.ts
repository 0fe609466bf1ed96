// How much of the 200 requests a minute is used, and whether Wix refuses any.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { BUCKET } from '../../test/support/s3-server.ts';
import { type Goal, table } from '../lambda/report.ts';
import { asker } from './child.ts';
import { environmentOf, startWorld, windowOf } from './world.ts';

/** Wix's limit. */
export const RATE = 200;
const MINUTE_MS = 60_000;
const A_PAGE = 100;
const LEAST_USED = 0.98;

const answerSchema = v.object({ rows: v.number(), calls: v.number(), milliseconds: v.number() });

/** What an export within the limit takes. */
export interface Limited {
  readonly goals: readonly Goal[];
  readonly rows: number;
  readonly requests: number;
  readonly calls: number;
  readonly s3Writes: number;
  readonly s3Reads: number;
}

/** Exports as many pages as `minutes` allow, on a clock that runs `timesFaster`; prints a table. */
export async function measureLimit(minutes: number, timesFaster: number): Promise<Limited> {
  const transactions = minutes * RATE * A_PAGE;
  const world = await startWorld({ transactions, rate: RATE, timesFaster });
  const storeUri = `s3://${BUCKET}/bench`;
  const child = fork(fileURLToPath(new URL('./limited.ts', import.meta.url)), {
    env: environmentOf(world, storeUri),
  });
  const ask = asker(child, 'The limited export');
  await ask(undefined, v.object({}));
  const { wixUrl, secretsUrl, s3Url, apiKey, accountId } = world;
  const order = {
    world: { wixUrl, secretsUrl, s3Url, apiKey, accountId },
    window: windowOf(transactions),
    storeUri,
    timesFaster,
    requestsPerMinute: RATE,
  };
  const { rows, calls } = await ask(order, answerSchema);
  const { arrivals, refused, s3Writes, s3Reads } = await world.seen();
  world.close();

  // From the first request of all to the first of the last minute the limit allows so many a minute, and no more.
  const [first = Number.NaN] = arrivals;
  const index = RATE * Math.floor((arrivals.length - 1) / RATE);
  const last = arrivals[index] ?? Number.NaN;
  const used = index / ((RATE * (last - first)) / MINUTE_MS);
  console.log(`${RATE} requests a minute, on a clock that runs ${timesFaster} times as fast\n`);
  console.log(
    `${table([
      ['requests', 'minutes', 'of the allowed', 'refused', 'calls of the function'],
      [
        String(arrivals.length),
        ((last - first) / MINUTE_MS).toFixed(2),
        `${(used * 100).toFixed(1)} %`,
        String(refused),
        String(calls),
      ],
    ])}\n`,
  );
  const goals = [
    {
      text: `${(used * 100).toFixed(1)} % of the allowed requests are used, at least ${LEAST_USED * 100} %`,
      reached: used >= LEAST_USED,
    },
    { text: `${refused} requests are refused, none may be`, reached: refused === 0 },
  ];
  return { goals, rows, requests: arrivals.length, calls, s3Writes, s3Reads };
}
