// Everything that is known of one site.
import { failureLabel, levelLabel, STATE_MEANINGS } from '../format/labels.ts';
import { credits } from '../format/numbers.ts';
import { dayFrom } from '../format/times.ts';
import { h, type Markup, type MarkupElement } from '../markup.ts';
import { type SiteView, titleOf, usedLately } from '../view/site-view.ts';
import { facts } from './facts.ts';
import { dayTable } from './figures.ts';
import { badge, runOut } from './site-row.ts';
import { ago, at } from './time.ts';

const DAY_MS = 86_400_000;

/** The days of a trend, oldest first, without those that nobody watched. */
export function trendDays({ trend }: SiteView, lastDay: string | null): { day: string; used: number }[] {
  if (lastDay === null) return [];
  const last = Date.parse(lastDay);
  return trend.flatMap((used, place) => {
    const day = new Date(last - (trend.length - 1 - place) * DAY_MS).toISOString().slice(0, 10);
    return used === null ? [] : [{ day, used }];
  });
}

function sureRange({ forecast: { earliest, latest } }: SiteView, now: number): readonly Markup[] | undefined {
  if (earliest === null) return undefined;
  if (latest === null) return ['after ', at(earliest, dayFrom(earliest, now))];
  return [at(earliest, dayFrom(earliest, now)), ' to ', at(latest, dayFrom(latest, now))];
}

/** The facts and the days of a site. */
export function siteDetail(site: SiteView, lastDay: string | null, now: number): MarkupElement {
  const { siteId, state, remaining, quota, used, readAt, failedAt, failure, alert, alertSince, forecast } =
    site;
  const days = trendDays(site, lastDay);
  const range = sureRange(site, now);
  return h(
    'article',
    { class: 'detail' },
    h('header', {}, h('h3', { id: 'site-title' }, titleOf(site)), badge(site)),
    h('p', {}, h('code', {}, siteId)),
    h('p', { class: 'meaning' }, STATE_MEANINGS[state]),
    facts(
      remaining === null ? undefined : ['Words left', credits(remaining)],
      quota === null ? undefined : ['Quota', credits(quota)],
      used === null ? undefined : ['Used so far', credits(used)],
      days.length === 0 ? undefined : ['Used lately', `${credits(usedLately(site))} in ${days.length} days`],
      forecast.perDay === null ? undefined : ['A day, on average', credits(forecast.perDay.toPrecision(3))],
      ['Runs out', ...runOut(site, now)],
      range && ['80% sure', ...range],
      alert === null || alertSince === null
        ? undefined
        : ['Alert', `${levelLabel(alert)}, since `, ago(alertSince, now)],
      readAt === null ? ['Read', 'never'] : ['Read', ago(readAt, now)],
      failure === null || failedAt === null
        ? undefined
        : ['Last attempt', `${failureLabel(failure)}, `, ago(failedAt, now)],
    ),
    days.length === 0 ? undefined : h('div', { class: 'plot', 'data-plot': 'site' }),
    days.length === 0 ? undefined : dayTable('Words by day', days),
  );
}
