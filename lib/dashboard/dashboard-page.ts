// The page of the dashboard, with its most urgent sites in it: whole without a script, and quicker to use with one.
import { type Answer, documentOf } from './document.ts';
import { h, type Markup } from './markup.ts';
import { exportsCard } from './parts/exports.ts';
import { dayTable, figure } from './parts/figures.ts';
import { footer, header } from './parts/frame.ts';
import { notices } from './parts/notices.ts';
import { siteDetail } from './parts/site-detail.ts';
import { filters, found, PAGE_SIZE, pager, search, table } from './parts/sites.ts';
import { siteWallets, walletCard } from './parts/wallet.ts';
import type { Overview } from './view/build.ts';
import { isFailing, pageOf, type Selection, selected } from './view/select.ts';

/** What of it is asked for. */
export interface PageRequest {
  readonly selection: Selection;
  /** The site whose details are shown. */
  readonly site: string | undefined;
}

/** The figures of the account; the script makes them anew when there is newer data. */
function figures({ walletDays, wordDays, summary }: Overview) {
  const sites = summary.sites === 1 ? 'the site' : 'all sites';
  return {
    balance: figure('balance', 'AI credits over time', 'What was left, and how it is likely to go on.'),
    wallet: figure(
      'wallet-days',
      'AI credits by day',
      'What the wallet was charged.',
      dayTable('AI credits by day', walletDays),
    ),
    words: figure(
      'word-days',
      'Words by day',
      `What was translated on ${sites} together.`,
      dayTable('Words by day', wordDays),
    ),
  };
}

function sitesCard(overview: Overview, { selection, site }: PageRequest, now: number): Markup {
  const { sites, summary, lastDay } = overview;
  const chosen = site === undefined ? undefined : sites.find(({ siteId }) => siteId === site);
  const page = pageOf(selected(sites, selection), selection.page, PAGE_SIZE);
  const failing = sites.filter(isFailing).length;
  return h(
    'section',
    { class: 'card', id: 'sites', 'aria-labelledby': 'sites-title' },
    h(
      'header',
      {},
      h('h2', { id: 'sites-title' }, 'Translation words'),
      h('p', { id: 'found', role: 'status' }, found(page, summary.sites)),
      search(selection),
    ),
    filters(summary, failing, selection),
    chosen && h('div', { id: 'site', class: 'chosen' }, siteDetail(chosen, lastDay, now)),
    table(page, summary.sites, selection, now),
    pager(page, selection),
  );
}

/** The page. */
export function dashboardPage(overview: Overview, request: PageRequest): Answer {
  const now = Date.parse(overview.generatedAt);
  const { wallets } = overview;
  const account = wallets.find(({ siteId }) => siteId === null);
  const { balance, wallet, words } = figures(overview);
  return documentOf({
    title: 'Wix credits',
    script: true,
    body: [
      h('a', { href: '#sites', class: 'skip' }, 'Skip to the sites'),
      header(overview),
      h(
        'main',
        { 'data-monitor': overview.monitor.state },
        notices(overview),
        h('div', { class: 'row hero' }, walletCard(account, now), balance),
        h('div', { class: 'row halves' }, wallet, words),
        siteWallets(
          wallets.filter(({ siteId }) => siteId !== null),
          now,
        ),
        sitesCard(overview, request, now),
        exportsCard(overview.exports, now),
      ),
      footer(overview),
      h('dialog', { id: 'dialog', 'aria-labelledby': 'site-title' }),
    ],
  });
}
