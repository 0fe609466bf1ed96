// An estimate of how many words Wix will charge for. How Wix counts is not documented, so every answer says "estimated".
import { htmlText } from './html-text.ts';
import { richText } from './rich-text.ts';

/** The formats of Machine Translation; RICH is a rich content document as JSON text. */
export const FORMATS = ['PLAIN_TEXT', 'HTML', 'RICH'] as const;

/** One unit of text to be counted or translated. */
export interface Content {
  readonly format: (typeof FORMATS)[number];
  readonly text: string;
}

/** Intl.Segmenter slows down on one very long text; words never reach over a line end, so lines are cut near this length. */
const longestSlice = 4096;

function* slices(text: string): Generator<string> {
  let start = 0;
  while (start < text.length) {
    if (text.length - start <= longestSlice) {
      yield text.slice(start);
      return;
    }
    const space = text.slice(start, start + longestSlice).search(/\s\S*$/);
    const end = start + (space > 0 ? space : longestSlice);
    yield text.slice(start, end);
    start = end;
  }
}

/**
 * The BCP 47 tag for a language as Wix writes it (`EN`, `PT_BR`, `zh-hant`); undefined when it is none.
 */
export function languageTag(language: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(language.replaceAll('_', '-'))[0];
  } catch {
    return undefined; // RangeError: not a language tag. The caller names the field.
  }
}

/** Words of a plain text by Unicode's word boundaries (UAX #29, dictionaries for Chinese, Japanese, Thai, …). */
export function countWords(text: string, language?: string): number {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  let words = 0;
  for (const slice of slices(text)) {
    for (const segment of segmenter.segment(slice)) if (segment.isWordLike === true) words += 1;
  }
  return words;
}

/** The countable text of one unit; undefined when RICH content is not a rich content document. */
export function plainText(content: Content): string | undefined {
  if (content.format === 'HTML') return htmlText(content.text);
  return content.format === 'RICH' ? richText(content.text) : content.text;
}
