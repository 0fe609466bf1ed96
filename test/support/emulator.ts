// An AWS emulator that others wrote: the one at AWS_ENDPOINT_URL, else moto where it is installed.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** An emulator to test against; or why there is none. */
export type Emulator =
  | { readonly endpoint: string; readonly stop: () => Promise<void> }
  | { readonly missing: string };

const TRIES = 120;

/** Finds an emulator or starts one. `given`: where one may be already; default AWS_ENDPOINT_URL. */
export async function startEmulator(given = process.env.AWS_ENDPOINT_URL): Promise<Emulator> {
  if (given) return { endpoint: given, stop: async () => undefined };
  const port = await freePort();
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const ended = new Promise<string>((resolve) => {
    server.once('error', (error) => resolve(error.message));
    server.once('exit', (code) => resolve(`moto_server ended with ${code}`));
  });
  const stop = async (): Promise<void> => {
    server.kill();
    await ended;
  };
  const endpoint = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const failed = await Promise.race([ended, pause(250)]);
    if (failed !== undefined) return { missing: `no AWS_ENDPOINT_URL is set, and ${failed}` };
    if (await answers(endpoint)) return { endpoint, stop };
  }
  await stop();
  return { missing: 'no AWS_ENDPOINT_URL is set, and moto_server did not come up' };
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    await (await fetch(endpoint)).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
