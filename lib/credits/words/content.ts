// Content in an input: its schema, and the estimate of its words.
import * as v from 'valibot';
import { Failure, type InputError } from '../../failure.ts';
import { countWords, FORMATS, languageTag, plainText } from './count.ts';

/** The schema of one unit; RICH `text` is a rich content document as JSON text, and `id` the caller's own name for it. */
export const contentSchema = v.object({
  id: v.optional(v.pipe(v.string('expected text'), v.maxLength(512, 'expected at most 512 characters'))),
  format: v.picklist(FORMATS, `expected ${FORMATS.join(', ')}`),
  text: v.pipe(v.string('expected text'), v.minLength(1, 'expected text that is not empty')),
});

/** The schema of a language as Wix writes it (`EN`, `PT_BR`) or as BCP 47 does; the output is the BCP 47 tag. */
export const languageSchema = v.pipe(
  v.string('expected a language'),
  v.check((language) => languageTag(language) !== undefined, 'expected a language such as EN or pt-BR'),
  v.transform((language) => languageTag(language) ?? language),
);

/**
 * The estimated number of words of all units together.
 * @throws Failure `InvalidInput` naming each RICH unit that is no rich content document.
 */
export function estimateWords(
  content: readonly v.InferOutput<typeof contentSchema>[],
  language?: string,
): number {
  const errors: InputError[] = [];
  let words = 0;
  for (const [index, unit] of content.entries()) {
    const text = plainText(unit);
    if (text !== undefined) words += countWords(text, language);
    else
      errors.push({
        path: `content.${index}.text`,
        message: 'expected a rich content document as JSON text',
      });
  }
  if (errors.length > 0) throw new Failure('InvalidInput', 'The content cannot be read.', { errors });
  return words;
}
