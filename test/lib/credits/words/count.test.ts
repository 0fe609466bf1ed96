// The rules of the word count: an estimate that ignores markup and knows languages without spaces.
import fc from 'fast-check';
import { countWords, languageTag, plainText } from '../../../../lib/credits/words/count.ts';

describe('plain text', () => {
  it.each([
    ['Logo T-Shirt', 3],
    ['', 0],
    [' — … !? ', 0],
    ["It's 3.14 o'clock", 3],
    ['one\ntwo\tthree', 3],
    ['日本語を話します', 5],
    ['สวัสดีชาวโลก', 3],
  ])('%j has %i words', (text, words) => {
    expect(countWords(text)).toBe(words);
  });

  it('a long text counts as its words do, wherever it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,40}$/), { minLength: 500, maxLength: 1500, size: 'max' }),
        (words) => {
          expect(countWords(words.join(' '))).toBe(words.length);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('a text without any space is cut, not refused', () => {
    expect(countWords('a'.repeat(4096))).toBe(1);
    expect(countWords('a'.repeat(4097))).toBe(2);
    expect(countWords(` ${'a'.repeat(8192)}`)).toBe(3);
  });
});

describe('language tags', () => {
  it.each([
    ['EN', 'en'],
    ['PT_BR', 'pt-BR'],
    ['zh-hant', 'zh-Hant'],
  ])('%s is %s', (language, tag) => {
    expect(languageTag(language)).toBe(tag);
  });

  it.each(['', 'e', 'english language', '../x'])('%j is none', (language) => {
    expect(languageTag(language)).toBeUndefined();
  });
});

describe('formats', () => {
  it('HTML counts what a visitor sees', () => {
    expect(plainText({ format: 'HTML', text: '<p>Hello <b>W</b>ix</p><script>let x</script>' })?.trim()).toBe(
      'Hello Wix',
    );
  });

  it('PLAIN_TEXT is counted as it stands', () => {
    expect(plainText({ format: 'PLAIN_TEXT', text: '<p>' })).toBe('<p>');
  });

  it('RICH that is no document is not counted at all', () => {
    expect(plainText({ format: 'RICH', text: 'Hello' })).toBeUndefined();
  });
});
