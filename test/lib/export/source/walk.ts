// Transactions for tests of the sources, and a walk over all pages of a window.
import type { Call } from '../../../../lib/call.ts';
import { compareInstants } from '../../../../lib/export/record/instant.ts';
import { normalise } from '../../../../lib/export/record/normalise.ts';
import { compareRows, type Row } from '../../../../lib/export/record/transaction.ts';
import type { TransactionSource, Window } from '../../../../lib/export/source/source.ts';
import { testCall } from '../../../support/call.ts';

/** Every instant that the tests use. */
export const ALWAYS: Window = { from: '2000-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };

/** A raw transaction: a plain one, with what the test wants otherwise. */
export function charged(id: string, facts: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { id, revision: '1', createdDate: '2026-10-01T09:30:00Z', amount: { credits: 1.5 }, ...facts };
}

/** The row of `charged`. */
export const row = (...args: Parameters<typeof charged>): Row => normalise(charged(...args));

/** The canonical lines of rows, in the one order of rows. */
export const linesOf = (rows: readonly Row[]): string[] => rows.toSorted(compareRows).map(({ line }) => line);

/** What a walk came to. */
export interface Walk {
  readonly rows: readonly Row[];
  readonly pages: number;
}

const MOST_PAGES = 2_000;

/** Reads a window to its end, from a position or from its start. Fails when new rows do not ascend or have no end. */
export async function walk(
  source: TransactionSource,
  window: Window = ALWAYS,
  { call = testCall(), from }: { call?: Call; from?: string | undefined } = {},
): Promise<Walk> {
  const rows: Row[] = [];
  let position = from;
  for (let pages = 1; pages <= MOST_PAGES; pages += 1) {
    const page = await source.page(window, position, call);
    rows.push(...page.rows);
    position = page.next;
    if (position !== undefined) continue;
    const first = new Map(rows.map((one) => [one.line, one.record.createdDate]));
    const dates = [...first.values()];
    expect(dates).toEqual(dates.toSorted(compareInstants));
    return { rows, pages };
  }
  throw new Error('the walk has no end');
}
