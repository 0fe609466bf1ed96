// The wallet over time: what was left, how much of it were top-ups, and how it is likely to go on until the next refill.
import type uPlot from 'uplot';
import { credits } from '../../format/numbers.ts';
import { moment } from '../../format/times.ts';
import type { Data, WalletView } from '../../view/data.ts';
import { common } from './common.ts';
import { colour, type Plot } from './mount.ts';

const DAY = 86_400;
/** So far ahead at most. */
const AHEAD = 21 * DAY;

type Column = (number | null)[];

/** What is likely to be left at each instant ahead: by the forecast, and on both sides of it. */
function ahead(wallet: WalletView | undefined, from: number, left: number) {
  const forecast = wallet?.forecast;
  if (forecast?.state !== 'estimated') return { at: [], lines: [] };
  const seconds = (instant: string | undefined) =>
    instant === undefined ? undefined : Date.parse(instant) / 1000;
  const reset = seconds(forecast.reset?.at) ?? Number.POSITIVE_INFINITY;
  const ends = [seconds(forecast.earliest), seconds(forecast.at), seconds(forecast.latest)];
  const horizon = Math.min(reset, from + AHEAD, ends[2] ?? Number.POSITIVE_INFINITY);
  const stops = [...ends.filter((end) => end !== undefined && end < horizon), horizon].map(Number);
  const at = [...new Set([from, ...stops])].sort((a, b) => a - b);
  const perDay = forecast.perDay;
  // Without an instant the line falls by the average, and the far side hardly at all.
  const falls = [ends[0], ends[1] ?? from + (left / perDay) * DAY, ends[2]];
  const lines = falls.map((end) =>
    at.map((instant) => (end === undefined ? left : left * Math.max(0, 1 - (instant - from) / (end - from)))),
  );
  return { at, lines };
}

const padded = (before: number, values: readonly number[] | undefined, length: number): Column => [
  ...new Array<null>(before).fill(null),
  ...(values ?? []),
  ...new Array<null>(Math.max(0, length - before - (values?.length ?? 0))).fill(null),
];

/** The plot. */
export function balancePlot(balances: Data['balances'], wallet: WalletView | undefined): Plot {
  const last = balances.at(-1);
  if (last === undefined || balances.length < 2) return undefined;
  const [from, periodic, topUp] = last;
  const { at, lines } = ahead(wallet, from, periodic + topUp);
  const x = [...balances.map(([instant]) => instant), ...at.slice(1)];
  const before = balances.length - 1;
  const past = (values: readonly number[]): Column => padded(0, values, x.length);
  const total = past(balances.map(([, one, other]) => one + other));
  const bought = past(balances.map(([, , amount]) => amount));
  const [early, middle, late] = [0, 1, 2].map((side) => padded(before, lines[side], x.length));
  const tip = (place: number) => {
    const here = balances[place];
    const when = moment((x[place] ?? 0) * 1000);
    if (here !== undefined) {
      const [, one, other] = here;
      return [when, `${credits(one + other)} left`, ...(other > 0 ? [`${credits(other)} of it top-up`] : [])];
    }
    return [when, `about ${credits(Math.round(middle?.[place] ?? 0))} left, by the forecast`];
  };
  const none = { points: { show: false }, spanGaps: false };
  const end = x.at(-1) ?? from;
  const begin = x[0] ?? from;
  const reset = wallet?.forecast?.state === 'estimated' ? wallet.forecast.reset?.at : undefined;
  return (width, height) => {
    const options = common(width, height, tip);
    const [main, second] = [colour('--periodic'), colour('--topup')];
    return [
      {
        ...options,
        plugins: [...options.plugins, resetPlugin(reset)],
        scales: {
          x: { time: true, range: [begin, end + (end - begin) * 0.015] },
          y: { range: (_, __, most) => [0, Math.max(1, most * 1.08)] },
        },
        series: [
          {},
          { ...none, stroke: main, width: 2, fill: `${main}26` },
          { ...none, stroke: second, width: 1.5, fill: `${second}33` },
          { ...none, stroke: 'transparent' },
          { ...none, stroke: main, width: 1.5, dash: [5, 5] },
          { ...none, stroke: 'transparent' },
        ],
        bands: [{ series: [5, 3], fill: `${main}1f` }],
      },
      [x, total, bought, early ?? [], middle ?? [], late ?? []],
    ];
  };
}

/** A line at the instant from which on every periodic credit is there again, and its name. */
function resetPlugin(reset: string | undefined): uPlot.Plugin {
  const at = reset === undefined ? Number.NaN : Date.parse(reset) / 1000;
  return {
    hooks: {
      draw: ({ ctx, bbox, valToPos }) => {
        const x = Math.round(valToPos(at, 'x', true));
        if (!(x >= bbox.left && x <= bbox.left + bbox.width)) return;
        ctx.save();
        ctx.strokeStyle = ctx.fillStyle = colour('--quiet');
        ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
        ctx.beginPath();
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
        ctx.textAlign = 'right';
        ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
        ctx.fillText('Reset', x - 6 * devicePixelRatio, bbox.top + 11 * devicePixelRatio);
        ctx.restore();
      },
    },
  };
}
