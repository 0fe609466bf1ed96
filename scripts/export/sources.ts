// Where the command reads transactions: your account at Wix, a local Wix of its own, or what was recorded.
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Config } from '../../lib/config.ts';
import { createRecordedSource } from '../../lib/export/source/recorded.ts';
import type { TransactionSource } from '../../lib/export/source/source.ts';
import { createWixSource } from '../../lib/export/source/wix.ts';
import { openStore } from '../../lib/store/open-store.ts';
import { createWixTransport } from '../../lib/wix/create-transport.ts';
import { createLocalWix } from '../../local/wix/server.ts';
import { UsageError } from '../command-line/options.ts';
import type { Asked } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/** An open source. */
export interface OpenedSource {
  readonly source: TransactionSource;
  /** The Wix account id. */
  readonly account: string;
  /** For a person: where the transactions come from. */
  readonly title: string;
  /** What Wix allows; undefined where nothing is asked of Wix. */
  readonly requestsPerMinute: number | undefined;
  close(): Promise<void>;
}

const LOCAL_STORE = pathToFileURL(fileURLToPath(new URL('../../.local/store', import.meta.url))).href;
const DAY_MS = 86_400_000;
/** Of the local Wix: a month is a hundred pages. */
const TRANSACTIONS_A_DAY = 330;

/**
 * Opens the source that was asked for. The API key is read from the environment alone: arguments are seen by everybody
 * on the machine.
 * @throws UsageError when a setting is missing.
 */
export async function openAskedSource(
  { source, window }: Pick<Asked, 'source' | 'window'>,
  config: Config,
  { environment }: Pick<Terminal, 'environment'>,
): Promise<OpenedSource> {
  const account = config.WIX_ACCOUNT_ID;
  if (source === 'recorded') return recorded(config);
  const apiKey = environment.WIX_API_KEY?.trim();
  if (!apiKey) return local(window.from, config);
  if (account === undefined) {
    throw new UsageError('WIX_API_KEY needs WIX_ACCOUNT_ID beside it: the id of the account of the key.');
  }
  const title = `account ${account} at ${config.WIX_API_BASE_URL}`;
  return { ...wix(config.WIX_API_BASE_URL, apiKey, account, config), title, close: async () => {} };
}

function wix(baseUrl: string, apiKey: string, account: string, config: Config) {
  const requestsPerMinute = config.WIX_REQUESTS_PER_MINUTE;
  const known = async () => ({ apiKey, accountId: account });
  const transport = createWixTransport({
    baseUrl,
    credentials: { get: known, renew: known },
    requestsPerMinute,
  });
  return { source: createWixSource(transport, config.WIX_TRANSACTIONS_PATH), account, requestsPerMinute };
}

function recorded({ WIX_ACCOUNT_ID: account, STORE_URI = LOCAL_STORE }: Config): OpenedSource {
  if (account === undefined) {
    throw new UsageError(
      'WIX_ACCOUNT_ID is not set: the id of the account whose transactions were recorded.',
    );
  }
  return {
    source: createRecordedSource(openStore(STORE_URI)),
    account,
    title: `what was recorded of account ${account} in ${STORE_URI}`,
    requestsPerMinute: undefined,
    close: async () => {},
  };
}

/**
 * A local Wix with the transactions of two calendar years, from the one of `from`: the same ones each time, so that an
 * export can be gone on with and a day of it agrees with the month.
 */
async function local(from: string, config: Config): Promise<OpenedSource> {
  const year = Number(from.slice(0, 4));
  const start = Date.UTC(year, 0);
  const end = Date.UTC(year + 2, 0);
  const days = (end - start) / DAY_MS;
  const server = createLocalWix({
    seed: year,
    startAt: new Date(end).toISOString(),
    historyDays: days,
    transactions: days * TRANSACTIONS_A_DAY,
  });
  const { url } = await server.listen();
  return {
    ...wix(url, server.apiKey, server.accountId, config),
    title:
      'a local Wix with seeded data (WIX_API_KEY and WIX_ACCOUNT_ID in the environment name your account)',
    close: () => server.close(),
  };
}
