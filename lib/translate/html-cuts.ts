// Where an HTML fragment may be cut: never inside a tag, a comment, a character reference, a script or a style.
import { commentEnd, elementEnd, tagEnd } from '../credits/words/html-ends.ts';
import type { Cut } from './cut.ts';
import { placeRank, RANK, textCuts } from './text-cuts.ts';

const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
const BLOCK = new Set(
  (
    'address article aside blockquote br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
);
const OPAQUE = new Set(['script', 'style', 'template', 'textarea', 'title']);
const TAG = /<(\/?)([a-z][^\s/>]*)|<[!?]/iy;
const REFERENCE = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});?/giy;

/**
 * The cuts of a fragment, in order. Best is between two blocks where no element is open, then between other blocks,
 * then what `textCuts` says of the text between two tags. A cut within an element leaves its two tags in two slices,
 * which only happens to an element that is longer than a slice. Linear in the length.
 */
export function* htmlCuts(html: string): Generator<Cut> {
  let depth = 0;
  let at = 0;
  let textFrom = 0;
  let referenceEnd = -1;
  while (at < html.length) {
    const here = html[at];
    if (here === '&') {
      REFERENCE.lastIndex = at;
      const end = at + (REFERENCE.exec(html)?.[0].length ?? 1);
      if (end > at + 1) {
        yield* textCuts(html, textFrom, at);
        // Whole texts are written in references, with nothing but single spaces between some of them.
        const rank = at > textFrom ? placeRank(html, at, textFrom) : RANK.character;
        if (rank !== undefined && (at > textFrom || referenceEnd === at)) yield { at, rank };
        textFrom = end;
        referenceEnd = end;
      }
      at = end;
      continue;
    }
    TAG.lastIndex = at;
    const tag = here === '<' ? TAG.exec(html) : null;
    if (tag === null) {
      at += 1;
      continue;
    }
    yield* textCuts(html, textFrom, at);
    const name = tag[2]?.toLowerCase() ?? '';
    const closing = tag[1] === '/';
    const block = BLOCK.has(name) ? (depth === 0 ? RANK.whole : RANK.block) : undefined;
    const opening = block ?? placeRank(html, at, textFrom);
    if (!closing && at > 0 && opening !== undefined) yield { at, rank: opening };
    const end = endOf(html, at, name, closing);
    const opened = name !== '' && !closing && !VOID.has(name) && !OPAQUE.has(name);
    if (opened && html[end - 2] !== '/') depth += 1;
    if (closing) depth = Math.max(0, depth - 1);
    // Spaces belong to what is before them.
    if (end < html.length && (closing || !opened) && !/\s/.test(html.charAt(end)))
      yield { at: end, rank: endRank(name, depth) };
    at = end;
    textFrom = end;
  }
  yield* textCuts(html, textFrom, html.length);
}

/** The rank of a cut behind a tag that opens nothing; `depth` is that of what follows. */
function endRank(name: string, depth: number): number {
  if (!BLOCK.has(name)) return RANK.character;
  return depth === 0 ? RANK.whole : RANK.block;
}

/** The index behind the tag at `at`, or behind the whole element where its content is no HTML. */
function endOf(html: string, at: number, name: string, closing: boolean): number {
  if (html.startsWith('<!--', at)) return commentEnd(html, at);
  const end = tagEnd(html, at);
  return closing || !OPAQUE.has(name) ? end : elementEnd(html, name, end);
}
