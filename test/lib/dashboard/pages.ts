// Pages of the dashboard for tests, taken apart: what is shown, the ids of its rows, and its text.
import { dashboardPage } from '../../../lib/dashboard/dashboard-page.ts';
import { overviewOf, type Sources } from '../../../lib/dashboard/view/build.ts';
import type { ExportView } from '../../../lib/dashboard/view/data.ts';
import { EVERYTHING, type Selection } from '../../../lib/dashboard/view/select.ts';
import type { Latest } from '../../../lib/monitor/state/latest.ts';
import { latestWith, NOW } from './fleet.ts';

/** A complete export, with what a test says of it. */
export const exported = (given: Partial<ExportView> = {}): ExportView => ({
  exportId: 'a',
  state: 'complete',
  source: 'wix',
  format: 'parquet',
  from: '2026-11-21T00:00:00Z',
  to: '2026-11-22T00:00:00Z',
  rows: 1234,
  files: 1,
  credits: '99.5',
  cost: { USD: '1.00', EUR: '2.00' },
  newestAt: '2026-11-21T23:00:00Z',
  savedAt: null,
  problem: null,
  ...given,
});

/** The page of an account of so many sites, and what else a test says. */
export function pageOf(
  sites: number,
  given: Partial<Sources> & { selection?: Partial<Selection>; site?: string; change?: Partial<Latest> } = {},
) {
  const { selection, site, change, ...sources } = given;
  const latest = { ...latestWith(sites), ...change };
  const overview = overviewOf({
    latest,
    exports: [],
    balances: [],
    now: NOW,
    staleAfterHours: 6,
    ...sources,
  });
  const answer = dashboardPage(overview, { selection: { ...EVERYTHING, ...selection }, site });
  const { body } = answer;
  const shown = body.replace(/<(script|style)>.*?<\/\1>/gs, '');
  const rows = [...shown.matchAll(/data-site="([^"]+)"/g)].map(([, siteId]) => siteId);
  const text = shown.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  return { ...answer, shown, rows, text };
}
