// How many credits will have been used after so many days: what is expected, and the range around it.
import type { BurnRate } from './burn-rate.ts';
import { factorOf } from './week.ts';

/** The 90 % point of the normal distribution: between it and its mirror image lie 80 %. */
const Z = 1.2816;
/** What the model leaves out (days that hang together, spikes) makes the true spread larger. Calibrated, see bench/forecast. */
const WIDENING = 1.25;

/** The 90 % point of Student's t, by its expansion in the degrees of freedom; good to 2 % from 3 degrees on. */
function student(degrees: number): number {
  const first = (Z ** 3 + Z) / 4;
  const second = (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96;
  return Z + first / degrees + second / degrees ** 2;
}

/** A place in the range of what may come: −1 the 10 % point, 0 what is expected, 1 the 90 % point. */
export type Side = -1 | 0 | 1;

/**
 * Days from now until the use reaches `amount` on that side of the range; undefined when it does not within `horizon`.
 *
 * The sum of the next days is taken to be lognormal (credits are never given back). Its relative variance has three
 * parts: the days differ, the rate was only estimated, and so was its growth, which tells the more the further one looks.
 */
export function daysUntil(rate: BurnRate, amount: number, side: Side, horizon: number): number | undefined {
  const z = side * student(rate.days - 2) * WIDENING;
  const used = (expected: number, squares: number, days: number) => {
    if (side === 0 || expected === 0) return expected;
    const relative =
      (rate.variation * squares) / expected ** 2 +
      rate.variation / rate.days +
      rate.growthVariance * ((days + rate.days) / 2) ** 2;
    const variance = Math.log(1 + relative);
    const factor = Math.exp(z * Math.sqrt(variance) - variance / 2);
    return expected * (side === 1 ? Math.max(1, factor) : factor);
  };
  let [expected, squares] = [0, 0];
  for (let day = 0; day < horizon; day += 1) {
    const due = rate.perDay * factorOf(rate.week, -1 - day) * Math.exp(rate.growth * (day + 1));
    const after = (part: number) => used(expected + part * due, squares + part * due * due, day + part);
    if (after(1) >= amount) return day + within((part) => after(part) >= amount);
    expected += due;
    squares += due * due;
  }
  return undefined;
}

/** The least part of a day, to a second or so, from which on it holds. */
function within(holds: (part: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 17; step += 1) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
