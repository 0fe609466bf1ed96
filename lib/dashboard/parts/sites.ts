// The sites: which of them to show, the table, and its pages. The script draws the same parts again when somebody chooses.
import { STATE_LABELS } from '../format/labels.ts';
import { count, credits } from '../format/numbers.ts';
import { h, type Markup } from '../markup.ts';
import type { Data } from '../view/data.ts';
import { linkTo, sortedBy } from '../view/query.ts';
import { EVERYTHING, type Filter, type Page, type Selection, type Sort } from '../view/select.ts';
import { SITE_STATES } from '../view/site-view.ts';
import { siteRow } from './site-row.ts';

/** So many rows are sent with the page, and shown at once by the script. */
export const PAGE_SIZE = 20;

/** The links of the filter, each with the number of its sites. */
export function filters(summary: Data['summary'], failing: number, selection: Selection): Markup {
  const { exhausted, low } = summary;
  const link = (filter: Filter, label: string, number: number): Markup => {
    const current = selection.filter === filter;
    if (number === 0 && !current && filter !== 'all') return undefined;
    const href = linkTo({ ...selection, filter, page: 1 });
    return h(
      'a',
      {
        href,
        id: `filter-${filter}`,
        class: filter,
        'data-select': true,
        'aria-current': current ? 'true' : undefined,
      },
      h('span', {}, label),
      h('b', {}, credits(number)),
    );
  };
  return h(
    'nav',
    { class: 'filters', 'aria-label': 'Which sites' },
    link('all', 'All', summary.sites),
    link('attention', 'Needs attention', exhausted + low),
    link('failing', 'Failing', failing),
    ...SITE_STATES.map((state) => link(state, STATE_LABELS[state], summary[state])),
  );
}

const HEADS: readonly (readonly [string, string, Sort | undefined])[] = [
  ['name', 'Site', 'name'],
  ['state', 'State', 'urgency'],
  ['left', 'Words left', 'remaining'],
  ['used', 'Used', 'used'],
  ['trend', 'Last 30 days', undefined],
  ['runout', 'Runs out', 'runout'],
  ['read', 'Read', 'read'],
];

function head(selection: Selection): Markup {
  const cells = HEADS.map(([name, label, sort]) => {
    const attributes = { role: 'columnheader', scope: 'col', class: name };
    if (sort === undefined) return h('th', attributes, label);
    const order = selection.sort === sort ? (selection.descending ? 'descending' : 'ascending') : undefined;
    const href = linkTo(sortedBy(selection, sort));
    return h(
      'th',
      { ...attributes, 'aria-sort': order },
      h('a', { href, id: `sort-${sort}`, 'data-select': true }, label),
    );
  });
  return h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, ...cells));
}

const NOTHING_FOUND = 'No site fits. Try another word, or show all sites.';
const NOTHING_READ = 'No site has been read yet.';

/** The table of a page of sites. */
export function table({ sites }: Page, total: number, selection: Selection, now: number): Markup {
  const rows = sites.map((site) => siteRow(site, now));
  const empty = h(
    'tr',
    { role: 'row' },
    h(
      'td',
      { role: 'cell', class: 'empty', colspan: HEADS.length },
      total === 0 ? NOTHING_READ : NOTHING_FOUND,
    ),
  );
  return h(
    'table',
    { role: 'table', class: 'sites', 'aria-describedby': 'found' },
    h('caption', { class: 'hidden' }, 'Translation words of each site. The links in its head sort it.'),
    head(selection),
    h('tbody', { role: 'rowgroup' }, ...(rows.length === 0 ? [empty] : rows)),
  );
}

/** How many sites were found, told again when that changes. */
export function found(page: Page, total: number): string {
  if (total === 0) return 'none yet';
  if (page.found === 0) return `0 of ${count(total, 'site')}`;
  const first = (page.page - 1) * PAGE_SIZE + 1;
  const range = `${credits(first)}–${credits(first + page.sites.length - 1)} of ${count(page.found, 'site')}`;
  return page.found === total ? range : `${range} found among ${credits(total)}`;
}

/** The links to the other pages. */
export function pager({ page, pages }: Page, selection: Selection): Markup {
  const link = (to: number, id: string, label: string): Markup =>
    to < 1 || to > pages || to === page
      ? h('span', { class: 'off', 'aria-hidden': 'true' }, label)
      : h('a', { href: linkTo({ ...selection, page: to }), id: `page-${id}`, 'data-select': true }, label);
  if (pages === 1) return h('nav', { class: 'pager', 'aria-label': 'Pages', hidden: true });
  return h(
    'nav',
    { class: 'pager', 'aria-label': 'Pages' },
    link(1, 'first', 'First'),
    link(page - 1, 'previous', 'Previous'),
    h('span', {}, `Page ${credits(page)} of ${credits(pages)}`),
    link(page + 1, 'next', 'Next'),
    link(pages, 'last', 'Last'),
  );
}

/** The form of the search; without a script its button sends it. */
export function search(selection: Selection): Markup {
  const { search: text, filter, sort, descending } = selection;
  const hidden = (name: string, value: string, wanted: boolean) =>
    wanted ? h('input', { type: 'hidden', name, value }) : undefined;
  return h(
    'form',
    { method: 'get', action: '#sites', role: 'search', class: 'search' },
    h('label', { for: 'search', class: 'hidden' }, 'Search sites by name or id'),
    h('input', {
      id: 'search',
      type: 'search',
      name: 'q',
      value: text,
      placeholder: 'Search sites',
      autocomplete: 'off',
      spellcheck: 'false',
      maxlength: 200,
    }),
    hidden('state', filter, filter !== EVERYTHING.filter),
    hidden('sort', `${descending ? '-' : ''}${sort}`, sort !== EVERYTHING.sort || descending),
    h('button', {}, 'Search'),
  );
}
