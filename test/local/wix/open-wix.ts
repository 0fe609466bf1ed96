// A local Wix for one test: opened on a free port, called by fetch, closed with all that closes it.
import { createLocalWix, type LocalWix, type LocalWixOptions } from '../../../local/wix/server.ts';

/** An answer as a test looks at it; `json` is undefined when the body is none. */
export interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

/** A local Wix that listens, and ways to call it. */
export interface OpenWix extends LocalWix {
  readonly url: string;
  /** Calls with exactly these headers. */
  call(method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<Seen>;
  /** Calls in the context of the account, with the key that may do everything. */
  forAccount(method: string, path: string, body?: unknown): Promise<Seen>;
  /** Calls in the context of a site, with the key that may do everything. */
  forSite(siteId: string, method: string, path: string, body?: unknown): Promise<Seen>;
  /** The id of the first site whose word credits are as asked. */
  siteWith(kind: 'LIMITED' | 'UNLIMITED' | 'EXHAUSTED' | 'NO_APP'): string;
}

/** The paths of Wix's methods, said again here so that a change of one is seen. */
export const PATHS = {
  balance: '/appmarket/credittransactions/v1/credit-transactions/balance',
  charge: '/appmarket/credittransactions/v1/credit-transactions/charge',
  query: '/appmarket/credittransactions/v1/credit-transactions/query',
  credit: '/translation-credits/v1/credit',
  eligible: '/translation-credits/v1/credit/is-eligible',
  translate: '/machine-translation/v3/machine-translate',
  bulk: '/machine-translation/v3/bulk-machine-translate',
  sites: '/site-list/v2/sites/query',
} as const;

/** The instant at which the worlds of tests start. */
export const START = '2026-11-22T12:00:00.000Z';

/** A world that starts at one instant and whose clock only moves when it is told to. */
export const stillWorld = { startAt: START, source: () => 0, onBug: fail } as const;

function fail(error: unknown): never {
  throw error;
}

/** Opens a local Wix in a still world; `use` runs with it, and it is closed afterwards. */
export async function withWix<T>(options: LocalWixOptions, use: (wix: OpenWix) => Promise<T>): Promise<T> {
  const wix = createLocalWix({ ...stillWorld, rate: 0, ...options });
  const { url } = await wix.listen();
  try {
    return await use(opened(wix, url));
  } finally {
    await wix.close();
  }
}

function opened(wix: LocalWix, url: string): OpenWix {
  const call: OpenWix['call'] = async (method, path, headers, body) => {
    const response = await fetch(url + path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type') === 'application/json' && text !== '';
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? JSON.parse(text) : undefined,
    };
  };
  return {
    ...wix,
    url,
    call,
    forAccount: (method, path, body) =>
      call(method, path, { authorization: wix.apiKey, 'wix-account-id': wix.accountId }, body),
    forSite: (siteId, method, path, body) =>
      call(method, path, { authorization: wix.apiKey, 'wix-site-id': siteId }, body),
    siteWith: (kind) => {
      const site = wix.world.sites.find(({ words }) => {
        if (words === undefined) return kind === 'NO_APP';
        if (words.quota === undefined) return kind === 'UNLIMITED';
        return kind === (words.used >= words.quota ? 'EXHAUSTED' : 'LIMITED');
      });
      if (!site) throw new Error(`There is no site that is ${kind}.`);
      return site.facts.id;
    },
  };
}

/** The body of an application error. */
export const applicationErrorBody = (code: string, description: string, data: unknown = {}) => ({
  message: description,
  details: { applicationError: { code, description, data } },
});
