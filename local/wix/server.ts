// A Wix of one's own: a seeded account behind Wix's REST paths, on a port of this machine.
import { createControl } from './control/control.ts';
import { createFaults, type Faults } from './faults.ts';
import { createWixHandler } from './http/handler.ts';
import { createHttpServer } from './http/server.ts';
import { createJournal, type Journal } from './journal.ts';
import { type ApiKey, createKeyRing, type KeyRing } from './keys.ts';
import { createRateLimit } from './rate-limit.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import { FREE_WORDS } from './world/sites.ts';
import { createWorld, type World, type WorldPlan } from './world/world.ts';

/** How to make a local Wix; whatever is left out has a default. */
export interface LocalWixOptions extends Loose<Settings>, Loose<Omit<WorldPlan, 'startAt'>> {
  /** ISO 8601 instant at which the history ends and the clock starts; default: now. With it, a seed gives one world. */
  readonly startAt?: string | undefined;
  /** A key of one's own with access to everything, beside the seeded ones. */
  readonly apiKey?: string | undefined;
  /** Opens the control routes under `/_control/`; default: closed. */
  readonly control?: boolean | undefined;
  /** Told of bugs of the local Wix; default: standard error. */
  readonly onBug?: ((error: unknown) => void) | undefined;
}

type Loose<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** A running or ready local Wix. All that the control routes do can be done here as well. */
export interface LocalWix {
  /** Listens on 127.0.0.1; port 0 or none takes a free one. */
  listen(port?: number): Promise<{ url: string }>;
  /** Ends every socket. */
  close(): Promise<void>;
  readonly world: World;
  readonly accountId: string;
  /** Can be changed at any time. */
  readonly settings: Settings;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly keys: readonly ApiKey[];
  /** The key with access to everything. */
  readonly apiKey: string;
  /** Adds a key; what is left out gives full access. A name that is taken is replaced. */
  readonly addKey: KeyRing['add'];
  /** Revokes the key of this name; answers whether there is one. */
  readonly revokeKey: KeyRing['revoke'];
  /**
   * Buys word credits for a site, which raises its quota.
   * @throws RangeError when the site has no limited word credits.
   */
  buyWords(siteId: string, words: number): void;
  /** Installs the Multilingual app with the free 3,000 words, or removes it. */
  installMultilingual(siteId: string, installed: boolean): void;
}

/** Makes a local Wix; it answers once it listens. */
export function createLocalWix(options: LocalWixOptions = {}): LocalWix {
  const world = createWorld({
    seed: options.seed ?? 1,
    startAt: options.startAt === undefined ? Date.now() : Date.parse(options.startAt),
    sites: options.sites ?? 12,
    transactions: options.transactions ?? 400,
    historyDays: options.historyDays ?? 60,
    topUps: options.topUps ?? true,
    currencies: options.currencies ?? ['USD'],
    source: options.source ?? Date.now,
  });
  const settings = settingsOf(options);
  const keys = createKeyRing(world);
  const faults = createFaults();
  const journal = createJournal();
  const rateLimit = createRateLimit(world.clock.now);
  const onBug = options.onBug ?? ((error) => console.error(error));
  const wix = createWixHandler({ world, settings, keys: keys.list, faults, journal, rateLimit, onBug });

  if (options.apiKey !== undefined) keys.add({ name: 'own', key: options.apiKey });

  const local: Omit<LocalWix, 'listen' | 'close'> = {
    world,
    accountId: world.accountId,
    settings,
    faults,
    journal,
    keys: keys.list,
    apiKey: options.apiKey ?? keys.list[0]?.key ?? '',
    addKey: keys.add,
    revokeKey: keys.revoke,
    buyWords: (siteId, words) => {
      const limited = world.site(siteId)?.words;
      if (limited?.quota === undefined) throw new RangeError('The site has no limited word credits.');
      limited.quota += words;
    },
    installMultilingual: (siteId, installed) => {
      const site = world.site(siteId);
      if (!site) throw new RangeError('There is no such site.');
      site.words = installed ? (site.words ?? { used: 0, quota: FREE_WORDS }) : undefined;
    },
  };
  const control = options.control ? createControl(local) : undefined;
  const server = createHttpServer((request, response, pause) =>
    control && request.path.startsWith('/_control/')
      ? control(request, response)
      : wix(request, response, pause),
  );
  return { ...local, listen: server.listen, close: server.close };
}

function settingsOf(options: LocalWixOptions): Settings {
  return {
    rate: options.rate ?? DEFAULT_SETTINGS.rate,
    rateScope: options.rateScope ?? DEFAULT_SETTINGS.rateScope,
    retryAfter: options.retryAfter ?? DEFAULT_SETTINGS.retryAfter,
    wireForm: options.wireForm ?? DEFAULT_SETTINGS.wireForm,
    transactionQuery: options.transactionQuery ?? DEFAULT_SETTINGS.transactionQuery,
    paging: options.paging ?? DEFAULT_SETTINGS.paging,
    missingApp: options.missingApp ?? DEFAULT_SETTINGS.missingApp,
    preparedPages: options.preparedPages ?? DEFAULT_SETTINGS.preparedPages,
  };
}
