// A site as a row of the table.
import { alertLabel, failureLabel, levelLabel, STATE_LABELS, STATE_MEANINGS } from '../format/labels.ts';
import { credits, percent } from '../format/numbers.ts';
import { dayFrom, fromNow } from '../format/times.ts';
import { h, type Markup } from '../markup.ts';
import { isFailing } from '../view/select.ts';
import { type SiteView, shareLeft, titleOf, usedLately } from '../view/site-view.ts';
import { bar, spark } from './graphics.ts';
import { ago, at } from './time.ts';

const cell = (name: string, ...children: readonly Markup[]): Markup =>
  h('td', { role: 'cell', class: name }, ...children);
const note = (...children: readonly Markup[]) => h('small', {}, ...children);
const nothing = (why: string) => h('span', { class: 'none', title: why }, '–');

/** The state as a badge. */
export function badge({ state, alert }: SiteView): Markup {
  return h(
    'span',
    { class: `badge ${state}`, title: alert === null ? STATE_MEANINGS[state] : levelLabel(alert) },
    STATE_LABELS[state],
  );
}

function left(site: SiteView): readonly Markup[] {
  if (site.state === 'unlimited') return ['Unlimited'];
  if (site.remaining === null) return [nothing('Not known')];
  const share = shareLeft(site);
  const quota = site.quota === null ? '' : ` of ${credits(site.quota)}`;
  return [
    h('b', {}, credits(site.remaining)),
    note(share === undefined ? quota : `${quota} · ${percent(share)}`),
    share === undefined ? undefined : bar(share),
  ];
}

function trendCell(site: SiteView): readonly Markup[] {
  const { trend } = site;
  if (trend.every((used) => used === null)) return [nothing('No usage has been observed yet')];
  const used = usedLately(site);
  return [spark(trend, `${credits(used)} words used in ${trend.length} days`)];
}

/** When the words run out, in the fewest words. */
export function runOut({ state, forecast }: SiteView, now: number): readonly Markup[] {
  if (state === 'exhausted') return [h('b', {}, 'Now')];
  if (forecast.state === 'not used') return [h('span', { class: 'none' }, 'Not in use')];
  if (forecast.state !== 'estimated') {
    return [nothing(state === 'unlimited' ? 'The site has no limit' : 'There is too little history')];
  }
  if (forecast.at === null) return [h('span', { class: 'none' }, 'Not in sight')];
  return [at(forecast.at, dayFrom(forecast.at, now)), note(fromNow(forecast.at, now))];
}

function read(site: SiteView, now: number): readonly Markup[] {
  const { readAt, failedAt, failure } = site;
  const when = readAt === null ? h('span', { class: 'none' }, 'Never') : ago(readAt, now);
  if (failure === null || failedAt === null || !isFailing(site)) return [when];
  return [when, h('small', { class: 'failure' }, failureLabel(failure))];
}

/** The row. */
export function siteRow(site: SiteView, now: number): Markup {
  const href = `?site=${encodeURIComponent(site.siteId)}#site`;
  return h(
    'tr',
    { role: 'row', class: site.state },
    h(
      'th',
      { role: 'rowheader', scope: 'row', class: 'name' },
      h('a', { href, 'data-site': site.siteId, title: site.siteId }, titleOf(site)),
    ),
    cell('state', badge(site), site.alert === null ? undefined : note(alertLabel(site.alert))),
    cell('left', ...left(site)),
    cell('used', site.used === null ? nothing('Not known') : credits(site.used)),
    cell('trend', ...trendCell(site)),
    cell('runout', ...runOut(site, now)),
    cell('read', ...read(site, now)),
  );
}
