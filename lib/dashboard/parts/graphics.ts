// Small graphics in rows: how much is left, and what was used by day. Drawn with attributes, as the page allows no inline styles.
import { h, type Markup } from '../markup.ts';

/** A bar of which a share (0 to 1) is filled. It only repeats what the text beside it says. */
export const bar = (share: number): Markup =>
  h(
    'svg',
    { class: 'bar', viewBox: '0 0 100 1', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    h('path', { d: `M0 .5h${Math.round(share * 1000) / 10}` }),
  );

const STEP = 3;
const HEIGHT = 20;

/** The strokes of a trend: one a day, as high as its share of the largest; none where nobody watched. */
function strokes(trend: readonly (number | null)[]): string {
  const largest = Math.max(...trend.map((used) => used ?? 0), 1);
  return trend
    .map((used, place) => {
      if (used === null) return '';
      const height = used === 0 ? 0.6 : Math.max(1.5, Math.round((used / largest) * HEIGHT * 10) / 10);
      return `M${place * STEP + 1} ${HEIGHT}v-${height}`;
    })
    .join('');
}

/** What was used by day as a row of strokes, with a text for those who do not see it. */
export function spark(trend: readonly (number | null)[], label: string): Markup {
  const days = Math.max(trend.length, 1);
  return h(
    'svg',
    { class: 'spark', viewBox: `0 0 ${days * STEP} ${HEIGHT}`, role: 'img', 'aria-label': label },
    h('path', { d: strokes(trend) }),
  );
}
