// What the monitor watches and when it alerts, from the environment.
import * as v from 'valibot';
import type { Config } from '../config.ts';
import { type AlertRules, alertRulesSchema } from '../credits/alerts/rules.ts';
import { type ForecastSettings, forecastSettingsSchema } from '../credits/forecast/settings.ts';
import { Failure } from '../failure.ts';

/** The settings of the monitor. */
export interface MonitorSettings {
  /** The sites to watch; undefined: all of the account. */
  readonly sites: readonly string[] | undefined;
  /** The sites whose wallets are read as well. */
  readonly siteWallets: readonly string[];
  readonly concurrency: number;
  readonly rules: AlertRules;
  readonly forecast: ForecastSettings;
}

function parse<T>(schema: v.GenericSchema<unknown, T>, name: string, value: unknown): T {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const wrong = result.issues.map((issue) => {
    const path = v.getDotPath(issue);
    return `${path === null ? '' : `${path}: `}expected ${issue.expected ?? issue.message}`;
  });
  throw new Failure('Internal', `The function is misconfigured: ${name} is wrong (${wrong.join('; ')}).`);
}

const lower = (siteIds: readonly string[] | undefined) => siteIds?.map((siteId) => siteId.toLowerCase());

/**
 * Reads the settings.
 * @throws Failure `Internal` naming the variable and the place in it that is wrong, never its value.
 */
export function monitorSettings(config: Config): MonitorSettings {
  const rules = parse(alertRulesSchema, 'ALERT_RULES', config.ALERT_RULES ?? {});
  const bySite = Object.entries(rules.bySite).map(
    ([siteId, scope]) => [siteId.toLowerCase(), scope] as const,
  );
  return {
    sites: lower(config.MONITOR_SITES),
    siteWallets: lower(config.MONITOR_SITE_WALLETS) ?? [],
    concurrency: config.MONITOR_CONCURRENCY,
    rules: { ...rules, bySite: Object.fromEntries(bySite) },
    forecast: parse(forecastSettingsSchema, 'FORECAST_SETTINGS', config.FORECAST_SETTINGS ?? {}),
  };
}
