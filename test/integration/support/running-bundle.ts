// The built bundle behind a bare gateway, against a local Wix: what a client of the API meets.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from '../../../build/build.ts';
import { SCOPES } from '../../../lib/auth/scopes.ts';
import { hashToken, mintToken } from '../../../lib/auth/token.ts';
import { createLocalSecrets } from '../../../local/secrets/server.ts';
import { createLocalWix } from '../../../local/wix/server.ts';
import { directory, removeAll } from '../../build/project.ts';

/** Where the bundle runs, with the token of a client that has every scope and one that may read exports alone. */
export interface RunningBundle {
  readonly url: string;
  readonly token: string;
  readonly narrowToken: string;
  close(): Promise<void>;
}

const GATEWAY = fileURLToPath(new URL('gateway.ts', import.meta.url));
/** The seeded Wix of `npm start`, with a history that ends here. */
const HISTORY_ENDS = '2026-11-01T00:00:00.000Z';

const entry = (id: string, token: string, scopes: readonly string[]) => ({
  id,
  tokenSha256: hashToken(token).toString('hex'),
  scopes,
});

/** Builds the functions into a directory of their own and starts them. */
export async function startRunningBundle(): Promise<RunningBundle> {
  const outdir = await directory();
  await build({ outdir, ceilingOf: () => Number.POSITIVE_INFINITY });
  const wix = createLocalWix({ startAt: HISTORY_ENDS, rate: 0 });
  const { url: wixUrl } = await wix.listen();
  const token = mintToken();
  const narrowToken = mintToken();
  const clients = [entry('all', token, Object.keys(SCOPES)), entry('narrow', narrowToken, ['exports:read'])];
  const secrets = createLocalSecrets({
    secrets: {
      wix: JSON.stringify({ apiKey: wix.apiKey, accountId: wix.accountId }),
      clients: JSON.stringify({ clients }),
    },
  });
  const gateway = spawn(process.execPath, [GATEWAY, outdir], {
    env: {
      WIX_API_BASE_URL: wixUrl,
      WIX_SECRET_ID: 'wix',
      CLIENTS_SECRET_ID: 'clients',
      STORE_URI: pathToFileURL(`${await directory()}/store`).href,
      WIX_REQUESTS_PER_MINUTE: '1000000',
      AWS_ENDPOINT_URL_SECRETS_MANAGER: await secrets.listen(),
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(gateway, 'exit');
  const close = async () => {
    gateway.kill();
    await ended;
    await wix.close();
    await secrets.close();
    await removeAll();
  };
  const lines = createInterface({ input: gateway.stdout });
  const first = await Promise.race([once(lines, 'line'), ended]);
  const url = String(first[0]);
  if (!url.startsWith('http')) {
    await close();
    throw new Error('The gateway did not start');
  }
  return { url, token, narrowToken, close };
}
