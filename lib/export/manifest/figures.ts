// What a set of rows amounts to: figures that can be added up in any order and any grouping.
import { add, parseDecimal, toText, ZERO } from '../../credits/decimal.ts';
import { shortest } from '../record/amount.ts';
import { compareInstants } from '../record/instant.ts';
import { addDigests, EMPTY_DIGEST } from './digest.ts';

/** The figures of a set of rows. Plain JSON, so that a checkpoint can hold them. */
export interface RowFigures {
  readonly rows: number;
  /** Sum of `amount.credits`: the shortest exact decimal text. */
  readonly credits: string;
  /** Sum of `amount.cost.amount` per currency, sorted by code: exact, with Wix's decimals (`1000.00`). */
  readonly cost: Readonly<Record<string, string>>;
  /** First and last `createdDate`, canonical instants; null without rows. */
  readonly firstCreatedDate: string | null;
  readonly lastCreatedDate: string | null;
  /** See `digest.ts`. */
  readonly digest: string;
}

/** The figures of no rows. */
export const NO_ROWS: RowFigures = {
  rows: 0,
  credits: '0',
  cost: {},
  firstCreatedDate: null,
  lastCreatedDate: null,
  digest: EMPTY_DIGEST,
};

function sum(a: string | undefined, b: string | undefined): string {
  return toText(add(parseDecimal(a ?? '0') ?? ZERO, parseDecimal(b ?? '0') ?? ZERO));
}

/** The same object with its keys sorted, so that equal figures are equal JSON. */
export function sorted(cost: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(cost).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function extreme(a: string | null, b: string | null, sign: 1 | -1): string | null {
  if (a === null || b === null) return a ?? b;
  return compareInstants(a, b) * sign >= 0 ? a : b;
}

/** The figures of two sets of rows that have no row in common, taken together. */
export function mergeFigures(a: RowFigures, b: RowFigures): RowFigures {
  const currencies = [...new Set([...Object.keys(a.cost), ...Object.keys(b.cost)])];
  return {
    rows: a.rows + b.rows,
    credits: shortest(sum(a.credits, b.credits)),
    cost: sorted(Object.fromEntries(currencies.map((code) => [code, sum(a.cost[code], b.cost[code])]))),
    firstCreatedDate: extreme(a.firstCreatedDate, b.firstCreatedDate, -1),
    lastCreatedDate: extreme(a.lastCreatedDate, b.lastCreatedDate, 1),
    digest: addDigests(a.digest, b.digest),
  };
}
