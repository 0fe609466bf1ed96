// The runs of the monitor: of everything in one go, of some sites, or of a large fleet in shares.
import pMap from 'p-map';
import type { Call } from '../call.ts';
import { HOUR_MS } from '../credits/alerts/time.ts';
import type { Reading } from '../credits/usage/reading.ts';
import type { Store } from '../store/store.ts';
import type { WixTransport } from '../wix/transport.ts';
import { commitShare } from './commit-share.ts';
import { type FoldServices, fold, type RunResult } from './fold/fold.ts';
import { partOf, snapshotKey, WALLETS } from './layout.ts';
import { readAll } from './read/read-all.ts';
import { namedSites, type SiteList, type SiteWalk, walkSites } from './read/site-list.ts';
import { enrolSites, loadRoster } from './roster-store.ts';
import type { MonitorSettings } from './settings.ts';
import { findSnapshot, keepSnapshot } from './snapshot.ts';
import { presentSites, type Roster, shareName, sharesBySite } from './state/roster.ts';

/** What the monitor works with. */
export interface MonitorServices extends FoldServices {
  readonly wix: WixTransport;
  readonly store: Pick<Store, 'get' | 'put' | 'uri'>;
}

const SHARES_AT_ONCE = 4;

const forgetAfterMs = ({ rules }: MonitorSettings) => rules.forgetAfterHours * HOUR_MS;

function enrolled({ store, settings }: MonitorServices, list: SiteList, call: Call): Promise<Roster> {
  return enrolSites(store, { ...list, now: call.clock.now(), forgetAfterMs: forgetAfterMs(settings) });
}

/** The walk over everything that is watched. */
function walkAll(settings: MonitorSettings, roster: Roster): (wix: WixTransport) => SiteWalk {
  const { sites } = settings;
  if (sites !== undefined) return () => namedSites(sites, true);
  return (wix) => walkSites(wix, presentSites(roster).flat());
}

/** The site whose word credits a reading is about; undefined for a wallet. */
function wordsOf(reading: Reading): string | undefined {
  const kind = reading.kind === 'failed' ? reading.of : reading.kind;
  return kind === 'words' ? reading.siteId : undefined;
}

/** Takes readings into the shares that their sites are in, and answers the list of sites with all of them. */
async function commit(
  services: MonitorServices,
  known: Roster,
  readings: readonly Reading[],
  run: string,
  call: Call,
): Promise<Roster> {
  const { store, settings } = services;
  let shares = sharesBySite(known);
  let roster = known;
  const sites = readings.map(wordsOf).filter((siteId) => siteId !== undefined);
  const strangers = sites.filter((siteId) => !shares.has(siteId));
  if (strangers.length > 0) {
    // A snapshot of this very run by another process, which has found sites that this one has not.
    const names = new Map(strangers.map((siteId) => [siteId, undefined]));
    roster = await enrolled(services, { names, whole: false }, call);
    shares = sharesBySite(roster);
  }
  // Stryker disable next-line StringLiteral: no site is called so.
  const shareOf = (reading: Reading) => shares.get(wordsOf(reading) ?? '') ?? WALLETS;
  const days = settings.forecast.windowDays + 1;
  const taking = { run, now: call.clock.now(), days, forgetAfterMs: forgetAfterMs(settings) };
  await pMap(Map.groupBy(readings, shareOf), ([share, part]) => commitShare(store, share, part, taking), {
    concurrency: SHARES_AT_ONCE,
  });
  return roster;
}

/**
 * One run in one go: of everything that is watched, or of the named sites and the account's wallet. The snapshot of an
 * event that comes again is found, and nothing is read; all that follows gives the same as it gave then.
 * @throws Failure `Internal` when the store fails or the function is misconfigured. Whatever Wix fails of is in the answer.
 */
export async function runOnce(
  services: MonitorServices,
  { at, siteIds }: { readonly at: string; readonly siteIds: readonly string[] | undefined },
  call: Call,
): Promise<RunResult> {
  const { wix, store, settings } = services;
  const key = snapshotKey(at, siteIds === undefined ? 'all' : partOf(siteIds));
  let readings = await findSnapshot(store, key);
  let roster = await loadRoster(store);
  if (readings === undefined) {
    const wallets = siteIds === undefined ? [undefined, ...settings.siteWallets] : [undefined];
    const sites = siteIds === undefined ? walkAll(settings, roster) : () => namedSites(siteIds, false);
    const read = await readAll(wix, { wallets, sites, concurrency: settings.concurrency }, call);
    roster = await enrolled(services, read.list, call);
    readings = await keepSnapshot(store, key, read.readings);
  }
  roster = await commit(services, roster, readings, at, call);
  const result = await fold(services, { at, roster, everything: siteIds === undefined }, call);
  return { ...result, snapshot: { ...result.snapshot, uri: store.uri(key) } };
}

/** The shares of a run. */
export interface Plan {
  readonly at: string;
  readonly shares: string[];
  readonly sites: number;
}

/** Begins a run in shares: lists the sites, and answers the shares to read. */
export async function planRun(services: MonitorServices, at: string, call: Call): Promise<Plan> {
  const walk = walkAll(services.settings, await loadRoster(services.store))(services.wix);
  for await (const _ of walk.pages(call));
  const sites = presentSites(await enrolled(services, walk.result(), call));
  const shares = sites.flatMap((share, place) => (share.length === 0 ? [] : [shareName(place)]));
  return { at, shares: [WALLETS, ...shares], sites: sites.flat().length };
}

/** What a share of a run has read. */
export interface ShareResult {
  readonly at: string;
  readonly share: string;
  readonly read: number;
  readonly failed: number;
}

/** Reads one share of a run. Its snapshot is a part of its own. */
export async function runShare(
  services: MonitorServices,
  { at, share }: { readonly at: string; readonly share: string },
  call: Call,
): Promise<ShareResult> {
  const { wix, store, settings } = services;
  const key = snapshotKey(at, share);
  const roster = await loadRoster(store);
  let readings = await findSnapshot(store, key);
  if (readings === undefined) {
    const siteIds = presentSites(roster).find((_, place) => shareName(place) === share) ?? [];
    const wallets = share === WALLETS ? [undefined, ...settings.siteWallets] : [];
    const { concurrency } = settings;
    // Stryker disable next-line BooleanLiteral: the list that comes of a share is not looked at.
    const read = await readAll(wix, { wallets, sites: () => namedSites(siteIds, false), concurrency }, call);
    readings = await keepSnapshot(store, key, read.readings);
  }
  await commit(services, roster, readings, at, call);
  const failed = readings.filter(({ kind }) => kind === 'failed').length;
  return { at, share, read: readings.length - failed, failed };
}

/** Ends a run in shares. A share that was not read counts as failed. */
export async function endRun(services: MonitorServices, at: string, call: Call): Promise<RunResult> {
  const roster = await loadRoster(services.store);
  return fold(services, { at, roster, everything: true }, call);
}
