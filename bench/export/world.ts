// The world of the export benchmark: what exists in it, and the stand-ins that play it, in a process of their own.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { asker } from './child.ts';

/** Transactions of a UTC day: they nearly fill a file of 10,000. */
const TRANSACTIONS_A_DAY = 9_900;
const DAY_MS = 86_400_000;
/** Where the window of every export ends, and the history with it. */
const END = Date.parse('2026-11-01T00:00:00.000Z');

/** How the stand-ins are started. */
export const planSchema = v.object({
  /** ISO 8601. */
  end: v.string(),
  transactions: v.number(),
  days: v.number(),
  /** ms that every answer of Wix waits first. */
  latencyMs: v.number(),
  /** Requests a minute; 0: no limit. */
  rate: v.number(),
  /** How fast Wix's clock runs, by which it counts the minutes of the limit. */
  timesFaster: v.number(),
});

export const addresses = v.object({
  wixUrl: v.string(),
  secretsUrl: v.string(),
  s3Url: v.string(),
  apiKey: v.string(),
  accountId: v.string(),
});
/** Where the stand-ins are. */
export type Addresses = v.InferOutput<typeof addresses>;

const seenSchema = v.object({
  /** Arrival of each request at Wix since the last time, in ms of Wix's clock. */
  arrivals: v.array(v.number()),
  refused: v.number(),
  /** Requests to S3 since the last time: PUT, POST and LIST together, as S3 prices them, and GET. */
  s3Writes: v.number(),
  s3Reads: v.number(),
});
/** What the stand-ins have seen. */
export type Seen = v.InferOutput<typeof seenSchema>;

/** The half-open window that holds exactly so many transactions. */
export function windowOf(transactions: number): { readonly from: string; readonly to: string } {
  const from = END - Math.round((transactions / TRANSACTIONS_A_DAY) * DAY_MS);
  return { from: new Date(from).toISOString(), to: new Date(END).toISOString() };
}

/** The running stand-ins. */
export interface World extends Addresses {
  /** What they have seen since they were asked last; S3 forgets its objects. */
  seen(): Promise<Seen>;
  close(): void;
}

/** What may be said of a world. */
type Plan = Partial<Omit<v.InferOutput<typeof planSchema>, 'end' | 'days'>> & {
  readonly transactions: number;
};

/** Starts the stand-ins; they end with this process. */
export async function startWorld(plan: Plan): Promise<World> {
  const { transactions } = plan;
  const history = { end: new Date(END).toISOString(), days: transactions / TRANSACTIONS_A_DAY };
  const whole = { latencyMs: 0, rate: 0, timesFaster: 1, ...plan, ...history };
  const child = fork(fileURLToPath(new URL('./stand-ins.ts', import.meta.url)), [JSON.stringify(whole)]);
  const ask = asker(child, 'The stand-ins');
  const found = await ask(undefined, addresses);
  return { ...found, seen: () => ask({}, seenSchema), close: () => child.disconnect() };
}

/** The environment of the built function, as Lambda sets it; `storeUri` as in STORE_URI. */
export function environmentOf(world: Addresses, storeUri: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    TZ: ':UTC',
    STORE_URI: storeUri,
    WIX_API_BASE_URL: world.wixUrl,
    WIX_SECRET_ID: SECRET_ID,
    // The governor holds the rate of the real Wix; where it is not what is measured, it would be all that is.
    WIX_REQUESTS_PER_MINUTE: '1000000',
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: world.secretsUrl,
    AWS_ENDPOINT_URL_S3: world.s3Url,
    AWS_LAMBDA_FUNCTION_NAME: 'export',
    LOG_LEVEL: 'error',
  };
}

/** The secret with the key of the local Wix. */
export const SECRET_ID = 'bench/wix';
