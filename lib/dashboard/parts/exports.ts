// The exports of transactions and how far they are.
import { failureLabel } from '../format/labels.ts';
import { count, credits } from '../format/numbers.ts';
import { dayFrom } from '../format/times.ts';
import { h, type Markup } from '../markup.ts';
import type { ExportView } from '../view/data.ts';
import { ago } from './time.ts';

const STATES = {
  complete: ['ok', 'Complete'],
  running: ['running', 'Running'],
  failing: ['exhausted', 'Failing'],
  stalled: ['low', 'Stalled'],
} as const;

/** The window as people write it: whole days by their first and last, anything else by its instants. */
export function windowLabel(from: string, to: string, now: number): string {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const whole = /T00:00:00(\.0+)?Z$/;
  if (!whole.test(from) || !whole.test(to)) {
    const name = (instant: number) =>
      `${dayFrom(instant, now)} ${new Date(instant).toISOString().slice(11, 16)}`;
    return `${name(start)} – ${name(end)}`;
  }
  const last = end - 86_400_000;
  return last <= start ? dayFrom(start, now) : `${dayFrom(start, now)} – ${dayFrom(last, now)}`;
}

function asOf({ newestAt, savedAt }: ExportView, now: number): readonly Markup[] {
  if (savedAt !== null) return ['saved ', ago(Date.parse(savedAt), now)];
  return newestAt === null ? ['–'] : ['last charge ', ago(Date.parse(newestAt), now)];
}

function row(one: ExportView, now: number): Markup {
  const [kind, label] = STATES[one.state];
  const cost = Object.entries(one.cost).map(([currency, amount]) => `${amount} ${currency}`);
  return h(
    'tr',
    {},
    h('th', { scope: 'row', title: one.exportId }, windowLabel(one.from, one.to, now)),
    h(
      'td',
      {},
      h('span', { class: `badge ${kind}` }, label),
      one.problem === null ? undefined : h('small', { class: 'failure' }, failureLabel(one.problem)),
    ),
    h('td', {}, one.format),
    h('td', {}, credits(one.rows)),
    h('td', {}, one.credits === null ? '–' : credits(one.credits)),
    h('td', {}, cost.length === 0 ? '–' : cost.join(', ')),
    h('td', {}, ...asOf(one, now)),
  );
}

/** The card of the exports. */
export function exportsCard(exports: readonly ExportView[], now: number): Markup {
  const heads = ['Window (UTC)', 'State', 'Format', 'Rows', 'Credits', 'Cost', 'As of'];
  const title = h('h2', { id: 'exports' }, 'Exports');
  if (exports.length === 0) {
    const text = 'There is no export yet. A schedule, or POST /v1/exports, starts one.';
    return h(
      'section',
      { class: 'card', id: 'exports-card', 'aria-labelledby': 'exports' },
      h('header', {}, title),
      h('p', { class: 'empty' }, text),
    );
  }
  return h(
    'section',
    { class: 'card', id: 'exports-card', 'aria-labelledby': 'exports' },
    h('header', {}, title, h('p', {}, `The newest ${count(exports.length, 'window')}`)),
    h(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-labelledby': 'exports' },
      h(
        'table',
        { class: 'plain exports' },
        h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
        h('tbody', {}, ...exports.map((one) => row(one, now))),
      ),
    ),
  );
}
