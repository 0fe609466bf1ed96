// The end of a run: where everything stands, the alerts about it, and `latest.json`.
import type { Call } from '../../call.ts';
import type { AlertEvent } from '../../credits/alerts/events.ts';
import type { Store } from '../../store/store.ts';
import type { Channel } from '../alerts/channel.ts';
import { runAlerts } from '../alerts/run-alerts.ts';
import { WALLETS } from '../layout.ts';
import type { MonitorSettings } from '../settings.ts';
import { type Roster, shareName } from '../state/roster.ts';
import { reportOf, surveyShares } from './survey.ts';
import { type Tally, tally } from './tally.ts';
import { latestOf, type SiteFacts, writeLatest } from './write-latest.ts';

/** What the end of a run works with. */
export interface FoldServices {
  readonly store: Pick<Store, 'get' | 'put'>;
  readonly channels: readonly Channel[];
  readonly settings: MonitorSettings;
}

/** Which run ends, and what it was to read. */
export interface Ending {
  /** The run, by the time of its event. */
  readonly at: string;
  readonly roster: Roster;
  /** Whether the run was to read everything that is watched. */
  readonly everything: boolean;
}

/** What a run came to. */
export interface RunResult extends Tally {
  /** The alerts that this run has found, at most 50 of them. */
  readonly alerts: AlertEvent[];
  /** How many it has found, how many reached every channel, and how many are still on their way. */
  readonly delivery: { readonly found: number; readonly delivered: number; readonly waiting: number };
}

/** An answer has to pass through Step Functions, which carries 256 KB. */
const MOST_ALERTS = 50;

function factsOf({ shares }: Roster): SiteFacts {
  const sites = new Map(shares.flatMap((share) => Object.entries(share)));
  return {
    nameOf: (siteId) => sites.get(siteId)?.name,
    isGone: (siteId) => sites.get(siteId)?.goneAt !== undefined,
  };
}

/** The names of the series that are read by a run for everything. */
function everythingWatched(roster: Roster, { siteWallets }: MonitorSettings): (name: string) => boolean {
  const names = new Set(['wallet', ...siteWallets.map((siteId) => `wallet:${siteId}`)]);
  for (const share of roster.shares) {
    for (const [siteId, { goneAt }] of Object.entries(share)) {
      if (goneAt === undefined) names.add(`words:${siteId}`);
    }
  }
  return (name) => names.has(name);
}

/**
 * Ends a run. The alerts go first: `latest.json` waits for their delivery, and not they for it.
 * @throws Failure `Internal` when the store fails; the run can be repeated then, with the same event.
 */
export async function fold(services: FoldServices, ending: Ending, call: Call): Promise<RunResult> {
  const { store, settings } = services;
  const { at, roster, everything } = ending;
  const shares = [WALLETS, ...roster.shares.map((_, place) => shareName(place))];
  const survey = await surveyShares(store, shares, settings.forecast);
  // Stryker disable next-line ArrowFunction: undefined says no as well.
  const isExpected = everything ? everythingWatched(roster, settings) : () => false;
  const reports = survey.all.flatMap((surveyed) => reportOf(surveyed, { run: at, isExpected }) ?? []);
  const facts = factsOf(roster);
  const run = await runAlerts(services, reports, settings.rules, facts.nameOf, call);
  const now = call.clock.now();
  await writeLatest(store, latestOf(survey, facts, run.state, { at, now }), now);
  const { delivered, waiting } = run;
  const result = tally(survey.all, at);
  const { wallets, sites, failed } = result.snapshot;
  call.metrics.count('ReadingsTaken', wallets + sites - failed);
  call.metrics.count('ReadingsFailed', failed);
  call.metrics.count('AlertsFound', run.events.length);
  call.metrics.count('AlertsWaiting', waiting);
  return {
    ...result,
    alerts: run.events.slice(0, MOST_ALERTS),
    delivery: { found: run.events.length, delivered, waiting },
  };
}
