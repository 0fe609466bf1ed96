// A translation that is none: the same letters in other words, so that length and markup stay and a reader sees it.
import { tagOf } from './languages.ts';

const VOWELS = 'aeiou';
const CONSONANTS = 'bcdfghjklmnpqrstvwxyz';

/** The text in a made-up form of the target language: same length, same case, same spaces, digits and signs. */
export function pseudoTranslate(text: string, targetLanguage: string): string {
  const shift = 1 + ([...targetLanguage].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 4);
  return text.replace(/[a-z]/gi, (letter) => shifted(letter, shift));
}

function shifted(letter: string, shift: number): string {
  const lower = letter.toLowerCase();
  const row = VOWELS.includes(lower) ? VOWELS : CONSONANTS;
  const other = row.charAt((row.indexOf(lower) + shift) % row.length);
  return letter === lower ? other : other.toUpperCase();
}

/** HTML in pieces: texts at even places, tags and entities at odd ones. */
export const piecesOfHtml = (html: string): string[] => html.split(/(<[^>]*>|&#?\w+;)/);

/** The words in a text. Assumption: how Wix counts them is not documented. */
export function countWords(text: string, language: string): number {
  let words = 0;
  for (const { isWordLike } of segmenterOf(language).segment(text)) if (isWordLike) words++;
  return words;
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterOf(language: string): Intl.Segmenter {
  const known = segmenters.get(language) ?? new Intl.Segmenter(tagOf(language), { granularity: 'word' });
  segmenters.set(language, known);
  return known;
}
