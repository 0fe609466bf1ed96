// The command line of the local Wix, read into options.
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import type { LocalWixOptions } from './server.ts';
import { settingsSchema } from './settings.ts';

/** How to call it. */
export const USAGE = `Usage: main.ts [options]
  --port <n>           port on 127.0.0.1 (default 4010, 0 takes a free one)
  --seed <n>           the world (default 1)
  --start <instant>    ISO 8601 instant at which its history ends and its clock starts (default now)
  --sites <n>          sites of the account, up to 10000 (default 12)
  --transactions <n>   credit transactions before the start (default 400)
  --days <n>           days that they are spread over (default 60)
  --no-top-ups         an account that never bought credits
  --rate <n>           requests a minute, 0 for no limit (default 200)
  --rate-scope <s>     what the limit counts by: key or context (default key)
  --retry-after        says Retry-After with a 429
  --wire-form <s>      plain or wrapped (default plain)
  --transaction-query <n>  status of the transaction query: 200, 403, 404 or 501 (default 200)
  --missing-app <s>    FEATURE_NOT_FOUND or MULTILINGUAL_NOT_INSTALLED (default FEATURE_NOT_FOUND)
  --prepared-pages     keeps served pages of transactions, for benchmarks
  --api-key <key>      a key of one's own with access to everything
It prints one line of JSON with its url, account id and key; the control routes are under /_control/.`;

/** What a command line asks for. */
export type CommandLine =
  | { readonly options: LocalWixOptions; readonly port: number }
  | { readonly help: true }
  | { readonly error: string };

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

const FLAGS = {
  port: text,
  seed: text,
  start: text,
  sites: text,
  transactions: text,
  days: text,
  'no-top-ups': flag,
  rate: text,
  'rate-scope': text,
  'retry-after': flag,
  'wire-form': text,
  'transaction-query': text,
  'missing-app': text,
  'prepared-pages': flag,
  'api-key': text,
  help: flag,
} as const;

const whole = (most: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d+$/, 'a whole number'),
    v.transform(Number),
    v.maxValue(most, `at most ${most}`),
  );
const { entries } = settingsSchema;
const number = v.pipe(v.string(), v.transform(Number));

const schema = v.object({
  port: v.optional(whole(65_535), '4010'),
  seed: v.optional(whole(0xffff_ffff)),
  start: v.optional(v.pipe(v.string(), v.isoTimestamp('an ISO 8601 instant'))),
  sites: v.optional(whole(10_000)),
  transactions: v.optional(whole(10_000_000)),
  days: v.optional(whole(10_000)),
  'no-top-ups': v.optional(v.boolean(), false),
  rate: v.optional(whole(1_000_000)),
  'rate-scope': v.optional(entries.rateScope),
  'retry-after': v.optional(v.boolean()),
  'wire-form': v.optional(entries.wireForm),
  'transaction-query': v.optional(v.pipe(number, entries.transactionQuery)),
  'missing-app': v.optional(entries.missingApp),
  'prepared-pages': v.optional(v.boolean()),
  'api-key': v.optional(v.pipe(v.string(), v.minLength(1, 'a key'))),
});

/** Reads the arguments; what is wrong with them is one line. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const read = readArgs(args);
  if ('error' in read) return read;
  if (read.values.help === true) return { help: true };
  const result = v.safeParse(schema, read.values);
  if (!result.success) {
    const wrong = result.issues.map((issue) => `--${v.getDotPath(issue)}: expected ${issue.message}`);
    return { error: wrong.join('; ') };
  }
  const { port, ...flags } = result.output;
  return { port, options: optionsOf(flags) };
}

function readArgs(args: readonly string[]): { values: Record<string, unknown> } | { error: string } {
  try {
    return { values: parseArgs({ args: [...args], options: FLAGS }).values };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function optionsOf(flags: Omit<v.InferOutput<typeof schema>, 'port'>): LocalWixOptions {
  return {
    seed: flags.seed,
    startAt: flags.start,
    sites: flags.sites,
    transactions: flags.transactions,
    historyDays: flags.days,
    topUps: !flags['no-top-ups'],
    rate: flags.rate,
    rateScope: flags['rate-scope'],
    retryAfter: flags['retry-after'],
    wireForm: flags['wire-form'],
    transactionQuery: flags['transaction-query'],
    missingApp: flags['missing-app'],
    preparedPages: flags['prepared-pages'],
    apiKey: flags['api-key'],
  };
}
