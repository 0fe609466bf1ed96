// Short ways to drive the alerts in tests: a scope whose readings come one hour after the other.

import * as v from 'valibot';
import type { AlertEvent } from '../../../../lib/credits/alerts/events.ts';
import { type AlertRules, alertRulesSchema, type ScopeRules } from '../../../../lib/credits/alerts/rules.ts';
import type { Scope } from '../../../../lib/credits/alerts/scope.ts';
import { type Ladder, ladderSchema } from '../../../../lib/credits/alerts/state.ts';
import { step } from '../../../../lib/credits/alerts/step.ts';
import type { AlertReading } from '../../../../lib/credits/alerts/verdict.ts';
import type { Forecast } from '../../../../lib/credits/forecast/forecast.ts';

export const HOUR = 3_600_000;
/** The hours of a week: the cool-down of a level that is not told another. */
export const WEEK = 168;
export const START = Date.parse('2026-11-01T00:00:00Z');
export const WALLET: Scope = { kind: 'wallet' };

/** An instant so many hours after the start. */
export const hour = (hours: number) => new Date(START + hours * HOUR).toISOString();

/** A forecast that is about running out in so many days after the hour. */
export function runsOut(
  hours: number,
  days: number,
  reset?: NonNullable<Extract<Forecast, { state: 'estimated' }>['reset']>,
): Forecast {
  const at = hour(hours + 24 * days);
  return {
    state: 'estimated',
    perDay: 10,
    days: 30,
    at,
    earliest: at,
    latest: at,
    ...(reset === undefined ? {} : { reset }),
  };
}

/** A reading at the hour, of a limit of 100; its forecast is unknown unless told. */
export function reading(
  hours: number,
  remaining: AlertReading['remaining'],
  change: Partial<AlertReading> = {},
): AlertReading {
  return {
    readAt: hour(hours),
    remaining,
    limit: '100',
    paid: undefined,
    reset: undefined,
    forecast: { state: 'unknown', reason: 'too little history' },
    ...change,
  };
}

/** Rules for every scope, from what a configuration may say. */
export function rulesOf(account: v.InferInput<typeof alertRulesSchema>['account'] = {}): ScopeRules {
  return v.parse(alertRulesSchema, { account }).account;
}

/** All rules, from what a configuration may say. */
export function allRules(given: v.InferInput<typeof alertRulesSchema> = {}): AlertRules {
  return v.parse(alertRulesSchema, given);
}

/** An event in short: `Low share-0.2`, `Exhausted`, `Recovered`. */
export function short(event: AlertEvent): string {
  const type = event.detailType.split(' ').at(-1) ?? '';
  if (event.detailType === 'Credit Balance Low') return `${type} ${event.detail.level.name}`;
  return event.detailType === 'Monitor Stale' ? `${type} ${event.detail.extent}` : type;
}

/** A scope under test. The state goes through JSON and its schema after every step, as it does in the store. */
export class Watch {
  ladder: Ladder | undefined;
  readonly events: AlertEvent[] = [];
  readonly #rules: ScopeRules;
  #hours = 0;

  constructor(rules: ScopeRules = rulesOf()) {
    this.#rules = rules;
  }

  /** Takes one reading, at its own time unless `now` tells another, and answers what was sent. */
  take(one: AlertReading, now = Date.parse(one.readAt)): string[] {
    const { ladder, events } = step(this.ladder, one, { scope: WALLET, rules: this.#rules, now });
    this.ladder =
      ladder === undefined ? undefined : v.parse(ladderSchema, JSON.parse(JSON.stringify(ladder)));
    this.events.push(...events);
    return events.map(short);
  }

  /** Takes balances, one an hour, and answers what was sent at each: `''` for nothing. */
  hourly(...balances: AlertReading['remaining'][]): string[] {
    return balances.map((remaining) => {
      this.#hours += 1;
      return this.take(reading(this.#hours, remaining)).join();
    });
  }

  /** Lets time go by without a reading. */
  wait(hours: number): void {
    this.#hours += hours;
  }
}
