// A wallet whose true usage is known at every instant: it spends, resets, is topped up and changes its plan.
import type { WalletReading } from '../../../../lib/credits/usage/reading.ts';

/** What can happen to the wallet. Amounts are hundredths of a credit, times are milliseconds. */
export type Step =
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'charge'; readonly amount: number }
  | { readonly do: 'top-up'; readonly amount: number }
  | { readonly do: 'change-plan'; readonly cap: number }
  | { readonly do: 'read' };

/** A rule of a source: it is filled to the cap every `everyMs`. */
export interface RuleSettings {
  readonly period: string;
  readonly everyMs: number;
  readonly cap: number;
}

interface Rule extends RuleSettings {
  readonly subscription: string;
  balance: number;
  resetAt: number;
}

const text = (hundredths: number) => (hundredths / 100).toFixed(2);

/** The wallet. Every rule of a source limits the same credits; sources are spent in order, top-ups last. */
export class SimulatedWallet {
  now: number;
  readonly readings: WalletReading[] = [];
  readonly #spent: { readonly at: number; readonly amount: number }[] = [];
  readonly #sources: Rule[][];
  #topUp: number | undefined;
  #subscriptions = 0;

  constructor(start: number, sources: readonly (readonly RuleSettings[])[], topUp: number | undefined) {
    this.now = start;
    this.#sources = sources.map((rules) => this.#subscribe(rules));
    this.#topUp = topUp;
  }

  /** Does one step, and every step takes a while. A charge that the wallet cannot cover is refused whole. */
  take(step: Step): void {
    this.#wait(1);
    if (step.do === 'wait') this.#wait(step.ms);
    else if (step.do === 'charge') this.#charge(step.amount);
    else if (step.do === 'top-up') this.#topUp = (this.#topUp ?? 0) + step.amount;
    else if (step.do === 'change-plan') this.#changePlan(step.cap);
    else this.readings.push(this.read());
  }

  /** What Wix would answer now. */
  read(): WalletReading {
    const caps = this.#sources.map((rules) => Math.min(...rules.map((rule) => rule.cap)));
    return {
      kind: 'wallet',
      readAt: new Date(this.now).toISOString(),
      periodic: { balance: text(this.#periodic()), cap: text(caps.reduce((sum, cap) => sum + cap, 0)) },
      ...(this.#topUp === undefined ? {} : { topUp: { balance: text(this.#topUp) } }),
      rules: this.#sources.flatMap((rules) =>
        rules.map(({ subscription, period, balance, cap, resetAt }) => ({
          source: subscription,
          period,
          balance: text(balance),
          cap: text(cap),
          resetDate: new Date(resetAt).toISOString(),
        })),
      ),
    };
  }

  /** The hundredths that were truly used after `from` and up to `to`. */
  usedBetween(from: number, to: number): number {
    return this.#spent.reduce((sum, { at, amount }) => (at > from && at <= to ? sum + amount : sum), 0);
  }

  #left = (rules: readonly Rule[]) => Math.min(...rules.map((rule) => rule.balance));

  #periodic(): number {
    return this.#sources.reduce((sum, rules) => sum + this.#left(rules), 0);
  }

  #wait(ms: number): void {
    this.now += ms;
    for (const rule of this.#sources.flat()) {
      while (rule.resetAt <= this.now) {
        rule.resetAt += rule.everyMs;
        rule.balance = rule.cap;
      }
    }
  }

  #charge(amount: number): void {
    if (this.#periodic() + (this.#topUp ?? 0) < amount) return;
    let due = amount;
    for (const rules of this.#sources) {
      const part = Math.min(due, this.#left(rules));
      for (const rule of rules) rule.balance -= part;
      due -= part;
    }
    if (this.#topUp !== undefined) this.#topUp -= due;
    this.#spent.push({ at: this.now, amount });
  }

  #changePlan(cap: number): void {
    const [first] = this.#sources;
    if (first !== undefined) this.#sources[0] = this.#subscribe(first.map((rule) => ({ ...rule, cap })));
  }

  #subscribe(rules: readonly RuleSettings[]): Rule[] {
    this.#subscriptions += 1;
    const subscription = `subscription-${this.#subscriptions}`;
    return rules.map((rule) => ({
      ...rule,
      subscription,
      balance: rule.cap,
      resetAt: this.now + rule.everyMs,
    }));
  }
}
