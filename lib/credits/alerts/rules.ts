// When to alert: the rules for the account, for its sites and for single sites, with their defaults.
import * as v from 'valibot';
import { levelsSchema } from './levels.ts';
import type { Scope } from './scope.ts';

const hours = (initial: number) => v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(87_600)), initial);

const scopeRules = v.strictObject({
  levels: v.optional(levelsSchema, [
    { kind: 'share', at: '0.2' },
    { kind: 'days', at: '3' },
    { kind: 'share', at: '0.05' },
    { kind: 'exhausted' },
  ]),
  readingsInARow: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 2),
  coolDownHours: hours(168),
});

/**
 * The rules of one scope. `readingsInARow`: how many readings have to agree before a level is entered from none, and
 * before one is left; `exhausted` and every step to something worse need only one. `coolDownHours`: how long after an alert no
 * other of the same level is sent, unless credits were bought in between.
 */
export type ScopeRules = v.InferOutput<typeof scopeRules>;

/** The schema of all rules; everything has a default. */
export const alertRulesSchema = v.strictObject({
  account: v.optional(scopeRules, {}),
  sites: v.optional(scopeRules, {}),
  bySite: v.optional(v.record(v.string(), scopeRules), {}),
  staleAfterHours: hours(6),
  staleCoolDownHours: hours(24),
  forgetAfterHours: hours(2160),
});

/**
 * All rules. `account` is for its wallet, `sites` for the wallets and word credits of sites, `bySite` for single ones.
 * `staleAfterHours`: how old the last good reading may get before the monitor is called stale; `staleCoolDownHours`: how
 * long after that alert no other of its kind is sent; `forgetAfterHours`: when a scope that is no longer watched is forgotten.
 */
export type AlertRules = v.InferOutput<typeof alertRulesSchema>;

/** The defaults: 20 %, 3 days, 5 %, exhausted. */
export const ALERT_DEFAULTS: AlertRules = v.parse(alertRulesSchema, {});

/** The rules for a scope. */
export function rulesFor({ siteId }: Scope, rules: AlertRules): ScopeRules {
  return siteId === undefined ? rules.account : (rules.bySite[siteId] ?? rules.sites);
}
