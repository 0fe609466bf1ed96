// The details of a site in a dialog.
import { h } from '../markup.ts';
import { siteDetail, trendDays } from '../parts/site-detail.ts';
import type { Overview } from '../view/build.ts';
import { now } from './clock.ts';
import { dom } from './dom.ts';
import { dayBars } from './plots/day-bars.ts';
import { mount } from './plots/mount.ts';

/** Opens it. */
function open(dialog: HTMLDialogElement, overview: Overview, siteId: string): void {
  const site = overview.sites.find((one) => one.siteId === siteId);
  if (site === undefined) return;
  const close = h('form', { method: 'dialog' }, h('button', { class: 'close' }, 'Close'));
  const detail = siteDetail(site, overview.lastDay, now());
  dialog.replaceChildren(dom(detail), dom(close));
  dialog.showModal();
  const days = trendDays(site, overview.lastDay);
  const place = dialog.querySelector<HTMLElement>('.plot');
  if (place !== null) mount(place, dayBars(days, '--words', 'words'));
}

/** Makes the names of the sites open it. `current` answers the newest data. */
export function startDialog(current: () => Overview | undefined): void {
  const dialog = document.querySelector<HTMLDialogElement>('#dialog');
  if (dialog === null) return;
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.addEventListener('click', (event) => {
    const { target, ctrlKey, metaKey, shiftKey } = event;
    if (ctrlKey || metaKey || shiftKey || !(target instanceof Element)) return;
    const siteId = target.closest<HTMLElement>('a[data-site]')?.dataset.site;
    const overview = current();
    if (siteId === undefined || overview === undefined) return;
    event.preventDefault();
    open(dialog, overview, siteId);
  });
}
