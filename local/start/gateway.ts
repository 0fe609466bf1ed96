// The local API Gateway: serverless-offline in a process of its own, with the built zips as functions.
import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from './ports.ts';

/** What the gateway is started with. */
export interface GatewayOptions {
  readonly host: string;
  readonly port: number;
  /** The port of the Lambda Invoke API. */
  readonly lambdaPort: number;
  readonly stage: string;
  /** Parameters of serverless.yml. */
  readonly params: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder of serverless.yml. */
  readonly cwd: string;
}

/** A running gateway. */
export interface Gateway {
  /** Settles with the exit code when the process ends, whoever ended it. */
  readonly ended: Promise<number>;
  /** Shows what the gateway and the functions print from now on. */
  show(): void;
  stop(): Promise<void>;
}

const READY_WITHIN = 60_000;
const STOP_WITHIN = 4_000;

function start(options: GatewayOptions): ChildProcess {
  const serverless = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');
  const args = [serverless, 'offline', 'start', '--stage', options.stage];
  args.push(
    '--host',
    options.host,
    '--httpPort',
    String(options.port),
    '--lambdaPort',
    String(options.lambdaPort),
  );
  for (const [name, value] of Object.entries(options.params)) args.push('--param', `${name}=${value}`);
  return spawn(process.execPath, args, {
    cwd: options.cwd,
    env: options.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(1_000) });
    return true; // Any status will do: somebody listens.
  } catch {
    return false; // Not yet; whoever asks decides when to give up.
  }
}

/**
 * Starts the gateway and waits until it answers. What it prints until then is shown only when that fails.
 * @throws StartError with what it printed when it ends or stays silent before it answers.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const child = start(options);
  const early: Buffer[] = [];
  const collect = (chunk: Buffer) => void early.push(chunk);
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  let running = true;
  const ended = new Promise<number>((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  }).finally(() => {
    running = false;
  });

  const stop = async () => {
    if (!running) return;
    child.kill('SIGINT');
    const giveUp = new AbortController();
    await Promise.race([
      ended,
      sleep(STOP_WITHIN, undefined, { signal: giveUp.signal }).catch(() => undefined),
    ]);
    giveUp.abort();
    if (running) child.kill('SIGKILL');
    await ended;
  };

  const giveUpAt = performance.now() + READY_WITHIN;
  while (!(await answers(`http://${options.host}:${options.port}/`))) {
    if (!running || performance.now() > giveUpAt) {
      await stop();
      throw new StartError(`The local gateway did not start:\n${Buffer.concat(early).toString().trim()}`);
    }
    await sleep(50);
  }
  child.stdout?.off('data', collect).resume();
  child.stderr?.off('data', collect).resume();
  const show = () => {
    child.stdout?.pipe(process.stdout, { end: false });
    child.stderr?.pipe(process.stderr, { end: false });
  };
  return { ended, show, stop };
}
