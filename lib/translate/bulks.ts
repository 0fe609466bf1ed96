// Which pieces go into one bulk call.
import { MOST_PIECES } from '../wix/machine-translation.ts';

/**
 * Characters in one call. Wix names no limit, but a call whose answer is lost loses all of it, and a call that takes
 * longer than the time there is does so every time.
 */
export const MOST_CHARACTERS_A_CALL = 100_000;

/**
 * Puts the pieces of units into calls, in order: at most 1,000 pieces, and at most 100,000 characters where there is
 * more than one. The pieces of one unit share a call where they fit into one.
 */
export function bulksOf<P extends { readonly text: string }>(units: readonly (readonly P[])[]): P[][] {
  const bulks: P[][] = [];
  let current: P[] = [];
  let room = MOST_CHARACTERS_A_CALL;
  const close = () => {
    if (current.length > 0) bulks.push(current);
    current = [];
    room = MOST_CHARACTERS_A_CALL;
  };
  for (const pieces of units) {
    const size = pieces.reduce((sum, { text }) => sum + text.length, 0);
    if (size > room || current.length + pieces.length > MOST_PIECES) close();
    for (const piece of pieces) {
      if (piece.text.length > room || current.length >= MOST_PIECES) close();
      current.push(piece);
      room -= piece.text.length;
    }
  }
  close();
  return bulks;
}
