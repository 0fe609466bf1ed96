// Instants in the page: exact for machines and on hover, relative for eyes; the script keeps the latter up to date.
import { fromNow, moment } from '../format/times.ts';
import { h, type Markup } from '../markup.ts';

/** How long ago or how far ahead, `4 min ago`. */
export const ago = (instant: number, now: number): Markup =>
  h(
    'time',
    { datetime: new Date(instant).toISOString(), title: moment(instant), 'data-ago': true },
    fromNow(instant, now),
  );

/** Any other text for an instant, such as `3 Dec`. */
export const at = (instant: number, text: string): Markup =>
  h('time', { datetime: new Date(instant).toISOString(), title: moment(instant) }, text);
