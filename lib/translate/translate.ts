// Guarded translation: count, ask Wix whether the credits suffice, and only then spend them.
import type { Call } from '../call.ts';
import { estimateWords } from '../credits/words/content.ts';
import type { Content } from '../credits/words/count.ts';
import { Failure } from '../failure.ts';
import { checkSufficientCredits } from '../wix/credit-data.ts';
import { bulksOf } from './bulks.ts';
import type { Direction } from './kept.ts';
import { tagOf } from './languages.ts';
import { joinPieces, type Piece, piecesOf } from './pieces.ts';
import { type PieceOutcome, runBulks, type TranslateServices } from './run-bulks.ts';
import { refusedUnit, type UnitError } from './unit-error.ts';

/** What became of one unit. */
export type UnitOutcome = { readonly text: string } | { readonly error: UnitError };

/** What became of a content, in its order. */
export interface TranslationOutcome {
  /** The estimated words of the whole content. */
  readonly wordCount: number;
  readonly units: readonly UnitOutcome[];
  /** Units that had a kept translation in full, so that nothing was paid for them. */
  readonly reused: number;
  /** What ended the work before its end. */
  readonly stopped: Failure | undefined;
}

/**
 * Translates content. What is kept from earlier calls is neither checked nor paid for again.
 * @throws Failure `InsufficientCredits` and every other code of the check and of the first bulk call when nothing at all
 * is translated and it is certain that nothing was paid for: such a call may be repeated. Otherwise the outcome tells
 * it unit by unit.
 */
export async function translateContent(
  direction: Direction,
  content: readonly Content[],
  call: Call,
  services: TranslateServices,
): Promise<TranslationOutcome> {
  const language = tagOf(direction.sourceLanguage);
  const wordCount = estimateWords(content, language);
  const units = content.map(piecesOf);
  const known = await knownOutcomes(direction, units, call, services);
  const bulks = bulksOf(units.map((pieces) => pieces.filter((piece) => !known.has(piece))));
  const reused = units.filter(
    (pieces) =>
      pieces.every((piece) => 'text' in (known.get(piece) ?? {})) && pieces.some((piece) => !piece.blank),
  ).length;
  const words = estimateWords(bulks.flat(), language);
  const refusal = bulks.length === 0 ? undefined : await refusalOf(direction.siteId, words, call, services);
  const { outcomes, stopped } = await runBulks(direction, bulks, call, services, refusal);
  const all = new Map([...known, ...outcomes]);
  if (stopped !== undefined && ![...all].some(isSpent)) throw stopped;
  return { wordCount, units: units.map((pieces) => unitOutcome(pieces, all)), reused, stopped };
}

/** Whether a piece was paid for, now or earlier, or may have been. */
const isSpent = ([piece, outcome]: readonly [Piece, PieceOutcome]): boolean =>
  'text' in outcome ? !piece.blank : outcome.error.outcome === 'UNKNOWN';

/** What is known of pieces before anything is sent: those that need no call, that Wix would refuse, that are kept. */
async function knownOutcomes(
  direction: Direction,
  units: readonly (readonly Piece[])[],
  call: Call,
  { kept }: TranslateServices,
): Promise<Map<Piece, PieceOutcome>> {
  const known = new Map<Piece, PieceOutcome>();
  for (const pieces of units) {
    const tooLong = pieces.some((piece) => piece.tooLong);
    for (const piece of pieces) {
      if (tooLong) known.set(piece, { error: refusedUnit('TEXT_TOO_LONG') });
      else if (piece.blank) known.set(piece, { text: piece.text });
    }
  }
  const open = units.flat().filter((piece) => !known.has(piece));
  const found = await kept.find(direction, open, call);
  for (const [at, piece] of open.entries()) {
    const text = found[at];
    if (text !== undefined) known.set(piece, { text });
  }
  return known;
}

/** Why nothing may be sent, by Wix's own verdict; a missing verdict is never a yes. */
async function refusalOf(
  siteId: string,
  words: number,
  call: Call,
  { wix }: TranslateServices,
): Promise<Failure | undefined> {
  const { sufficientCredits } = await checkSufficientCredits(wix, siteId, words, call);
  if (sufficientCredits === true) return undefined;
  if (sufficientCredits === undefined) {
    const detail = 'Wix did not say whether the credits suffice, so nothing was sent; try again later.';
    return new Failure('WixUnavailable', detail, { unsent: true });
  }
  const detail = `The credits of the site do not cover an estimated ${words} words, so nothing was sent: the site's owner can buy a translation package in the Translation Manager of the Wix dashboard.`;
  return new Failure('InsufficientCredits', detail);
}

/** A unit from its pieces: whole, or with the error that says most. */
function unitOutcome(pieces: readonly Piece[], outcomes: ReadonlyMap<Piece, PieceOutcome>): UnitOutcome {
  const texts: string[] = [];
  const errors: UnitError[] = [];
  for (const piece of pieces) {
    const outcome = outcomes.get(piece);
    if (outcome === undefined) throw new Error('A piece has no outcome.');
    if ('text' in outcome) texts.push(outcome.text);
    else errors.push(outcome.error);
  }
  const error = errors.find(({ outcome }) => outcome === 'UNKNOWN') ?? errors[0];
  return error === undefined ? { text: joinPieces(pieces, texts) } : { error };
}
