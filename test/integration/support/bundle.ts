// The real operations over real HTTP: a local Wix, a local Secrets Manager, and handlers that only their environment joins.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../../lib/config.ts';
import { createHandler } from '../../../lib/operation/handler.ts';
import type { Operation } from '../../../lib/operation/operation.ts';
import { createLocalSecrets, type LocalSecrets } from '../../../local/secrets/server.ts';
import { createLocalWix, type LocalWix, type LocalWixOptions } from '../../../local/wix/server.ts';

const SECRET_ID = 'test/wix';

/** The stand-ins of one test file, and handlers that talk to them. */
export interface Bundle {
  readonly wix: LocalWix;
  readonly secrets: LocalSecrets;
  /** What the handlers have logged. */
  readonly lines: string[];
  /** A fresh handler, as after a cold start. `remaining` is what Lambda says is left at the start of each call, ms. */
  open<Input, Output, Services>(
    operation: Operation<Input, Output, Services>,
    services: (config: Config) => Services,
    environment?: Readonly<Record<string, string>>,
  ): (payload: unknown, remaining?: number) => Promise<unknown>;
  /** Ready for the next test: no faults, an empty journal, the good key. */
  reset(): void;
  close(): Promise<void>;
}

/** Starts the stand-ins and points this process's AWS variables at them. */
export async function startBundle(options: LocalWixOptions = {}): Promise<Bundle> {
  const wix = createLocalWix({ seed: 7, rate: 0, ...options });
  const { url } = await wix.listen();
  const secretText = JSON.stringify({ apiKey: wix.apiKey, accountId: wix.accountId });
  const secrets = createLocalSecrets({ secrets: { [SECRET_ID]: secretText } });
  process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = await secrets.listen();
  process.env.AWS_REGION = 'us-east-1';
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
  const lines: string[] = [];
  return {
    wix,
    secrets,
    lines,
    open: (operation, services, environment = {}) => {
      const handler = createHandler(operation, services, {
        environment: {
          WIX_API_BASE_URL: url,
          WIX_SECRET_ID: SECRET_ID,
          WIX_REQUESTS_PER_MINUTE: '1000000',
          ...environment,
        },
        write: (line) => void lines.push(line),
      });
      return (payload, remaining = 29_000) => {
        const end = performance.now() + remaining;
        return handler(payload, {
          awsRequestId: 'aws-request',
          getRemainingTimeInMillis: () => Math.max(0, end - performance.now()),
        });
      };
    },
    reset: () => {
      wix.faults.clear();
      wix.journal.clear();
      secrets.fault(undefined);
      secrets.set(SECRET_ID, secretText);
      lines.length = 0;
    },
    close: async () => {
      await wix.close();
      await secrets.close();
    },
  };
}

/** What comes first: the promise, or undefined after `milliseconds`. */
export function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  const timer = new AbortController();
  return Promise.race([
    promise.finally(() => timer.abort()),
    sleep(milliseconds, undefined, { signal: timer.signal }).catch(() => undefined),
  ]);
}
