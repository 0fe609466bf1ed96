// Periodic credits between two readings of a wallet: how much was surely used, and whether a reset or a new plan came between.
import { add, compare, type Decimal, ZERO } from '../decimal.ts';
import { type Amount, decimalOf } from './amount.ts';
import { excess, larger } from './change.ts';
import type { WalletReading } from './reading.ts';

type Rule = WalletReading['rules'][number];

/** What became of the periodic credits. */
export interface PeriodicChange {
  /** At least this much was used. */
  readonly used: Decimal;
  /** A rule's reset date lay in between, or it moved on. */
  readonly reset: boolean;
  /** Cap, subscriptions or rules are not the same: a fall of the balance need not be usage. */
  readonly planChanged: boolean;
  /** A reset in between can be ruled out, because every rule names its next one. */
  readonly resetsKnown: boolean;
  /** The balance is higher than before. */
  readonly rose: boolean;
}

type RuleState = 'same period' | 'renewed' | 'due';

const same = (a: Amount | undefined, b: Amount | undefined) =>
  a === undefined || b === undefined ? a === b : compare(decimalOf(a), decimalOf(b)) === 0;

/** `due`: the date has passed, but Wix still names it; it may or may not have filled the pool. */
function ruleState(before: Rule, after: Rule, readAt: number): RuleState {
  if (before.resetDate === undefined || after.resetDate === undefined) return 'same period';
  const date = Date.parse(before.resetDate);
  if (Date.parse(after.resetDate) > date) return 'renewed';
  return date <= readAt ? 'due' : 'same period';
}

/**
 * What a pool surely lost. In one period its fall; through a reset, which fills it to the cap, what is missing from the
 * cap. A refill that is only due hides usage at worst, so the fall still holds, unless the balance was above the cap
 * and a reset could have cut it.
 */
function lost(
  before: Amount | undefined,
  after: Amount | undefined,
  cap: Amount | undefined,
  state: RuleState,
) {
  if (after === undefined) return ZERO;
  if (state === 'renewed' && cap !== undefined) return excess(decimalOf(cap), decimalOf(after));
  if (before === undefined) return ZERO;
  const cutByReset = cap === undefined || compare(decimalOf(before), decimalOf(cap)) > 0;
  return state !== 'same period' && cutByReset ? ZERO : excess(decimalOf(before), decimalOf(after));
}

/** Whether it is known when, or that never, the rule resets. */
const resetsWhen = (rule: Rule) => rule.resetDate !== undefined || rule.period === 'NO_PERIOD';

/** The rules by source, period and, where those are the same, by their order. */
function named(rules: readonly Rule[]): Map<string, Rule> {
  const byName = new Map<string, Rule>();
  for (const rule of rules) {
    let name = `${rule.source} ${rule.period ?? ''}`;
    while (byName.has(name)) name += '+';
    byName.set(name, rule);
  }
  return byName;
}

/**
 * The rules of both readings side by side; undefined when they are not the same set of rules. A breakdown that is
 * missing on one side says nothing, so there are no pairs.
 */
function matched(before: readonly Rule[], after: readonly Rule[]): [Rule, Rule][] | undefined {
  if (before.length === 0 || after.length === 0) return [];
  if (before.length !== after.length) return undefined;
  const partners = named(after);
  const pairs: [Rule, Rule][] = [];
  for (const [name, rule] of named(before)) {
    const partner = partners.get(name);
    if (partner === undefined || !same(rule.cap, partner.cap)) return undefined;
    pairs.push([rule, partner]);
  }
  return pairs;
}

const isAbove = (a: Amount | undefined, b: Amount | undefined) =>
  a !== undefined && b !== undefined && compare(decimalOf(a), decimalOf(b)) > 0;

/**
 * The change of the periodic credits. Two lower bounds are taken and the larger one holds: the whole balance, and the
 * sources one by one. Rules of one source limit the same credits, so a source lost what its rule with the greatest loss
 * says, never their sum; different sources add up.
 */
export function periodicChange(earlier: WalletReading, later: WalletReading): PeriodicChange {
  const [before, after] = [earlier.periodic, later.periodic];
  const pairs = matched(earlier.rules, later.rules);
  const rose = isAbove(after?.balance, before?.balance);
  if (
    pairs === undefined ||
    (before === undefined) !== (after === undefined) ||
    !same(before?.cap, after?.cap)
  ) {
    return { used: ZERO, reset: false, planChanged: true, resetsKnown: false, rose };
  }
  const readAt = Date.parse(later.readAt);
  const states = pairs.map(([a, b]) => ruleState(a, b, readAt));
  const reset = states.some((state) => state !== 'same period');
  const onlyState = states.length === 1 ? states[0] : undefined;
  const whole = lost(
    before?.balance,
    after?.balance,
    after?.cap,
    onlyState ?? (reset ? 'due' : 'same period'),
  );
  const bySource = new Map<string, Decimal>();
  for (const [place, [a, b]] of pairs.entries()) {
    const loss = lost(a.balance, b.balance, b.cap, states[place] ?? 'due');
    bySource.set(a.source, larger(bySource.get(a.source) ?? ZERO, loss));
  }
  return {
    used: larger(whole, [...bySource.values()].reduce(add, ZERO)),
    reset,
    planChanged: false,
    resetsKnown: pairs.length > 0 && pairs.every(([a, b]) => resetsWhen(a) && resetsWhen(b)),
    rose,
  };
}
