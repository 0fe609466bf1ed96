// Pieces of a unit: where text and HTML are cut, how long a piece is, and that joining loses no character.
import fc from 'fast-check';
import { joinPieces, piecesOf } from '../../../lib/translate/pieces.ts';

const LIMIT = 5_000;
const textsOf = (pieces: readonly { text: string }[]) => pieces.map(({ text }) => text);
const rejoined = (format: 'PLAIN_TEXT' | 'HTML' | 'RICH', text: string): string => {
  const pieces = piecesOf({ format, text });
  return joinPieces(pieces, textsOf(pieces));
};

/** Long texts of what is hard to cut: any code unit, sentences, spaces, line ends, emoji, markup, references. */
const fragment = fc.oneof(
  { weight: 3, arbitrary: fc.lorem({ maxCount: 30 }) },
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.constantFrom(
    '. ',
    '\n\n',
    '\r\n',
    '   ',
    '👩‍👩‍👧',
    'é',
    '。',
    '😀',
    '<p>',
    '</p>',
    '<b class="a>b">',
    '</b>',
    '<br/>',
  ),
  fc.constantFrom(
    '&amp;',
    '&#128512;',
    '&',
    '<',
    '>',
    '<!-- a > b -->',
    '<script>if (a < b) {}</script>',
    '<a href=',
  ),
);
const longText = fc
  .tuple(fc.array(fragment, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 30 }))
  .map(([fragments, times]) => fragments.join('').repeat(times).slice(0, 20_000));

describe('cutting and joining', () => {
  test.each(['PLAIN_TEXT', 'HTML'] as const)('changes no character of a %s unit and no order', (format) => {
    fc.assert(
      fc.property(longText, (text) => {
        expect(rejoined(format, text)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  test('makes pieces that Wix takes, but for what cannot be cut, and that is marked', () => {
    fc.assert(
      fc.property(longText, (text) => {
        for (const piece of piecesOf({ format: 'HTML', text }))
          expect(piece.tooLong).toBe(piece.text.length > LIMIT && !piece.blank);
        for (const piece of piecesOf({ format: 'PLAIN_TEXT', text: text.replace(/[\p{M}\p{Cf}]/gu, '') }))
          expect(piece.text.length).toBeLessThanOrEqual(LIMIT);
      }),
      { numRuns: 200 },
    );
  });

  test('never parts a surrogate pair', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 }), (shift) => {
        const text = 'x'.repeat(shift) + '😀'.repeat(6_000);
        for (const piece of piecesOf({ format: 'PLAIN_TEXT', text }))
          expect(piece.text.isWellFormed()).toBe(true);
      }),
    );
  });

  test('takes a unit of exactly 5,000 characters as it is, spaces and all, and one more in two', () => {
    const text = ` ${'a'.repeat(4_998)} `;
    expect(textsOf(piecesOf({ format: 'PLAIN_TEXT', text }))).toEqual([text]);
    expect(piecesOf({ format: 'PLAIN_TEXT', text: `${text}b` })).toHaveLength(2);
  });
});

describe('a plain text is cut', () => {
  const filler = (length: number) => 'word '.repeat(length / 5).slice(0, length);

  test('between paragraphs before lines, lines before sentences, sentences before words', () => {
    const cutIn = (mark: string) => {
      const text = `${filler(2_000)}${mark}${filler(5_000)}`;
      return piecesOf({ format: 'PLAIN_TEXT', text })[0]?.text;
    };
    expect(cutIn('one.\n\n')).toBe(`${filler(2_000)}one.`);
    expect(cutIn('one\n')).toBe(`${filler(2_000)}one`);
    expect(cutIn('one. ')).toBe(`${filler(2_000)}one.`);
    expect(cutIn('one, ')?.length).toBeGreaterThan(4_900);
  });

  test('behind the full stop of scripts that write no spaces', () => {
    const text = `${'字'.repeat(3_000)}。${'字'.repeat(4_000)}`;
    expect(piecesOf({ format: 'PLAIN_TEXT', text })[0]?.text).toBe(`${'字'.repeat(3_000)}。`);
  });

  test('the spaces at the cut stay out of the pieces, so that a translation cannot lose them', () => {
    const text = `${'a'.repeat(3_000)}.  \n${'b'.repeat(3_000)}`;
    const pieces = piecesOf({ format: 'PLAIN_TEXT', text });
    expect(joinPieces(pieces, ['first', 'second'])).toBe('first  \nsecond');
  });
});

describe('HTML is cut', () => {
  test('never inside a tag, an attribute with a > in it, a comment, a reference, a script', () => {
    const atoms = [
      '<a title="x > y" href=\'#\'>',
      '</a>',
      '&eacute;',
      '<!-- > -->',
      '<style>p > a {}</style>',
      'w ',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...atoms), { minLength: 800, maxLength: 1_500 }), (chosen) => {
        const pieces = piecesOf({ format: 'HTML', text: chosen.join('') });
        const whole =
          /^(?:<a title="x > y" href='#'>|<\/a>|&eacute;|<!-- > -->|<style>p > a {}<\/style>|w|\s)*$/;
        for (const { text } of pieces) expect(text).toMatch(whole);
      }),
      { numRuns: 50 },
    );
  });

  test('between blocks where no element is open, so that every piece is whole by itself', () => {
    const block = `<div><p>${'Some <b>bold</b> words. '.repeat(20)}</p></div>`;
    const pieces = piecesOf({ format: 'HTML', text: block.repeat(30) });
    expect(pieces.length).toBeGreaterThan(2);
    for (const { text } of pieces)
      expect(text).toMatch(/^(<div><p>(Some <b>bold<\/b> words\. )+<\/p><\/div>)+$/);
  });

  test.each([
    ['between words', `${'&#1087;'.repeat(5)} `],
    ['between characters where there are no words', '&#23383;'],
  ])('%s of a text that is written in references alone', (_case, references) => {
    const pieces = piecesOf({ format: 'HTML', text: `<p>${references.repeat(1_500)}</p>` });
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.some(({ tooLong }) => tooLong)).toBe(false);
    for (const { text } of pieces.slice(1, -1)) expect(text).toMatch(/^(?:&#\d+;| )+$/);
  });

  test('between sentences of one long paragraph', () => {
    const text = `<p>${'A sentence of some words. '.repeat(400)}</p>`;
    for (const piece of piecesOf({ format: 'HTML', text }).slice(0, -1))
      expect(piece.text).toMatch(/words\.$/);
  });

  test('around an image that is longer than Wix takes, which needs no call', () => {
    const image = `<img src="data:${'x'.repeat(6_000)}">`;
    const pieces = piecesOf({ format: 'HTML', text: `<p>a</p>${image}<p>b</p>` });
    expect(pieces).toMatchObject([
      { text: '<p>a</p>', blank: false },
      { text: image, blank: true, tooLong: false },
      { text: '<p>b</p>', blank: false },
    ]);
  });

  test('a tag with text that is longer than Wix takes cannot be cut, and is marked', () => {
    const pieces = piecesOf({ format: 'HTML', text: `<p>a</p><a title="${'x'.repeat(6_000)}">b</a>` });
    expect(pieces.filter(({ tooLong }) => tooLong)).toHaveLength(1);
  });
});

describe('a piece', () => {
  test.each([
    ['PLAIN_TEXT', ' \n\t'],
    ['HTML', '<br>&nbsp;<img src="a.png">'],
    ['RICH', '{"nodes":[{"type":"IMAGE"}]}'],
    ['PLAIN_TEXT', ''],
  ] as const)('of %s without any text needs no call', (format, text) => {
    expect(piecesOf({ format, text })).toMatchObject([{ text, blank: true }]);
  });

  test('of RICH content is the whole document, however long', () => {
    const text = JSON.stringify({ nodes: [{ textData: { text: 'a '.repeat(9_000) } }] });
    expect(piecesOf({ format: 'RICH', text })).toMatchObject([{ text, blank: false, tooLong: false }]);
  });
});
