// The places of the plots, and the same figures as tables: for those who do not see them, and without a script.
import { credits } from '../format/numbers.ts';
import { day as dayName } from '../format/times.ts';
import { h, type Markup } from '../markup.ts';

/** A day of a table of usage. */
export interface TableDay {
  readonly day: string;
  readonly used: string | number;
  readonly certainty?: string;
  readonly bought?: string | null;
}

const cell = (text: string) => h('td', {}, text);

/** What was used by day, the last day first, behind a summary that opens it. */
export function dayTable(title: string, days: readonly TableDay[]): Markup {
  const sure = days.some(({ certainty }) => certainty !== undefined);
  const bought = days.some(
    (row) => row.bought !== undefined && row.bought !== null && Number(row.bought) > 0,
  );
  const row = (one: TableDay) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, dayName(Date.parse(one.day))),
      cell(credits(one.used)),
      sure ? cell(one.certainty ?? '') : undefined,
      bought ? cell(one.bought === undefined || one.bought === null ? '–' : credits(one.bought)) : undefined,
    );
  const heads = ['Day (UTC)', 'Used', sure ? 'Certainty' : '', bought ? 'Bought' : ''].filter(Boolean);
  return h(
    'details',
    { class: 'figures', hidden: days.length === 0 },
    h('summary', {}, `${title}, as a table`),
    h(
      'table',
      {},
      h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
      h('tbody', {}, ...days.toReversed().map(row)),
    ),
  );
}

/** A figure: its title, a line about it, the place of its plot (the script fills it), and its figures as a table. */
export function figure(plot: string, title: string, about: string, table?: Markup): Markup {
  return h(
    'figure',
    { class: `card figure ${plot}`, id: `figure-${plot}` },
    h('figcaption', {}, h('h2', {}, title), h('p', {}, about)),
    h('div', { class: 'plot', 'data-plot': plot, role: 'img', 'aria-label': `${title}: a plot. ${about}` }),
    table,
  );
}
