// Daily usage as a table for a terminal.
import type * as v from 'valibot';
import type { usage } from '../../functions/usage.ts';
import type { DailyUsage } from '../../lib/credits/usage/daily.ts';

type Answer = v.InferOutput<typeof usage.output>;
type Reconciliation = NonNullable<Answer['reconciliation']>;

const HEAD = ['day', 'of', 'used', 'how sure', 'bought', 'charged', 'unexplained', 'verdict'];

function nameOf({ kind, siteId }: DailyUsage): string {
  const what = kind === 'wallet' ? 'AI credits' : 'words';
  return siteId === undefined ? `${what}, account` : `${what}, ${siteId}`;
}

function reconciledOf(row: DailyUsage, reconciliation: Reconciliation | undefined): string[] {
  if (row.kind !== 'wallet' || row.siteId !== undefined) return [];
  if (reconciliation === undefined || 'error' in reconciliation) return [];
  const day = reconciliation.days.find((one) => one.day === row.day);
  return day === undefined ? [] : [day.charged, day.unexplained ?? '', day.verdict];
}

/** The lines of the table, and beneath it why it may lack the columns of the reconciliation. */
export function usageTable({ from, to, account = [], sites = [], reconciliation }: Answer): string[] {
  const rows = [...account, ...sites].map((row) => [
    row.day,
    nameOf(row),
    row.used,
    row.certainty,
    row.bought ?? '',
    ...reconciledOf(row, reconciliation),
  ]);
  if (rows.length === 0) return [`Nothing is known of the usage from ${from} up to ${to}.`];
  const columns = reconciliation === undefined || 'error' in reconciliation ? 5 : HEAD.length;
  const lines = [HEAD, ...rows].map((row) => row.slice(0, columns));
  const widths = HEAD.map((_, column) => Math.max(...lines.map((row) => row[column]?.length ?? 0)));
  const table = lines.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  if (reconciliation === undefined) return table;
  if ('error' in reconciliation) {
    const { code, detail } = reconciliation.error;
    return [...table, '', `Not held against the transactions (${code}): ${detail}`];
  }
  const { charged, used = 'unknown', unexplained = 'unknown', verdict } = reconciliation.observed;
  const sum = `used ${used}, charged ${charged}, unexplained ${unexplained}: ${verdict}`;
  return [...table, '', `AI credits on the observed days together: ${sum}`];
}
