// A month of the bundle, as quantities of what AWS has prices for.
import { type Quantities, timesOf, together } from './bill.ts';
import type { RunCounts } from './measured-run.ts';

/** An account and its traffic. */
export interface Account {
  readonly sites: number;
  /** Calls of the API, a site and month. */
  readonly callsPerSite: number;
  /** Charges, a site and month; they are exported every night. */
  readonly transactionsPerSite: number;
  /** What an answer of Wix takes. */
  readonly latencySeconds: number;
}

/** What is the same for every account: counted in the template. */
export interface Standing {
  /** The metrics that alarms watch. */
  readonly alarms: number;
  readonly dashboards: number;
  readonly keys: number;
  readonly secrets: number;
}

/** What was counted of one run each; of the monitor with all sites, of an export with the transactions of a day. */
export interface Counted {
  readonly monitor: RunCounts;
  readonly export: RunCounts;
}

const HOURS = 730;
const DAYS = HOURS / 24;
const GIGABYTE = 1e9;
/** Wix allows so many requests a minute. */
const REQUESTS_A_MINUTE = 200;
/** Above so many sites the monitor runs in shares, once an hour: one call would not have the time for them. */
export const MOST_SITES_IN_ONE_CALL = 1_500;
/** The memory of a function in gigabytes, as in serverless.yml. */
const MEMORY = { usual: 0.5, export: 1 };
/** Lambda gives a whole processor at this much memory, and its share below. */
const GB_OF_A_PROCESSOR = 1.769;
/** Of the monitor's requests so many are open at once; its default. */
const AT_ONCE = 10;
/** An S3 request, one after the other. */
const S3_SECONDS = 0.03;
/** A call of the API besides waiting for Wix: the authorizer and the function itself. */
const OVERHEAD_SECONDS = 0.03;
/** What Lambda and the functions log of one call. */
const BYTES_LOGGED_A_CALL = 1_500;
/** Logs are kept for 30 days, and kept compressed to about so much. */
const COMPRESSED = 0.15;
/** Custom metrics of a function; one with Wix behind it has a few more than these. */
const METRICS_A_FUNCTION = 6;
/** Functions that callers of the API use: the balance, word credits, eligibility, the dashboard, and the authorizer. */
const FUNCTIONS_CALLED = 5;
/** The bucket keeps what was replaced for 30 days. */
const DAYS_OF_OLD_VERSIONS = 30;
/** Snapshots and exports are kept for a year in this sum, with what the year's last month costs. */
const MONTHS_KEPT = 12;

/** Runs of the monitor in a month. */
export const monitorRuns = (sites: number): number => HOURS * (sites > MOST_SITES_IN_ONE_CALL ? 1 : 4);

function secondsOf(run: RunCounts, memory: number, latency: number, atOnce: number): number {
  const asked = (run.wixRequests * latency) / atOnce;
  const allowed = (Math.max(0, run.wixRequests - REQUESTS_A_MINUTE) / REQUESTS_A_MINUTE) * 60;
  const processor = run.cpuSeconds / Math.min(1, memory / GB_OF_A_PROCESSOR);
  return Math.max(asked, allowed) + processor + (run.puts + run.gets) * S3_SECONDS;
}

function calls(count: number, seconds: number, memory: number): Quantities {
  return {
    lambdaRequest: count,
    lambdaGbSecond: seconds * memory,
    logGbIngested: (count * BYTES_LOGGED_A_CALL) / GIGABYTE,
    logGbMonth: (count * BYTES_LOGGED_A_CALL * COMPRESSED) / GIGABYTE,
  };
}

const objects = ({ puts, gets }: RunCounts): Quantities => ({ s3Put: puts, s3Get: gets });

function monitorMonth({ sites, latencySeconds }: Account, run: RunCounts): Quantities {
  const runs = monitorRuns(sites);
  const seconds = secondsOf(run, MEMORY.usual, latencySeconds, AT_ONCE);
  const versions = run.bytesReplaced * runs * (DAYS_OF_OLD_VERSIONS / DAYS);
  // A run in one call is no execution of a state machine; one in shares enters a state a call, and three more.
  const transitions = run.calls === 1 ? 0 : run.calls + 3;
  const aRun = together(calls(run.calls, seconds, MEMORY.usual), objects(run), {
    schedulerInvocation: 1,
    stepFunctionsTransition: transitions,
  });
  return together(timesOf(aRun, runs), {
    s3GbMonth: (run.bytesKept * runs * MONTHS_KEPT + versions) / GIGABYTE,
    metricMonth: METRICS_A_FUNCTION + 3,
  });
}

function exportMonth({ latencySeconds }: Account, run: RunCounts): Quantities {
  // A page comes after the other; waiting for the limit is done by the state machine.
  const seconds = run.wixRequests * latencySeconds + (run.puts + run.gets) * S3_SECONDS;
  const minutes = Math.ceil(run.wixRequests / REQUESTS_A_MINUTE);
  const aRun = together(calls(minutes, seconds, MEMORY.export), objects(run), {
    schedulerInvocation: 1,
    stepFunctionsTransition: 3 * minutes + 1,
  });
  return together(timesOf(aRun, DAYS), {
    s3GbMonth: (run.bytesKept * DAYS * MONTHS_KEPT) / GIGABYTE,
    metricMonth: METRICS_A_FUNCTION + 2,
  });
}

function apiMonth({ sites, callsPerSite, latencySeconds }: Account): Quantities {
  const count = sites * callsPerSite;
  // The gateway remembers the authorizer's word for a minute; here it is asked each time.
  const perCall = together(
    calls(1, latencySeconds + OVERHEAD_SECONDS, MEMORY.usual),
    calls(1, OVERHEAD_SECONDS, MEMORY.usual),
    { apiGatewayRequest: 1 },
  );
  // A metric costs by the hours in which it has a value.
  const hours = Math.min(1, count / FUNCTIONS_CALLED / HOURS);
  return together(timesOf(perCall, count), { metricMonth: FUNCTIONS_CALLED * METRICS_A_FUNCTION * hours });
}

function standingMonth({ alarms, dashboards, keys, secrets }: Standing, account: Account): Quantities {
  // Every execution environment reads its secret again after five minutes.
  const reads = Math.min(account.sites * account.callsPerSite, HOURS * 12) * 2 + monitorRuns(account.sites);
  return {
    alarmMonth: alarms,
    dashboardMonth: dashboards,
    kmsKeyMonth: keys,
    secretMonth: secrets,
    secretRead: reads,
  };
}

/** The parts of a month. */
export function monthOf(account: Account, counted: Counted, standing: Standing): Record<string, Quantities> {
  return {
    'the API': apiMonth(account),
    monitoring: monitorMonth(account, counted.monitor),
    exports: exportMonth(account, counted.export),
    'alarms, secrets and keys': standingMonth(standing, account),
  };
}
