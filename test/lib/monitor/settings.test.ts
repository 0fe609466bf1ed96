// The rules of the monitor's settings: what they are without being told, and what the operator hears of a wrong one.
import { parseConfig } from '../../../lib/config.ts';
import { ALERT_DEFAULTS } from '../../../lib/credits/alerts/rules.ts';
import { FORECAST_DEFAULTS } from '../../../lib/credits/forecast/settings.ts';
import { monitorSettings } from '../../../lib/monitor/settings.ts';

const SITE = '1A899AAA-0FEA-44F2-A897-075807DBF793';
const settings = (environment: Record<string, string> = {}) => monitorSettings(parseConfig(environment));

test('without any, everything is watched by the default rules', () => {
  expect(settings()).toEqual({
    sites: undefined,
    siteWallets: [],
    concurrency: 10,
    rules: ALERT_DEFAULTS,
    forecast: FORECAST_DEFAULTS,
  });
});

test('ids of sites are taken in either case', () => {
  const made = settings({
    MONITOR_SITES: SITE,
    MONITOR_SITE_WALLETS: SITE,
    ALERT_RULES: JSON.stringify({ staleAfterHours: 1, bySite: { [SITE]: { coolDownHours: 1 } } }),
    FORECAST_SETTINGS: '{"windowDays":20}',
  });
  const id = SITE.toLowerCase();
  expect(made).toMatchObject({ sites: [id], siteWallets: [id], forecast: { windowDays: 20 } });
  expect(made.rules.staleAfterHours).toBe(1);
  expect(made.rules.bySite[id]?.coolDownHours).toBe(1);
  expect(Object.keys(made.rules.bySite)).toEqual([id]);
});

test.each([
  [{ ALERT_RULES: '"none"' }, 'ALERT_RULES must be a JSON object'],
  [{ ALERT_RULES: '[]' }, 'ALERT_RULES must be a JSON object'],
  [{ FORECAST_SETTINGS: '[{"windowDays":20}]' }, 'FORECAST_SETTINGS must be a JSON object'],
  [{ FORECAST_SETTINGS: 'null' }, 'FORECAST_SETTINGS must be a JSON object'],
  [
    { ALERT_RULES: '{"account":{"readingsInARow":"two"}}' },
    'ALERT_RULES is wrong (account.readingsInARow: expected number)',
  ],
  [
    { ALERT_RULES: '{"staleAfterHours":"x","staleCoolDownHours":"y"}' },
    'expected number; staleCoolDownHours: expected number)',
  ],
  [{ FORECAST_SETTINGS: '{"windowDays":"x"}' }, 'FORECAST_SETTINGS is wrong (windowDays: expected number)'],
])('the operator is told the place that is wrong: %j', (environment, message) => {
  expect(() => settings(environment)).toThrow(
    expect.objectContaining({
      code: 'Internal',
      message: expect.stringContaining(`The function is misconfigured: `),
    }),
  );
  expect(() => settings(environment)).toThrow(message);
});
