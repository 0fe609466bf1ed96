// The arguments of npm run cost.
import { readOptions, UsageError } from '../command-line/options.ts';

/** What is to be computed. */
export interface Asked {
  readonly sites: readonly number[];
  readonly callsPerSite: number;
  readonly transactionsPerSite: number;
  readonly latencySeconds: number;
}

/** How to call the command. */
export const USAGE = `Usage:
  npm run cost [-- --sites 1,100,10000] [--calls 300] [--transactions 1000] [--latency 200]

  --sites          sites of an account; several, separated by commas
  --calls          calls of the API, a site and month
  --transactions   charges, a site and month
  --latency        milliseconds that an answer of Wix takes`;

const text = { type: 'string' } as const;
const OPTIONS = {
  sites: text,
  calls: text,
  transactions: text,
  latency: text,
} as const;
const MOST_SITES = 100_000;

function whole(option: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= least && number <= most) return number;
  throw new UsageError(`--${option} is a whole number from ${least} to ${most}.`);
}

/**
 * Reads the arguments.
 * @throws UsageError saying what is wrong.
 */
export function readArguments(args: readonly string[]): Asked {
  const { values } = readOptions({ args: [...args], options: OPTIONS });
  const { sites = '1,100,10000', calls = '300', transactions = '1000', latency = '200' } = values;
  return {
    sites: sites.split(',').map((one) => whole('sites', one, 1, MOST_SITES)),
    callsPerSite: whole('calls', calls, 0, 1_000_000),
    transactionsPerSite: whole('transactions', transactions, 0, 1_000_000),
    latencySeconds: whole('latency', latency, 1, 30_000) / 1000,
  };
}
