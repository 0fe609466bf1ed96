// The table of sites in the browser: every choice is made at once, and stands in the address.
import { filters, found, PAGE_SIZE, pager, table } from '../parts/sites.ts';
import type { Overview } from '../view/build.ts';
import { linkTo, selectionOf } from '../view/query.ts';
import { isFailing, pageOf, type Selection, selected } from '../view/select.ts';
import { now } from './clock.ts';
import { put } from './dom.ts';

let selection = selectionOf(Object.fromEntries(new URLSearchParams(location.search)));
let overview: Overview | undefined;

/** Draws the sites as they are chosen. */
function draw(): void {
  if (overview === undefined) return;
  const { sites, summary } = overview;
  const page = pageOf(selected(sites, selection), selection.page, PAGE_SIZE);
  put('#sites .filters', filters(summary, sites.filter(isFailing).length, selection));
  put('#sites table.sites', table(page, summary.sites, selection, now()));
  put('#sites .pager', pager(page, selection));
  const status = document.getElementById('found');
  if (status !== null) status.textContent = found(page, summary.sites);
}

/** Shows the sites of newer data. */
export function showSites(data: Overview): void {
  overview = data;
  draw();
}

function choose(next: Selection, remember: 'push' | 'replace'): void {
  selection = next;
  const address = linkTo(selection).replace('#sites', '');
  if (remember === 'push') history.pushState(null, '', address);
  else history.replaceState(null, '', address);
  draw();
}

const chosenAt = (address: string) =>
  selectionOf(Object.fromEntries(new URL(address, location.href).searchParams));

/** Makes the search, the filter, the head of the table and its pages work. */
export function startSites(): void {
  const input = document.querySelector<HTMLInputElement>('#search');
  input?.addEventListener('input', () => choose({ ...selection, search: input.value, page: 1 }, 'replace'));
  input?.form?.addEventListener('submit', (event) => event.preventDefault());
  document.addEventListener('click', (event) => {
    const { target, ctrlKey, metaKey, shiftKey, button } = event;
    if (ctrlKey || metaKey || shiftKey || button !== 0 || !(target instanceof Element)) return;
    const link = target.closest<HTMLAnchorElement>('a[data-select]');
    if (link === null || overview === undefined) return;
    event.preventDefault();
    choose(chosenAt(link.href), 'push');
    if (link.id.startsWith('page-')) document.getElementById('sites')?.scrollIntoView();
  });
  addEventListener('popstate', () => {
    selection = chosenAt(location.href);
    if (input !== null) input.value = selection.search;
    draw();
  });
}
