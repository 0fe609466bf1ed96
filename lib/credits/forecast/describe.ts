// A forecast in words.
import type { Forecast } from './forecast.ts';

/** An instant as people read it: `2026-11-03 10:15 UTC`. */
export function readable(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

const resets = {
  yes: 'lasts past the reset on',
  likely: 'will probably last past the reset on',
  unlikely: 'will probably not last until the reset on',
  no: 'does not last until the reset on',
} as const;

function estimate({
  at,
  earliest,
  latest,
  perDay,
  reset,
}: Extract<Forecast, { state: 'estimated' }>): string {
  const outlook = reset === undefined ? '' : `${resets[reset.lastsPast]} ${readable(reset.at)}; `;
  const range =
    earliest === undefined
      ? ''
      : latest === undefined
        ? ` (80 % sure: after ${readable(earliest)})`
        : ` (80 % sure: between ${readable(earliest)} and ${readable(latest)})`;
  const when =
    at === undefined ? 'does not run out in the time that can be foreseen' : `runs out about ${readable(at)}`;
  return `${outlook}${when}${range}, at about ${Number(perDay.toPrecision(3))} credits a day`;
}

/** The forecast as half a sentence, such as `lasts past the reset on 2026-12-01 00:00 UTC; runs out about …`. */
export function describeForecast(forecast: Forecast): string {
  if (forecast.state === 'estimated') return estimate(forecast);
  if (forecast.state === 'unknown') return `unknown, ${forecast.reason}`;
  if (forecast.state === 'not used') return `nothing was used in the last ${forecast.days} days`;
  return forecast.state;
}
