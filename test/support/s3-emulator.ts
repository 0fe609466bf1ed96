// An S3 emulator that others wrote: the one at AWS_ENDPOINT_URL, else moto where it is installed.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';

/** An emulator to test against; or why there is none. */
export type Emulator =
  | {
      readonly endpoint: string;
      readonly client: S3Client;
      readonly bucket: string;
      readonly stop: () => Promise<void>;
    }
  | { readonly missing: string };

const TRIES = 120;

/** Finds an emulator or starts one, and makes a bucket of its own in it. */
export async function startEmulator(): Promise<Emulator> {
  const given = process.env.AWS_ENDPOINT_URL_S3 || process.env.AWS_ENDPOINT_URL;
  if (given) return connect(given, async () => undefined);
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
    if (await answers(endpoint)) return connect(endpoint, stop);
  }
  await stop();
  return { missing: 'no AWS_ENDPOINT_URL is set, and moto_server did not come up' };
}

async function connect(endpoint: string, stop: () => Promise<void>): Promise<Emulator> {
  const client = new S3Client({
    endpoint,
    forcePathStyle: true,
    region: process.env.AWS_REGION || 'us-east-1',
    credentials: {
      accessKeyId: process.env.AWS_ACCESS_KEY_ID || 'test',
      secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY || 'test',
    },
  });
  const bucket = `store-test-${process.pid}-${Date.now()}`;
  const stopAll = async (): Promise<void> => {
    client.destroy();
    await stop();
  };
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    return { endpoint, client, bucket, stop: stopAll };
  } catch (thrown) {
    await stopAll();
    return { missing: `the emulator at AWS_ENDPOINT_URL does not serve S3: ${String(thrown)}` };
  }
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
