// The rules of reading the visible text out of HTML.
import fc from 'fast-check';
import { htmlText } from '../../../../lib/credits/words/html-text.ts';

const words = (html: string) => htmlText(html).split(/\s+/).filter(Boolean);

it.each([
  ['<p>one</p><p>two</p>', ['one', 'two']],
  ['<b>W</b>ix <i>cre</i>dits', ['Wix', 'credits']],
  ['a<br>b<br/>c', ['a', 'b', 'c']],
  ['one<!-- two > three -->four', ['onefour']],
  ['<style>p { color: red }</style>x<SCRIPT>if (a < b) {}</SCRIPT >y', ['x', 'y']],
  ['<img alt="a > b" src=\'x\'>z', ['z']],
  ['caf&eacute; R&amp;D&nbsp;team', ['cafx', 'R&D', 'team']],
  ['&#72;&#x69;', ['Hi']],
  ['1 < 2 and 3 > 2', ['1', '<', '2', 'and', '3', '>', '2']],
  ['&constructor;', ['x']],
  ['İİ<STYLE>p {}</Style>x', ['İİ', 'x']],
])('%s reads %j', (html, expected) => {
  expect(words(html)).toEqual(expected);
});

it.each(['<p', '<!-- open', '<script>open', '<a title="open', '&#0;', '&#xD800;', '&#9999999;'])(
  'unfinished or impossible markup %j is dropped',
  (html) => {
    expect(words(html)).toEqual([]);
  },
);

// biome-ignore format: a table
it.each([
  [' ', 'nbsp ensp emsp thinsp'], ['', 'shy zwj zwnj'], ["'", 'apos lsquo rsquo'], ['"', 'quot ldquo rdquo laquo raquo'],
  ['&', 'amp'], ['<', 'lt'], ['>', 'gt'], [' — ', 'mdash'], [' – ', 'ndash'], ['…', 'hellip'], ['•', 'bull'], ['·', 'middot'],
  ['©', 'copy'], ['®', 'reg'], ['™', 'trade'], ['×', 'times'], ['€', 'euro'], ['°', 'deg'], ['¶', 'para'], ['§', 'sect'],
])('is read as %j: %s', (character, names) => {
  for (const name of names.split(' ')) expect(htmlText(`a&${name};b`)).toBe(`a${character}b`);
});

it.each([
  ['&#65;&#x42;&#X43;', 'ABC'],
  ['&#1114111;&#x10FFFF;', '\u{10ffff}\u{10ffff}'],
  ['&#xD7FF;&#xD800;&#xDFFF;&#xE000;', '\ud7ff\ue000'],
  ['&#1;', '\u0001'],
  ['&#x1F600;', '😀'],
  ['&AMP;&frac12;', '&x'],
])('a number is its character, where there is one: %s', (html, text) => {
  expect(htmlText(html)).toBe(text);
});

it.each(['&#;', '&#x;', '&#12345678;', '&#x1234567;', '&#xg;', '&;', '&1a;', '&a;', '& amp;', '&amp', '&é;'])(
  '%s is no reference: it stays as it is',
  (text) => {
    expect(htmlText(`a${text}b`)).toBe(`a${text}b`);
  },
);

it('a name has up to 32 letters and digits', () => {
  const name = `a${'1'.repeat(31)}`;
  expect(htmlText(`&${name};`)).toBe('x');
  expect(htmlText(`&${name}1;`)).toBe(`&${name}1;`);
});

it('tags within a line do not end a word, every other tag does', () => {
  const inline =
    'a abbr b bdi bdo cite code del dfn em font i ins kbd mark q s samp small span strong sub sup u var wbr';
  for (const tag of inline.split(' ')) expect(htmlText(`w<${tag}>or</${tag.toUpperCase()}>d`)).toBe('word');
  for (const tag of ['p', 'br', 'h1', 'td', 'svg:text', 'my-tag', '!doctype html', '?xml']) {
    expect(htmlText(`two<${tag}>words`)).toBe('two words');
  }
});

it.each(['script', 'style', 'template', 'title'])('what stands in <%s> is not seen', (tag) => {
  expect(htmlText(`a<${tag} x="y">hidden < &amp; "</${tag} >b`)).toBe('a b');
  expect(htmlText(`a</${tag}>b`)).toBe('a b');
});

it.each([
  ['a<!-- > -- <b> -->b', 'ab'],
  ['a<!---->b<!-->c-->d', 'abd'],
  [`a<i x='"' y=">">b</i>c`, 'abc'],
  ["a<i x=\"'\" y='>'>b</i>c", 'abc'],
  ['a<>b</>c<1>d< e', 'a<>b</>c<1>d< e'],
  ['<b>', ''],
  ['<', '<'],
])('%s is the text %j', (html, text) => {
  expect(htmlText(html)).toBe(text);
});

it('text without markup comes back as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const bare = text.replace(/[<&]/g, '');
      expect(htmlText(bare)).toBe(bare);
    }),
  );
});

it('hostile markup is read in one pass: a megabyte of open tags, quotes or comments ends', () => {
  for (const piece of ['<a', '<a "', '<!--', '<script', '<script>', '&#', '<']) {
    expect(typeof htmlText(piece.repeat(1_000_000 / piece.length))).toBe('string');
  }
});
