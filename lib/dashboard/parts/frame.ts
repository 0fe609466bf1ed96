// The frame of the page: its head with the age of everything, and its foot.
import { h, type Markup } from '../markup.ts';
import type { Overview } from '../view/build.ts';
import { ago } from './time.ts';

/** The name of the product with its mark. */
export const logo = (): Markup =>
  h(
    'span',
    { class: 'logo' },
    h(
      'svg',
      { viewBox: '0 0 32 32', 'aria-hidden': 'true' },
      h('circle', { cx: 16, cy: 16, r: 15 }),
      h('path', { d: 'M21 11.5a6.5 6.5 0 1 0 0 9' }),
    ),
    'Wix credits',
  );

/** How old everything is, in the head of the page. */
export function freshness({ monitor: { state, readAt }, generatedAt }: Overview): Markup {
  const text =
    readAt === null ? ['Not read yet'] : ['Read ', ago(Date.parse(readAt), Date.parse(generatedAt))];
  return h('p', { class: `fresh ${state}`, id: 'fresh' }, ...text);
}

/** The head. */
export const header = (overview: Overview): Markup =>
  h(
    'header',
    { class: 'top' },
    h('h1', {}, logo()),
    freshness(overview),
    h('a', { href: '?', class: 'button', id: 'refresh' }, 'Refresh'),
    h(
      'form',
      { method: 'post', action: 'dashboard/session' },
      h('input', { type: 'hidden', name: 'action', value: 'sign-out' }),
      h('button', {}, 'Sign out'),
    ),
  );

/** The foot. */
export const footer = ({ generatedAt }: Overview): Markup =>
  h(
    'footer',
    {},
    h(
      'p',
      {},
      'This page was made ',
      ago(Date.parse(generatedAt), Date.parse(generatedAt)),
      '. Days and times are UTC.',
    ),
    h('p', {}, h('a', { href: 'dashboard/data' }, 'All of it as JSON')),
  );
