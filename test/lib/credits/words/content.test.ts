// The rules of content in an input: what is taken, what a caller is told, and how its words are counted.
import * as v from 'valibot';
import { contentSchema, estimateWords, languageSchema } from '../../../../lib/credits/words/content.ts';

const problems = (schema: v.GenericSchema, value: unknown) =>
  (v.safeParse(schema, value).issues ?? []).map((issue) => [v.getDotPath(issue), issue.message]);

describe('one unit', () => {
  it('has a format and a text, and a name if the caller wants', () => {
    for (const unit of [
      { format: 'HTML', text: '<p>' },
      { id: 'x'.repeat(512), format: 'PLAIN_TEXT', text: ' ' },
    ]) {
      expect(v.parse(contentSchema, unit)).toStrictEqual(unit);
    }
  });

  it.each([
    [{ format: 'HTML', text: '' }, 'text', 'expected text that is not empty'],
    [{ format: 'HTML', text: 7 }, 'text', 'expected text'],
    [{ format: 'html', text: 'x' }, 'format', 'expected PLAIN_TEXT, HTML, RICH'],
    [{ id: 1, format: 'HTML', text: 'x' }, 'id', 'expected text'],
    [{ id: 'x'.repeat(513), format: 'HTML', text: 'x' }, 'id', 'expected at most 512 characters'],
  ])('is not %j', (unit, path, message) => {
    expect(problems(contentSchema, unit)).toEqual([[path, message]]);
  });
});

describe('a language', () => {
  it.each([
    ['PT_BR', 'pt-BR'],
    ['en', 'en'],
  ])('%s is %s', (language, tag) => {
    expect(v.parse(languageSchema, language)).toBe(tag);
  });

  it('that is none is told with two that are', () => {
    expect(problems(languageSchema, 'english language')).toEqual([
      [null, 'expected a language such as EN or pt-BR'],
    ]);
    expect(problems(languageSchema, 7)).toEqual([[null, 'expected a language']]);
  });
});

describe('the words of all units', () => {
  const plain = (text: string) => ({ format: 'PLAIN_TEXT', text }) as const;
  const rich = (text: string) => ({ format: 'RICH', text }) as const;

  it('are added up', () => {
    expect(
      estimateWords([plain('one two'), rich('{"nodes":[]}'), { format: 'HTML', text: '<b>three</b>' }]),
    ).toBe(3);
    expect(estimateWords([])).toBe(0);
  });

  it('are counted by the rules of the language', () => {
    expect(estimateWords([plain('naïve café')], 'fr')).toBe(2);
  });

  it('are an InvalidInput naming every unit that is no rich content document', () => {
    const message = 'expected a rich content document as JSON text';
    const estimate = () => estimateWords([rich('x'), plain('one'), rich('[]')]);
    expect(estimate).toThrow(
      expect.objectContaining({
        code: 'InvalidInput',
        message: 'The content cannot be read.',
        errors: [
          { path: 'content.0.text', message },
          { path: 'content.2.text', message },
        ],
      }),
    );
  });
});
