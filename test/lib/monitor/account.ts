// An account to watch in tests: sites, a wallet and a clock that only the test moves, and a store that can go wrong.
import { setImmediate as nextTick } from 'node:timers/promises';
import * as v from 'valibot';
import type { AlertEvent } from '../../../lib/credits/alerts/events.ts';
import { alertRulesSchema } from '../../../lib/credits/alerts/rules.ts';
import { FORECAST_DEFAULTS } from '../../../lib/credits/forecast/settings.ts';
import { Failure } from '../../../lib/failure.ts';
import type { Channel } from '../../../lib/monitor/alerts/channel.ts';
import { recordChannel } from '../../../lib/monitor/alerts/record-channel.ts';
import { LATEST_KEY } from '../../../lib/monitor/layout.ts';
import { endRun, type MonitorServices, planRun, runOnce, runShare } from '../../../lib/monitor/run.ts';
import type { MonitorSettings } from '../../../lib/monitor/settings.ts';
import { type Latest, latestSchema } from '../../../lib/monitor/state/latest.ts';
import { manualClock, type TestCall, testCall } from '../../support/call.ts';
import { MemoryDisk, type OpenOptions } from '../../support/memory-store.ts';
import { type Answer, fakeWix } from '../../support/wix.ts';

export const START = Date.parse('2026-11-02T00:00:00Z');
export const MINUTE = 60_000;
export const QUARTER = 15 * MINUTE;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The id of the n-th site. */
export const siteId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** A site's word credits; `app`: whether it has Multilingual, `fails`: with which code it cannot be read. */
export interface TestSite {
  used: number;
  quota: number | undefined;
  app?: boolean;
  listed?: boolean;
  fails?: ConstructorParameters<typeof Failure>[0];
}

/** A channel that keeps what it gets, or is down. */
export class Mailbox {
  readonly got: AlertEvent[] = [];
  down: boolean | 'after taking it' = false;
  readonly name: Channel['name'];

  constructor(name: Channel['name'] = 'sns') {
    this.name = name;
  }

  /** As the port of this run. */
  channel(): Channel {
    return {
      name: this.name,
      deliver: async (events) => {
        await nextTick();
        if (this.down === true) throw new Error('The channel is down');
        this.got.push(...events);
        if (this.down) throw new Error('The answer was lost');
        return new Set(events.map(({ detail }) => detail.id));
      },
    };
  }

  /** The ids of the events, each once, in the order in which they first came. */
  ids(): string[] {
    return [...new Set(this.got.map(({ detail }) => detail.id))];
  }
}

/** The account. */
export class Account {
  readonly disk = new MemoryDisk();
  readonly clock = manualClock(START);
  readonly sites = new Map<string, TestSite>();
  readonly mails = new Mailbox();
  wallet: { periodic: number; cap: number; topUp: number; fails?: TestSite['fails'] } = {
    periodic: 200,
    cap: 250,
    topUp: 50,
  };
  listFails: TestSite['fails'];
  requests = 0;
  settings: MonitorSettings = {
    sites: undefined,
    siteWallets: [],
    concurrency: 10,
    rules: v.parse(alertRulesSchema, {}),
    forecast: FORECAST_DEFAULTS,
  };

  constructor(sites = 3) {
    for (let n = 0; n < sites; n += 1) this.sites.set(siteId(n), { used: 100, quota: 1000 });
  }

  /** Lets time go by. */
  wait(milliseconds: number): void {
    this.clock.advance(milliseconds);
  }

  /** The site with this number. */
  site(n: number): TestSite {
    const site = this.sites.get(siteId(n));
    if (site === undefined) throw new Error(`There is no site ${n}`);
    return site;
  }

  /** Everything of a Wix outage: nothing answers. */
  outage(code: TestSite['fails'] | undefined): void {
    this.listFails = code;
    if (code === undefined) delete this.wallet.fails;
    else this.wallet.fails = code;
    for (const site of this.sites.values()) {
      if (code === undefined) delete site.fails;
      else site.fails = code;
    }
  }

  readonly #answer: Answer = ({ path, scope, body }) => {
    this.requests += 1;
    if (path.endsWith('/balance')) return this.#balance();
    if (path.endsWith('/sites/query')) return this.#list(body);
    const site = scope === 'ACCOUNT' ? undefined : this.sites.get(scope.siteId);
    if (site?.fails !== undefined) throw new Failure(site.fails, 'The site fails.');
    if (site === undefined || site.app === false) throw new Failure('FeatureNotAvailable', 'No app.');
    const { used, quota } = site;
    const limit = quota === undefined ? {} : { limitedQuota: { quota } };
    return {
      creditData: { creditsUsed: used, quotaType: quota === undefined ? 'UNLIMITED' : 'LIMITED', ...limit },
    };
  };

  #balance() {
    const { periodic, cap, topUp, fails } = this.wallet;
    if (fails !== undefined) throw new Failure(fails, 'The wallet fails.');
    const rule = { period: 'MONTH', balance: periodic, cap, resetDate: '2027-01-01T00:00:00Z' };
    return {
      periodicCredits: { balance: periodic, cap },
      topUpCredits: { balance: topUp },
      creditBalanceBreakdown: [{ subscriptionId: 'plan', usageRules: [rule] }],
    };
  }

  #list(body: unknown) {
    if (this.listFails !== undefined) throw new Failure(this.listFails, 'The list fails.');
    const cursor = Number(Object(body).query.cursorPaging.cursor ?? 0);
    const listed = [...this.sites].filter(([, { listed = true }]) => listed);
    const page = listed
      .slice(cursor, cursor + 100)
      .map(([id]) => ({ id, displayName: `Shop ${id.slice(-3)}` }));
    const next = cursor + 100 < listed.length ? String(cursor + 100) : undefined;
    return { sites: page, metadata: { hasNext: next !== undefined, cursors: { next } } };
  }

  /** The services of a new process. */
  services(options: OpenOptions = {}, mailbox: Mailbox = this.mails): MonitorServices {
    const store = this.disk.open(options);
    const channels = [recordChannel(store), mailbox.channel()];
    return { wix: fakeWix(this.#answer), store, channels, settings: this.settings };
  }

  call(remaining = 240_000): TestCall {
    return testCall({ clock: this.clock, remaining });
  }

  now(): string {
    return new Date(this.clock.now()).toISOString();
  }

  /** A run of everything, or of some sites, by a new process. */
  run({ siteIds, at = this.now(), ...options }: OpenOptions & { siteIds?: string[]; at?: string } = {}) {
    return runOnce(this.services(options), { at, siteIds }, this.call());
  }

  /** A run in shares, each step by a new process. */
  async runInShares(at = this.now()) {
    const { shares } = await planRun(this.services(), at, this.call());
    for (const share of shares) await runShare(this.services(), { at, share }, this.call());
    return endRun(this.services(), at, this.call());
  }

  /** `latest.json`, held against its schema. */
  latest(): Latest {
    return v.parse(latestSchema, JSON.parse(this.disk.text(LATEST_KEY) ?? 'null'));
  }

  /** The keys in the store that begin so. */
  keys(prefix: string): string[] {
    return [...this.disk.objects.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  /** The lines of an object. */
  lines(key: string): unknown[] {
    const text = this.disk.text(key) ?? '';
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }
}

/** A Wix that takes a moment for each answer, which is the same for every wallet and every site. */
export const slowWix = () =>
  fakeWix(async () => {
    await nextTick();
    return {
      periodicCredits: { balance: 1 },
      creditData: { creditsUsed: 40, quotaType: 'LIMITED', limitedQuota: { quota: 100 } },
    };
  });

/** An event in short: `Low share-0.2 words:…001`. */
export function short(event: AlertEvent): string {
  const type = event.detailType.split(' ').at(-1);
  if (event.detailType === 'Monitor Stale') return `${type} ${event.detail.extent}`;
  const { kind, siteId: site } = event.detail.scope;
  const what = site === undefined ? kind : `${kind}:${site.slice(-3)}`;
  return event.detailType === 'Credit Balance Low'
    ? `${type} ${event.detail.level.name} ${what}`
    : `${type} ${what}`;
}
