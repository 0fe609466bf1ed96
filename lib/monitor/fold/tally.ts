// What a run has read, in numbers.
import * as v from 'valibot';
import type { Code } from '../../codes.ts';
import { scopeName } from '../../credits/alerts/scope.ts';
import { add, type Decimal, toText, ZERO } from '../../credits/decimal.ts';
import { amountSchema, decimalOf } from '../../credits/usage/amount.ts';
import type { Usage } from '../../credits/usage/follow.ts';
import { codeSchema, instantSchema } from '../../credits/usage/reading.ts';
import { latestUsageOf } from '../state/series.ts';
import type { Surveyed } from './survey.ts';

const usageSchema = v.nullable(
  v.object({
    series: v.number(),
    since: instantSchema,
    used: amountSchema,
    certainty: v.picklist(['exact', 'at least']),
    bought: v.optional(amountSchema),
  }),
);

/** The schema of a tally. */
export const tallySchema = v.object({
  snapshot: v.object({
    at: instantSchema,
    uri: v.optional(v.string()),
    wallets: v.number(),
    sites: v.number(),
    failed: v.number(),
  }),
  usage: v.object({ wallet: usageSchema, words: usageSchema }),
  failed: v.array(
    v.object({ kind: v.picklist(['wallet', 'words']), siteId: v.optional(v.string()), code: codeSchema }),
  ),
});

/**
 * What a run has read. `snapshot`: how many wallets and sites were tried, and how many of both `failed`. `usage`: what was
 * used since the reading before, by the account's wallet and by the words of all sites (`series` of them); null where there
 * are no two readings. `failed`: those that could not be read, at most 500 of them, sites without the Multilingual app last.
 */
export type Tally = v.InferOutput<typeof tallySchema>;

/** An answer has to pass through Step Functions, which carries 256 KB. */
const MOST_FAILED = 500;

function inTotal(usages: readonly Usage[]): Tally['usage']['words'] {
  const [since] = usages.map(({ from }) => from).sort();
  if (since === undefined) return null;
  const sum = (amounts: readonly (string | undefined)[]) =>
    amounts.reduce<Decimal>(
      (total, amount) => (amount === undefined ? total : add(total, decimalOf(amount))),
      ZERO,
    );
  const bought = usages.every((usage) => usage.bought === undefined)
    ? {}
    : { bought: toText(sum(usages.map((usage) => usage.bought))) };
  return {
    series: usages.length,
    since,
    used: toText(sum(usages.map(({ used }) => used))),
    certainty: usages.every(({ certainty }) => certainty === 'exact') ? 'exact' : 'at least',
    ...bought,
  };
}

/** Counts what the run `at` has read. */
export function tally(all: readonly Surveyed[], at: string): Tally {
  const tried = all.map(({ series }) => series).filter(({ run }) => run === at);
  const failed = tried.flatMap(({ scope, failure }) =>
    failure === undefined ? [] : [{ kind: scope.kind, siteId: scope.siteId, code: failure }],
  );
  const last = ({ code }: { code: Code }) => Number(code === 'FeatureNotAvailable');
  const usages = tried
    .filter(({ failure }) => failure === undefined)
    .map(latestUsageOf)
    .filter((usage) => usage !== undefined);
  return {
    snapshot: {
      at,
      wallets: tried.filter(({ scope }) => scope.kind === 'wallet').length,
      sites: tried.filter(({ scope }) => scope.kind === 'words').length,
      failed: failed.length,
    },
    usage: {
      wallet: inTotal(usages.filter((usage) => scopeName(usage) === 'wallet')),
      words: inTotal(usages.filter(({ kind }) => kind === 'words')),
    },
    failed: failed.sort((a, b) => last(a) - last(b)).slice(0, MOST_FAILED),
  };
}
