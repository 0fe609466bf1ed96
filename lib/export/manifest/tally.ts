// Counts rows as they pass: the figures of `figures.ts`, taken one row at a time without a text parsed twice.
import { shortest } from '../record/amount.ts';
import { compareInstants } from '../record/instant.ts';
import type { Row } from '../record/transaction.ts';
import { createDecimalSum, type DecimalSum } from './decimal-sum.ts';
import { createDigest } from './digest.ts';
import { type RowFigures, sorted } from './figures.ts';

/** A running count. */
export interface Tally {
  add(row: Row): void;
  /** The figures of all rows so far. */
  figures(): RowFigures;
}

/** A tally of no rows. */
export function createTally(): Tally {
  const digest = createDigest();
  const credits = createDecimalSum();
  const cost = new Map<string, DecimalSum>();
  let rows = 0;
  let first: string | null = null;
  let last: string | null = null;
  // Nearly always that of the row before.
  let currency = '';
  let currencySum = createDecimalSum();
  const sumOf = (currencyCode: string): DecimalSum => {
    if (currencyCode === currency) return currencySum;
    currency = currencyCode;
    currencySum = cost.get(currencyCode) ?? createDecimalSum();
    cost.set(currencyCode, currencySum);
    return currencySum;
  };
  return {
    add({ record, line }) {
      rows++;
      digest.add(line);
      credits.add(record.amount.credits);
      if (record.amount.cost !== undefined)
        sumOf(record.amount.cost.currencyCode).add(record.amount.cost.amount);
      const { createdDate } = record;
      // Rows ascend, nearly always: what is later than the last is no earlier than the first.
      if (last === null || compareInstants(createdDate, last) > 0) last = createdDate;
      else if (first !== null && compareInstants(createdDate, first) < 0) first = createdDate;
      first ??= createdDate;
    },
    figures: () => ({
      rows,
      credits: shortest(credits.text()),
      cost: sorted(Object.fromEntries([...cost].map(([code, sum]) => [code, sum.text()]))),
      firstCreatedDate: first,
      lastCreatedDate: last,
      digest: digest.hex(),
    }),
  };
}
