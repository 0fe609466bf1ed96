// An export within the limit of 200 requests a minute, on a clock that runs faster: as a state machine calls and waits.
import { setTimeout as realSleep } from 'node:timers/promises';
import * as v from 'valibot';
import { type Call, type Clock, deadlineIn } from '../../lib/call.ts';
import { identityOf } from '../../lib/export/run/identity.ts';
import { runExport } from '../../lib/export/run/run-export.ts';
import { createWixSource } from '../../lib/export/source/wix.ts';
import { openStore } from '../../lib/store/open-store.ts';
import { createWixTransport } from '../../lib/wix/create-transport.ts';
import { PATH } from './bare-client.ts';
import { addresses } from './world.ts';

const LAMBDA_MS = 900_000;
const ROWS_PER_PART = 10_000;

const orderSchema = v.object({
  world: addresses,
  window: v.object({ from: v.string(), to: v.string() }),
  storeUri: v.string(),
  timesFaster: v.number(),
  requestsPerMinute: v.number(),
});

process.once('message', async (message) => {
  const { world, window, storeUri, timesFaster, requestsPerMinute } = v.parse(orderSchema, message);
  const startedAt = Date.now();
  const monotonic = () => performance.now() * timesFaster;
  const clock: Clock = { now: () => startedAt + monotonic(), monotonic };
  const sleep = async (milliseconds: number) => {
    await realSleep(milliseconds / timesFaster);
  };
  const known = async () => ({ apiKey: world.apiKey, accountId: world.accountId });
  const credentials = { get: known, renew: known };
  const transport = createWixTransport({
    baseUrl: world.wixUrl,
    credentials,
    requestsPerMinute,
    clock,
    sleep,
  });
  const source = createWixSource(transport, PATH);
  const account = world.accountId;
  const of = { source: 'wix', account, window, format: 'ndjson', rowsPerPart: ROWS_PER_PART } as const;
  const tools = { store: openStore(storeUri), source };
  const call = (): Call => ({
    requestId: 'bench',
    now: new Date(clock.now()),
    clock,
    deadline: deadlineIn(LAMBDA_MS, clock),
    log: { debug() {}, info() {}, warn() {}, error() {} },
    metrics: { count() {} },
    noteWixRequest() {},
  });

  const began = monotonic();
  let calls = 1;
  let outcome = await runExport(identityOf(of), tools, call(), false);
  while (!('manifest' in outcome)) {
    await sleep(outcome.waitSeconds * 1000);
    calls += 1;
    outcome = await runExport(identityOf(of), tools, call(), true);
  }
  process.send?.({ rows: outcome.manifest.rows, calls, milliseconds: monotonic() - began });
  process.disconnect();
});
process.send?.({});
