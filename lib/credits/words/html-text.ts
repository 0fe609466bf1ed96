// The text of an HTML fragment, as far as counting its words needs it: one pass, linear in the length.
import { commentEnd, elementEnd, tagEnd } from './html-ends.ts';

const inlineTags = new Set(
  'a abbr b bdi bdo cite code del dfn em font i ins kbd mark q s samp small span strong sub sup u var wbr'.split(
    ' ',
  ),
);
const hiddenTags = new Set(['script', 'style', 'template', 'title']);

// biome-ignore format: a table
const namedCharacters = new Map([
  ['nbsp', ' '], ['ensp', ' '], ['emsp', ' '], ['thinsp', ' '], ['shy', ''], ['zwj', ''], ['zwnj', ''],
  ['amp', '&'], ['lt', '<'], ['gt', '>'], ['quot', '"'], ['apos', "'"], ['lsquo', "'"], ['rsquo', "'"],
  ['ldquo', '"'], ['rdquo', '"'], ['laquo', '"'], ['raquo', '"'], ['mdash', ' — '], ['ndash', ' – '],
  ['hellip', '…'], ['bull', '•'], ['middot', '·'], ['copy', '©'], ['reg', '®'], ['trade', '™'],
  ['times', '×'], ['euro', '€'], ['deg', '°'], ['para', '¶'], ['sect', '§'],
]);

function character(reference: string): string {
  if (!reference.startsWith('#')) return namedCharacters.get(reference.toLowerCase()) ?? 'x';
  const hexadecimal = reference[1] === 'x' || reference[1] === 'X';
  const point = Number.parseInt(reference.slice(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
  return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)
    ? String.fromCodePoint(point)
    : '';
}

/** Replaces character references. A name that is not in the table is nearly always a letter (`&eacute;`): it counts as one. */
function decode(text: string): string {
  return text.replace(
    /&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});/g,
    (_, reference: string) => character(reference),
  );
}

/**
 * The visible text of an HTML fragment: tags, comments, scripts and styles gone, character references decoded. A block
 * tag separates words, an inline tag does not (`<b>W</b>ix` is one word).
 */
export function htmlText(html: string): string {
  const pieces: string[] = [];
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    const textEnd = open === -1 ? html.length : open;
    if (textEnd > at) pieces.push(decode(html.slice(at, textEnd)));
    if (open === -1) break;
    if (html.startsWith('<!--', open)) {
      at = commentEnd(html, open);
      continue;
    }
    const name = /^<\/?([a-z][a-z0-9:-]{0,63})|^<[!?]/i.exec(html.slice(open, open + 66));
    if (name === null) {
      pieces.push('<');
      at = open + 1;
      continue;
    }
    const tag = name[1]?.toLowerCase() ?? '';
    at = tagEnd(html, open);
    if (hiddenTags.has(tag) && html[open + 1] !== '/') at = elementEnd(html, tag, at);
    if (!inlineTags.has(tag)) pieces.push(' ');
  }
  return pieces.join('');
}
