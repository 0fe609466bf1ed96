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
