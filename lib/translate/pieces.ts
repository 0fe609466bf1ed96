// A unit of content as the pieces that Machine Translation takes, and the unit again from the pieces' translations.
import { type Content, plainText } from '../credits/words/count.ts';
import { MOST_CHARACTERS } from '../wix/machine-translation.ts';
import { slicesOf } from './cut.ts';
import { htmlCuts } from './html-cuts.ts';
import { textCuts } from './text-cuts.ts';

/** One piece of a unit: what is sent to Wix, and the spaces around it, which are not. */
export interface Piece extends Content {
  readonly before: string;
  readonly after: string;
  /** Nothing to translate: it is taken over as it is. */
  readonly blank: boolean;
  /** It has text, cannot be cut and is longer than Wix takes, so it is not sent. */
  readonly tooLong: boolean;
}

/**
 * The pieces of a unit, in order. What Wix takes at once is one piece, as it is; so is RICH content, which has its
 * limit by node. Spaces at the ends of slices stay here, because a translation may lose them and words would run
 * together. Lengths are UTF-16 code units, which are never fewer than characters.
 */
export function piecesOf({ format, text }: Content): Piece[] {
  if (format === 'RICH' || text.length <= MOST_CHARACTERS) return [pieceOf(format, '', text, '')];
  const cuts = format === 'HTML' ? htmlCuts(text) : textCuts(text);
  return slicesOf(text, [...cuts], MOST_CHARACTERS).map((slice) => {
    const core = slice.trim();
    const start = slice.length - slice.trimStart().length;
    return pieceOf(format, slice.slice(0, start), core, slice.slice(start + core.length));
  });
}

function pieceOf(format: Content['format'], before: string, text: string, after: string): Piece {
  const blank = text.trim() === '' || plainText({ format, text })?.trim() === '';
  const tooLong = !blank && format !== 'RICH' && text.length > MOST_CHARACTERS;
  return { format, text, before, after, blank, tooLong };
}

/** The text of a unit whose pieces have these texts, in the same order. */
export const joinPieces = (pieces: readonly Piece[], texts: readonly string[]): string =>
  pieces.map(({ before, after }, index) => before + (texts[index] ?? '') + after).join('');
