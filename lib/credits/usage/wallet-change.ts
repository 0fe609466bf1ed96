// AI credits between two readings of a wallet: what was used, what was bought, and how sure that is.
import { add, compare, type Decimal, ZERO } from '../decimal.ts';
import { decimalOf } from './amount.ts';
import { type Change, excess, type UsageEvent } from './change.ts';
import { periodicChange } from './periodic-change.ts';
import type { WalletReading } from './reading.ts';

/** Whether usage can be told from the reading: the balance of each pool that it has is known. */
export function isWeighed(reading: WalletReading): boolean {
  const { periodic, topUp } = reading;
  if (periodic === undefined && topUp === undefined) return false;
  return (
    (periodic === undefined || periodic.balance !== undefined) &&
    (topUp === undefined || topUp.balance !== undefined)
  );
}

const isPositive = (amount: Decimal) => compare(amount, ZERO) > 0;

const topUpOf = (reading: WalletReading) => decimalOf(reading.topUp?.balance ?? '0');

/** Whether periodic credits were left in every source, so that nothing had to be drawn from top-ups. */
function hasPeriodicLeft({ periodic, rules }: WalletReading): boolean {
  if (periodic?.balance === undefined || !isPositive(decimalOf(periodic.balance))) return false;
  if (new Set(rules.map((rule) => rule.source)).size < 2) return true;
  return rules.every(({ balance }) => balance !== undefined && isPositive(decimalOf(balance)));
}

/**
 * The change from `earlier` to `later`.
 *
 * Used is the fall of both balances. It is exact where nothing can have hidden usage: no reset between, no other plan,
 * and periodic credits left at the end. Assumption: a wallet spends periodic credits before top-ups, because top-ups do
 * not lapse; so while some are left, top-ups only move by purchases. Once they are gone, a pack that was bought and used
 * up between the readings leaves no trace, and the figure is `at least`. Bought is the rise of the top-ups.
 *
 * Two things should not happen and make the later reading doubtful: periodic credits that rise without a reset, and
 * top-ups that fall although periodic credits were left.
 */
export function walletChange(earlier: WalletReading, later: WalletReading): Change {
  const periodic = periodicChange(earlier, later);
  const [topUpBefore, topUpAfter] = [topUpOf(earlier), topUpOf(later)];
  const fall = excess(topUpBefore, topUpAfter);
  const bought = excess(topUpAfter, topUpBefore);
  const onePeriod = periodic.resetsKnown && !periodic.reset;
  const neverDry = onePeriod && hasPeriodicLeft(later);
  const roseAlone = onePeriod && periodic.rose;
  const drawnEarly = neverDry && isPositive(fall);
  const events: UsageEvent[] = [];
  if (periodic.planChanged) events.push('plan-changed');
  else if (periodic.reset || (periodic.rose && !periodic.resetsKnown)) events.push('reset');
  if (isPositive(bought)) events.push('top-up');
  if (roseAlone) events.push('unexplained-rise');
  if (drawnEarly) events.push('top-ups-drawn-early');
  return {
    used: add(periodic.used, fall),
    certainty: neverDry && !roseAlone && !drawnEarly ? 'exact' : 'at least',
    bought,
    events,
    doubtful: roseAlone || drawnEarly,
  };
}
