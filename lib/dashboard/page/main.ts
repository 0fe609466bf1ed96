// The script of the dashboard: the same page, kept up to date, with plots, and with every choice at once.
import { exportsCard } from '../parts/exports.ts';
import { dayTable } from '../parts/figures.ts';
import { freshness } from '../parts/frame.ts';
import { notices } from '../parts/notices.ts';
import { walletCard } from '../parts/wallet.ts';
import type { Overview } from '../view/build.ts';
import { now, setClock, startAges } from './clock.ts';
import { startDialog } from './dialog.ts';
import { put } from './dom.ts';
import { load } from './load.ts';
import { balancePlot } from './plots/balance.ts';
import { dayBars } from './plots/day-bars.ts';
import { mount, type Plot } from './plots/mount.ts';
import { showSites, startSites } from './sites.ts';

const REFRESH_MS = 300_000;
let overview: Overview | undefined;

function plot(name: string, what: Plot): void {
  const place = document.querySelector<HTMLElement>(`[data-plot=${name}]`);
  if (place !== null) mount(place, what);
}

function show(data: Overview, first: boolean): void {
  overview = data;
  const wallet = data.wallets.find(({ siteId }) => siteId === null);
  showSites(data);
  if (!first) {
    document.querySelector('main')?.setAttribute('data-monitor', data.monitor.state);
    put('#fresh', freshness(data));
    put('#notices', notices(data));
    put('.wallet', walletCard(wallet, now()));
    put('#exports-card', exportsCard(data.exports, now()));
    put('#figure-wallet-days details', dayTable('AI credits by day', data.walletDays));
    put('#figure-word-days details', dayTable('Words by day', data.wordDays));
  }
  plot('balance', balancePlot(data.balances, wallet));
  plot('wallet-days', dayBars(data.walletDays, '--periodic', 'credits'));
  plot('word-days', dayBars(data.wordDays, '--words', 'words'));
}

/** Tells that the figures could not be refreshed; they stay as they are. The browser's console says why. */
function tellFailure(): undefined {
  const place = document.getElementById('fresh');
  place?.classList.add('stale');
  if (place !== null && !place.textContent?.includes('not refreshed')) place.append(' · not refreshed');
}

async function refresh(): Promise<void> {
  const data = await load().catch(tellFailure);
  if (data === undefined) return;
  setClock(data.generatedAt);
  show(data, overview === undefined);
}

document.documentElement.classList.add('script');
// Without a script it stands above the table.
document.getElementById('site')?.remove();
startSites();
startDialog(() => overview);
startAges();
document.getElementById('refresh')?.addEventListener('click', (event) => {
  event.preventDefault();
  void refresh();
});
setInterval(() => {
  if (document.visibilityState === 'visible') void refresh();
}, REFRESH_MS);
void refresh();
