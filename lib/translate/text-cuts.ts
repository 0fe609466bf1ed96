// Where a plain text may be cut without cutting through a sentence, a word or a character.
import type { Cut } from './cut.ts';

/** How good a place is; a text between the tags of HTML never reaches a block's rank. */
export const RANK = { character: 0, space: 1, sentence: 2, line: 3, block: 4, whole: 5 } as const;

/** Behind a full stop of any script and its closing quotes. */
const SENTENCE = /[.!?…。！？।؟][)\]"'’”»」』]*\s+$/u;
/** What belongs to the character before it: combining marks, joiners, skin tones. */
const ATTACHED = /^[\p{M}\p{Cf}\p{Emoji_Modifier}]/u;
const PLAIN = /^[A-Za-z\d]{2}$/;
/** How far back a sentence's end is looked for. */
const LOOK_BACK = 12;

/**
 * The cuts of `text` from `from` to `to`, in order and without both ends. A paragraph's end is a better place than a
 * line's, that one better than a sentence's, that one better than a space; a character is only cut apart from the
 * next one where there is nothing else, and never between surrogates or before a combining mark.
 */
export function* textCuts(text: string, from = 0, to = text.length): Generator<Cut> {
  for (let at = from; at < to; at += width(text, at)) {
    const rank = at > from ? placeRank(text, at, from) : undefined;
    if (rank !== undefined) yield { at, rank };
  }
}

const width = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

/** The rank of a cut before the character `at` of a text that begins at `from`; undefined where none is allowed. */
export function placeRank(text: string, at: number, from: number): number | undefined {
  if (PLAIN.test(text.slice(at - 1, at + 1))) return RANK.character;
  const before = text.charAt(at - 1);
  const here = text.slice(at, at + 2);
  // Spaces belong to what is before them.
  if (/^\s/.test(here)) return RANK.character;
  if (/\s/.test(before)) {
    const tail = text.slice(Math.max(from, at - LOOK_BACK), at);
    if (/\n\s*\n\s*$|\r\s*\r\s*$/.test(tail)) return RANK.block;
    if (/[\n\r]\s*$/.test(tail)) return RANK.line;
    return SENTENCE.test(tail) ? RANK.sentence : RANK.space;
  }
  if (/[。！？]/.test(before)) return RANK.sentence;
  return before === '\u200d' || ATTACHED.test(here) ? undefined : RANK.character;
}
