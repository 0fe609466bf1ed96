// The rules of a forecast in words.
import { describeForecast } from '../../../../lib/credits/forecast/describe.ts';
import type { Forecast } from '../../../../lib/credits/forecast/forecast.ts';

const instant = (day: number) => `2026-11-${day}T12:30:59.000Z`;
const estimate = { state: 'estimated', perDay: 12.3456, days: 30 } as const;
const reset = (lastsPast: 'yes' | 'likely' | 'unlikely' | 'no') => ({
  at: '2026-12-01T00:00:00.000Z',
  lastsPast,
});

it.each<[Forecast, string]>([
  [
    { ...estimate, at: instant(20), earliest: instant(18), latest: instant(25) },
    'runs out about 2026-11-20 12:30 UTC (80 % sure: between 2026-11-18 12:30 UTC and 2026-11-25 12:30 UTC), at about 12.3 credits a day',
  ],
  [
    { ...estimate, at: instant(20), earliest: instant(18) },
    'runs out about 2026-11-20 12:30 UTC (80 % sure: after 2026-11-18 12:30 UTC), at about 12.3 credits a day',
  ],
  [{ ...estimate }, 'does not run out in the time that can be foreseen, at about 12.3 credits a day'],
  [
    { ...estimate, reset: reset('yes') },
    'lasts past the reset on 2026-12-01 00:00 UTC; does not run out in the time that can be foreseen, at about 12.3 credits a day',
  ],
  [{ state: 'unknown', reason: 'too little history' }, 'unknown, too little history'],
  [{ state: 'not used', days: 9 }, 'nothing was used in the last 9 days'],
  [{ state: 'exhausted' }, 'exhausted'],
  [{ state: 'unlimited' }, 'unlimited'],
])('%j is: %s', (forecast, text) => {
  expect(describeForecast(forecast)).toBe(text);
});

it.each([
  ['likely', 'will probably last past the reset on 2026-12-01 00:00 UTC; '],
  ['unlikely', 'will probably not last until the reset on 2026-12-01 00:00 UTC; '],
  ['no', 'does not last until the reset on 2026-12-01 00:00 UTC; '],
] as const)('that it lasts past the reset may be %s', (lastsPast, text) => {
  expect(describeForecast({ ...estimate, reset: reset(lastsPast) })).toMatch(new RegExp(`^${text}`));
});
