// Where workflows run on this machine: the built functions with a Wix, the local one with its seeded account or the real one.
import { createLambdas, type LocalLambdas } from '../lambda/lambdas.ts';
import { createLocalSecrets } from '../secrets/server.ts';
import { realWix, type WixAccess } from '../start/real-wix.ts';
import { createLocalWix } from '../wix/server.ts';

/** What a world is opened with. */
export interface WorldOptions {
  /** Of the person at the terminal: a key for the real Wix, and settings of the functions. */
  readonly environment: NodeJS.ProcessEnv;
  /** The directory of the built functions. */
  readonly built: string;
  /** Where the functions store what they store. */
  readonly storeUri: string;
  /** Gets the lines that the functions log. */
  readonly log?: ((line: string) => void) | undefined;
}

/** An open world. */
export interface World {
  readonly lambdas: LocalLambdas;
  /** For a person: which Wix it is. */
  readonly title: string;
  close(): Promise<void>;
}

const SECRET_ID = 'local/wix';
/** Settings of the functions that a person may want to try out. */
const SETTINGS = [
  'WIX_REQUESTS_PER_MINUTE',
  'WIX_TRANSACTIONS_PATH',
  'TRANSACTION_SOURCE',
  'EXPORT_ROWS_PER_PART',
  'KEEP_TRANSLATIONS',
  'MONITOR_SITES',
  'MONITOR_SITE_WALLETS',
  'MONITOR_CONCURRENCY',
  'ALERT_RULES',
  'FORECAST_SETTINGS',
  'LOG_LEVEL',
] as const;

async function openWix(environment: NodeJS.ProcessEnv): Promise<WixAccess & Omit<World, 'lambdas'>> {
  const real = realWix(environment);
  if (real !== undefined) {
    return { ...real, title: `your account ${real.accountId} at ${real.url}`, close: async () => {} };
  }
  const wix = createLocalWix();
  const { url } = await wix.listen();
  const { apiKey, accountId } = wix;
  return { url, apiKey, accountId, title: 'a local Wix with seeded data', close: () => wix.close() };
}

/**
 * Opens a world; its sites are those of `npm start`.
 * @throws StartError when there is a key for the real Wix, and no account.
 */
export async function openWorld({ environment, built, storeUri, log }: WorldOptions): Promise<World> {
  const wix = await openWix(environment);
  const secret = JSON.stringify({ apiKey: wix.apiKey, accountId: wix.accountId });
  const secrets = createLocalSecrets({ secrets: { [SECRET_ID]: secret } });
  const settings = SETTINGS.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const lambdas = createLambdas(built, {
    environment: {
      ...Object.fromEntries(settings),
      WIX_API_BASE_URL: wix.url,
      WIX_SECRET_ID: SECRET_ID,
      STORE_URI: storeUri,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: await secrets.listen(),
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
    log,
  });
  return {
    lambdas,
    title: wix.title,
    async close() {
      await lambdas.close();
      await secrets.close();
      await wix.close();
    },
  };
}
