// What all plots have in common: axes in UTC, and a box at the cursor that says what is there.
import uPlot from 'uplot';
import { credits } from '../../format/numbers.ts';
import { day } from '../../format/times.ts';
import { colour } from './mount.ts';

const FONT = '12px system-ui, sans-serif';

/** The lines of the box at a place of the data; none where there is nothing to say. */
export type Tip = (place: number) => readonly string[];

/** Large numbers in few letters: `12k`. */
const short = (value: number) => (Math.abs(value) >= 10_000 ? `${credits(value / 1000)}k` : credits(value));

/** Time along the bottom, amounts on the left. */
export function axes(): uPlot.Axis[] {
  const common = {
    stroke: colour('--quiet'),
    font: FONT,
    ticks: { show: false },
    grid: { stroke: colour('--grid'), width: 1 },
  };
  return [
    {
      ...common,
      grid: { show: false },
      size: 26,
      gap: 8,
      space: 70,
      incrs: [1, 2, 5, 7, 14, 28].map((days) => days * 86_400),
      values: (_, splits) => splits.map((at) => day(at * 1000)),
    },
    {
      ...common,
      size: (_, values) => 14 + Math.max(...(values ?? ['']).map((value) => value.length)) * 7,
      values: (_, splits) => splits.map(short),
    },
  ];
}

/** The box at the cursor. */
export function tipPlugin(tip: Tip): uPlot.Plugin {
  const box = document.createElement('div');
  box.className = 'tip';
  box.hidden = true;
  return {
    hooks: {
      init: (chart) => void chart.over.append(box),
      setCursor: (chart) => {
        const { idx, left = -1 } = chart.cursor;
        const [title, ...lines] = idx === null || idx === undefined || left < 0 ? [] : tip(idx);
        box.hidden = title === undefined;
        if (title === undefined) return;
        const head = document.createElement('b');
        head.textContent = title;
        box.replaceChildren(head, ...lines.flatMap((line) => [line, document.createElement('br')]));
        const right = left > chart.over.clientWidth / 2;
        box.style.left = right ? '' : `${left + 14}px`;
        box.style.right = right ? `${chart.over.clientWidth - left + 14}px` : '';
        box.style.top = '4px';
      },
    },
  };
}

/** The options of every plot. */
export const common = (width: number, height: number, tip: Tip) => ({
  width,
  height,
  legend: { show: false },
  padding: [12, 8, 0, 0] satisfies uPlot.Padding,
  cursor: { drag: { x: false, y: false }, points: { show: false }, y: false },
  tzDate: (at: number) => uPlot.tzDate(new Date(at * 1000), 'Etc/UTC'),
  axes: axes(),
  plugins: [tipPlugin(tip)],
});
