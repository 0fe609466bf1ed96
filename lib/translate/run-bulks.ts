// Sends bulk calls one after the other, keeps what came of each at once, and stops at the first that fails.
import type { Call } from '../call.ts';
import { Failure } from '../failure.ts';
import { bulkMachineTranslate, type TranslatedPiece } from '../wix/machine-translation.ts';
import type { WixTransport } from '../wix/transport.ts';
import type { Direction, Kept } from './kept.ts';
import type { Piece } from './pieces.ts';
import { isCertain, refusedUnit, type UnitError, unknownUnit, unsentUnit } from './unit-error.ts';

/** What became of a piece. */
export type PieceOutcome = { readonly text: string } | { readonly error: UnitError };

/** What became of all of them; `stopped` is what ended the work before its end. */
export interface BulkOutcome {
  readonly outcomes: ReadonlyMap<Piece, PieceOutcome>;
  readonly stopped: Failure | undefined;
}

/** What the work needs. */
export interface TranslateServices {
  readonly wix: WixTransport;
  readonly kept: Kept;
}

/** Of the time of a call, this is for keeping what the last bulk call brought. */
const KEEPING_MS = 2_000;
/** With less time than this, a bulk call would probably be paid for and not be seen. */
const LEAST_MS = 3_000;

/**
 * Translates bulks. No failure is thrown but one that nobody has foreseen: each piece has its outcome. After a failed
 * bulk no other is sent, and none at all where there is a `refusal`. An answer that was lost leaves its pieces `UNKNOWN`; they are not sent again.
 */
export async function runBulks(
  direction: Direction,
  bulks: readonly (readonly Piece[])[],
  call: Call,
  { wix, kept }: TranslateServices,
  refusal?: Failure,
): Promise<BulkOutcome> {
  const outcomes = new Map<Piece, PieceOutcome>();
  const remaining = () => Math.max(0, call.deadline.remaining() - KEEPING_MS);
  const sending: Call = { ...call, deadline: { remaining } };
  let stopped = refusal;
  for (const pieces of bulks) {
    if (stopped === undefined && remaining() < LEAST_MS) stopped = outOfTime();
    if (stopped !== undefined) {
      const error = unsentUnit(stopped);
      for (const piece of pieces) outcomes.set(piece, { error });
      continue;
    }
    try {
      const answers = await bulkMachineTranslate(wix, direction.siteId, { ...direction, pieces }, sending);
      const come = pieces.map((piece, at) => [piece, outcomeOf(answers[at])] as const);
      for (const [piece, outcome] of come) outcomes.set(piece, outcome);
      const good = come.flatMap(([piece, outcome]) =>
        'text' in outcome ? [[piece, outcome.text] as const] : [],
      );
      await kept.keep(direction, good, call);
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      stopped = thrown;
      const error = isCertain(thrown) ? unsentUnit(thrown) : unknownUnit(thrown.code);
      for (const piece of pieces) outcomes.set(piece, { error });
    }
  }
  return { outcomes, stopped };
}

const outOfTime = () =>
  new Failure('WixTimeout', 'The time of the call is over; try again.', { unsent: true });

function outcomeOf(answer: TranslatedPiece): PieceOutcome {
  if (answer === undefined) return { error: unknownUnit('WixUnavailable') };
  return 'text' in answer ? answer : { error: refusedUnit(answer.refused) };
}
