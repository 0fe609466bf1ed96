// Who exports: the built function in the configuration of production, and the loops; each in a process of its own.
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as v from 'valibot';
import type { FormatName } from '../../lib/export/format/format.ts';
import { BUCKET } from '../../test/support/s3-server.ts';
import type { Window } from './bare-client.ts';
import { asker } from './child.ts';
import { environmentOf, type World } from './world.ts';

/** As serverless.yml sets it in NODE_OPTIONS of `export`. */
const NODE_OPTIONS = ['--max-semi-space-size=16'];

const turnSchema = v.object({
  milliseconds: v.number(),
  cpuMilliseconds: v.number(),
  rows: v.number(),
  /** Invocations that it took. */
  calls: v.number(),
  /** The most memory that the process has had so far, resident set. */
  mostBytes: v.number(),
});
/** One export from its start to its end. */
export type Turn = v.InferOutput<typeof turnSchema>;

/** Somebody who exports. */
export interface Runner {
  /** Exports a window, from nothing. */
  turn(window: Window): Promise<Turn>;
  close(): void;
}

/** What the runners share. */
export interface Place {
  readonly world: World;
  /** Where files go. */
  readonly directory: string;
  /** The built function. */
  readonly handler: string;
}

const ready = v.object({});
const fileOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The built function; each turn is an export of its own, into S3 or into a directory. */
export async function startOurs(
  { world, directory, handler }: Place,
  format: FormatName,
  store: 's3' | 'directory',
): Promise<Runner> {
  const storeUri = store === 's3' ? `s3://${BUCKET}/bench` : pathToFileURL(join(directory, format)).href;
  const child = fork(fileOf('./handler.mjs'), [handler], {
    env: environmentOf(world, storeUri),
    execArgv: NODE_OPTIONS,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ask = asker(child, format);
  await ask(undefined, ready);
  return {
    turn: (window) => ask({ ...window, format, exportId: randomUUID() }, turnSchema),
    close: () => child.disconnect(),
  };
}

/** The name of a loop. */
export type LoopName =
  | 'floor'
  | 'tunedFloor'
  | 'csvFloor'
  | 'parquetFloor'
  | 'tunedParquetFloor'
  | 'sdk'
  | 'collect';

/** A loop; each turn writes its file anew. */
export async function startLoop({ world, directory }: Place, name: LoopName): Promise<Runner> {
  const child = fork(fileOf('./loop.ts'), [name]);
  const ask = asker(child, name);
  await ask(undefined, ready);
  const { wixUrl, secretsUrl, s3Url, apiKey, accountId } = world;
  const addresses = { wixUrl, secretsUrl, s3Url, apiKey, accountId };
  return {
    turn: (window) => ask({ world: addresses, window, file: join(directory, name) }, turnSchema),
    close: () => child.disconnect(),
  };
}
