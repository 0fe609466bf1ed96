// The languages of Machine Translation: the same as in Wix's SDK, and in which ways a code may be written.
import { machineTranslation } from '@wix/multilingual';
import * as v from 'valibot';
import { LANGUAGES, tagOf, wixLanguageSchema } from '../../../lib/translate/languages.ts';

test('the languages are those of the official SDK', () => {
  expect(LANGUAGES).toEqual(new Set(Object.values(machineTranslation.SupportedLanguage)));
});

test.each([
  ['EN', 'EN'],
  ['en', 'EN'],
  ['zh-CN', 'ZH_CN'],
  ['zh_tw', 'ZH_TW'],
  ['mni-Mtei', 'MNI_MTEI'],
])('%s is %s', (given, code) => {
  expect(v.parse(wixLanguageSchema, given)).toBe(code);
});

test.each(['', 'XX', 'pt-BR', 'english', ' EN', 'EN\n', 5, null])('%j is refused', (given) => {
  expect(v.is(wixLanguageSchema, given)).toBe(false);
});

test('every code is a language that words can be counted in', () => {
  for (const code of LANGUAGES)
    expect(() => new Intl.Segmenter(tagOf(code), { granularity: 'word' })).not.toThrow();
});
