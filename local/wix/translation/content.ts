// A unit of content in one of Wix's three formats: its texts, and the same unit with other texts in their place.
import * as v from 'valibot';
import { applicationError, type WixError } from '../errors.ts';
import { piecesOfHtml } from './text.ts';

const content = v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(10_000)));

/** The schema of a unit. [sdk] */
export const unitSchema = v.object({
  id: v.nullish(v.pipe(v.string(), v.maxLength(512))),
  format: v.optional(v.string()),
  plainTextContent: content,
  htmlContent: content,
  richContent: v.optional(v.record(v.string(), v.unknown())),
});

/** A unit of content to translate. */
export type Unit = v.InferOutput<typeof unitSchema>;

/** Characters that a unit, or a node of rich content, may have. [sdk] */
const MOST_CHARACTERS = 5_000;

/**
 * The unit with every text of it put through `change`; markup and everything else stay.
 * Assumptions: tags count as characters; of rich content only `textData.text` is text; a format without the content
 * that belongs to it is unknown; the statuses are 400.
 * @throws WixError `UNKNOWN_FORMAT` or `TEXT_TOO_LONG`.
 */
export function mapTexts(unit: Unit, change: (text: string) => string): Unit {
  const { format, plainTextContent, htmlContent, richContent } = unit;
  if (format === 'PLAIN_TEXT' && plainTextContent !== undefined) {
    checkLength(plainTextContent.length);
    return { ...unit, plainTextContent: change(plainTextContent) };
  }
  if (format === 'HTML' && htmlContent !== undefined) {
    checkLength(htmlContent.length);
    const pieces = piecesOfHtml(htmlContent).map((piece, index) => (index % 2 === 0 ? change(piece) : piece));
    return { ...unit, htmlContent: pieces.join('') };
  }
  if (format === 'RICH' && richContent !== undefined) {
    for (const node of Array.isArray(richContent.nodes) ? richContent.nodes : []) {
      let length = 0;
      mapRich(node, (text) => {
        length += text.length;
        return text;
      });
      checkLength(length);
    }
    return { ...unit, richContent: mapFields(richContent, change) };
  }
  throw applicationError(400, 'UNKNOWN_FORMAT', 'The format of the content is unknown');
}

function checkLength(actualLength: number): void {
  if (actualLength > MOST_CHARACTERS) throw textTooLong(actualLength);
}

const textTooLong = (actualLength: number): WixError =>
  applicationError(400, 'TEXT_TOO_LONG', 'The text is too long', {
    maxLength: MOST_CHARACTERS,
    actualLength,
  });

function mapRich(value: unknown, change: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => mapRich(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return mapFields(Object.fromEntries(Object.entries(value)), change);
}

function mapFields(
  fields: Readonly<Record<string, unknown>>,
  change: (text: string) => string,
): Record<string, unknown> {
  const mapped = Object.entries(fields).map(([name, item]) => {
    if (name !== 'textData' || typeof item !== 'object' || item === null)
      return [name, mapRich(item, change)];
    const text = 'text' in item && typeof item.text === 'string' ? { text: change(item.text) } : {};
    return [name, { ...item, ...text }];
  });
  return Object.fromEntries(mapped);
}
