// A forecast of a wallet in words.
import type { Forecast } from '../../credits/forecast/forecast.ts';
import { credits } from '../format/numbers.ts';
import { dayFrom, fromNow } from '../format/times.ts';
import type { Markup } from '../markup.ts';
import type { Fact } from './facts.ts';
import { at } from './time.ts';

type Estimate = Extract<Forecast, { state: 'estimated' }>;

const OUTLOOKS = {
  yes: 'Lasts past the reset on ',
  likely: 'Will probably last past the reset on ',
  unlikely: 'Will probably not last until the reset on ',
  no: 'Does not last until the reset on ',
} as const;

const onDay = (instant: string, now: number): Markup =>
  at(Date.parse(instant), dayFrom(Date.parse(instant), now));

function range({ earliest, latest }: Estimate, now: number): readonly Markup[] {
  if (earliest === undefined) return ['Not within a year'];
  return latest === undefined
    ? ['After ', onDay(earliest, now)]
    : [onDay(earliest, now), ' to ', onDay(latest, now)];
}

/** When the credits run out, as facts. */
export function forecastFacts(forecast: Forecast | null, now: number): readonly Fact[] {
  if (forecast === null || forecast.state === 'unknown') {
    const why = forecast === null ? 'nothing was read yet' : forecast.reason;
    return [['Runs out', `Not known: ${why}`]];
  }
  if (forecast.state === 'unlimited') return [['Runs out', 'Never: there is no limit']];
  if (forecast.state === 'exhausted') return [['Runs out', 'Now']];
  if (forecast.state === 'not used') return [['Runs out', `Not used in ${forecast.days} days`]];
  const { at: instant, perDay, reset, days } = forecast;
  return [
    instant === undefined
      ? ['Runs out', 'Not in sight']
      : ['Runs out', onDay(instant, now), ` · ${fromNow(Date.parse(instant), now)}`],
    ['80% sure', ...range(forecast, now)],
    ['Used a day', `${credits(perDay.toPrecision(3))} on average of ${days} days`],
    reset && ['Outlook', OUTLOOKS[reset.lastsPast], onDay(reset.at, now)],
  ];
}
