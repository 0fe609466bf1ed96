// The levels of one scope as a ladder: which of them a reading puts it on.
import { compare } from '../decimal.ts';
import { decimalOf } from '../usage/amount.ts';
import type { Level } from './levels.ts';
import type { ScopeRules } from './rules.ts';
import type { Ladder } from './state.ts';
import { type AlertReading, verdictOn } from './verdict.ts';

/** No level: all is well. */
export const CLEAR = -1;

/** What a reading asks for. Levels are places in the rules, mild to severe; `CLEAR` is none. */
export interface Move {
  readonly from: number;
  readonly to: number;
  /** Credits were bought since the last reading. */
  readonly bought: boolean;
  /** The level `to` is reached by this very reading, not just held. */
  readonly reached: boolean;
}

/** The place of the level that is held; one that the rules no longer know is none. */
function heldPlace(ladder: Ladder | undefined, levels: readonly Level[]): number {
  return levels.findIndex(({ name }) => name === ladder?.active?.level);
}

function hasBought(ladder: Ladder | undefined, { paid }: AlertReading): boolean {
  if (ladder?.paid === undefined || paid === undefined) return false;
  return compare(decimalOf(paid), decimalOf(ladder.paid)) > 0;
}

/**
 * Where the reading puts the scope: on the most severe level that it reaches, or, if that is more severe, on the one in
 * whose dead band it still is: the level held, or a milder one on the way back. A level that the reading says nothing
 * about is held. A purchase ends all dead bands: whoever paid for more wants to know when that runs low in turn.
 */
export function moveOf(ladder: Ladder | undefined, reading: AlertReading, { levels }: ScopeRules): Move {
  const from = heldPlace(ladder, levels);
  const bought = hasBought(ladder, reading);
  const verdicts = levels.map((level) => verdictOn(level, reading));
  const reached = verdicts.lastIndexOf('in');
  const isHeld = (place: number) =>
    verdicts[place] === 'band' || (place === from && verdicts[place] === 'unknown');
  let to = bought ? CLEAR : from;
  while (to > reached && !isHeld(to)) to -= 1;
  to = Math.max(to, reached);
  return { from, to, bought, reached: verdicts[to] === 'in' };
}

/**
 * Whether the move is made with this reading, the `count`-th in a row that asks for one. What gets worse from a level
 * that is held, and exhaustion, is taken up at once; so is what a purchase made better.
 */
export function isMade(
  { from, to, bought }: Move,
  count: number,
  { levels, readingsInARow }: ScopeRules,
): boolean {
  if (count >= readingsInARow) return true;
  return to > from ? from !== CLEAR || levels[to]?.kind === 'exhausted' : bought;
}
