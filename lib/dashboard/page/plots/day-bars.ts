// Usage by day as bars. A day that nobody watched has none; one that is not sure says so at the cursor.
import uPlot from 'uplot';
import { credits } from '../../format/numbers.ts';
import { day } from '../../format/times.ts';
import type { TableDay } from '../../parts/figures.ts';
import { common } from './common.ts';
import { colour, type Plot } from './mount.ts';

const DAY = 86_400;

/** The bars of some days, in a colour of the page. */
export function dayBars(days: readonly TableDay[], colourName: string, unit: string): Plot {
  if (days.length === 0) return undefined;
  const x = days.map((one) => Date.parse(one.day) / 1000);
  const y = days.map(({ used }) => Number(used));
  const tip = (place: number) => {
    const one = days[place];
    if (one === undefined) return [];
    const sure = one.certainty === undefined || one.certainty === 'exact' ? '' : ` (${one.certainty})`;
    const bought = one.bought !== undefined && one.bought !== null && Number(one.bought) > 0;
    return [
      day(Date.parse(one.day)),
      `${credits(one.used)} ${unit}${sure}`,
      ...(bought ? [`${credits(one.bought ?? '')} bought`] : []),
    ];
  };
  const bars = uPlot.paths.bars?.({ size: [0.66, 26], radius: 0.25 });
  const first = x[0] ?? 0;
  const last = Math.max(x.at(-1) ?? 0, first + 13 * DAY);
  return (width, height) => {
    const fill = colour(colourName);
    return [
      {
        ...common(width, height, tip),
        scales: {
          x: { time: true, range: [first - DAY * 0.7, last + DAY * 0.7] },
          y: { range: (_, __, most) => [0, Math.max(1, most * 1.08)] },
        },
        series: [
          {},
          {
            fill,
            stroke: fill,
            width: 0,
            points: { show: false },
            ...(bars === undefined ? {} : { paths: bars }),
          },
        ],
      },
      [x, y],
    ];
  };
}
