// The whole bundle on this machine: the real handlers behind a local gateway, against a local Wix or the real one.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { SCOPES } from '../../lib/auth/scopes.ts';
import { hashToken, mintToken } from '../../lib/auth/token.ts';
import { createLocalSecrets } from '../secrets/server.ts';
import { createLocalWix } from '../wix/server.ts';
import { startGateway } from './gateway.ts';
import { HISTORY_DAYS, liveThroughHistory } from './history.ts';
import { claimable, portFrom, StartError } from './ports.ts';
import { realWix } from './real-wix.ts';
import { plainTour, shownTour } from './tour.ts';

const HOST = '127.0.0.1';
const STAGE = 'local';
const root = fileURLToPath(new URL('../..', import.meta.url));
/** What is stored outlives a restart; git ignores the folder. */
const storeUri = pathToFileURL(join(root, '.local', 'store')).href;
const closers: (() => Promise<void>)[] = [];

async function stopAll(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
}

/** The Wix that the bundle talks to: the real one when a key is given, else a local one. */
async function chooseWix(environment: NodeJS.ProcessEnv) {
  const real = realWix(environment);
  if (real !== undefined) return { real: true, ...real };
  const now = Date.now();
  // Half of what was charged lies before the days that are lived through.
  const wix = createLocalWix({
    control: true,
    startAt: new Date(now - HISTORY_DAYS * 86_400_000).toISOString(),
    historyDays: HISTORY_DAYS,
    transactions: 200,
  });
  const { url } = await wix.listen();
  closers.push(() => wix.close());
  await liveThroughHistory({ wix, url, storeUri, now });
  return { real: false, url, apiKey: wix.apiKey, accountId: wix.world.accountId };
}

async function start(environment: NodeJS.ProcessEnv): Promise<void> {
  const port = portFrom(environment.PORT);
  const lambdaPort = port + 2;
  const wayOut = 'Stop what listens there, or choose another: PORT=4000 npm start.';
  for (const wanted of [port, lambdaPort]) await claimable(HOST, wanted, wayOut);
  const building = promisify(execFile)(process.execPath, ['esbuild.config.mjs'], { cwd: root });
  const [wix] = await Promise.all([chooseWix(environment), building]);

  const token = mintToken();
  const client = { id: 'local', tokenSha256: hashToken(token).toString('hex'), scopes: Object.keys(SCOPES) };
  const secrets = createLocalSecrets({
    secrets: {
      [`wix-credits/${STAGE}/wix`]: JSON.stringify({ apiKey: wix.apiKey, accountId: wix.accountId }),
      [`wix-credits/${STAGE}/clients`]: JSON.stringify({ clients: [client] }),
    },
  });
  const secretsUrl = await secrets.listen();
  closers.push(() => secrets.close());

  const gateway = await startGateway({
    host: HOST,
    port,
    lambdaPort,
    stage: STAGE,
    cwd: root,
    params: { wixApiBaseUrl: wix.url, storeUri },
    environment: {
      ...withoutSecrets(environment),
      // Keys of a real AWS account never reach the stand-ins.
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsUrl,
    },
  });
  closers.push(() => gateway.stop());

  const baseUrl = `http://${HOST}:${port}`;
  const tour = wix.real ? plainTour() : await shownTour({ baseUrl, token });
  console.log(`
Ready: ${baseUrl}   (Lambda Invoke API: http://${HOST}:${lambdaPort})
Wix: ${wix.url}${wix.real ? ', your account' : ', a local one with seeded data'}
Dashboard: ${baseUrl}/v1/dashboard   (its sign-in takes the token below)

  BASE=${baseUrl}
  AUTH='authorization: Bearer ${token}'

${tour}
Ctrl-C stops it.
`);
  gateway.show();
  const code = await gateway.ended;
  await stopAll();
  process.exitCode = code;
}

function withoutSecrets(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { WIX_API_KEY, AWS_SESSION_TOKEN, AWS_PROFILE, ...rest } = environment;
  return rest;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    stopAll().finally(() => process.exit(0));
  });
}

start(process.env).catch(async (error: unknown) => {
  await stopAll();
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
});
