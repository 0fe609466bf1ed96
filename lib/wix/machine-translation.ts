// Machine Translation v3 of one site: up to 1,000 pieces of content at once. A word of the source costs one credit.
import * as v from 'valibot';
import type { Call } from '../call.ts';
import type { Content } from '../credits/words/count.ts';
import { refusals as creditRefusals } from './credit-data.ts';
import { count } from './fields.ts';
import type { Refusals, WixTransport } from './transport.ts';

/** Pieces that one bulk call takes. [sdk] */
export const MOST_PIECES = 1_000;
/** Characters that a PLAIN_TEXT or HTML piece, or a node of a RICH one, may have. [sdk] */
export const MOST_CHARACTERS = 5_000;

/** What is to be translated; languages as Wix writes them (`EN`, `ZH_CN`). */
export interface TranslationOrder {
  readonly sourceLanguage: string;
  readonly targetLanguage: string;
  /** 1 to 1,000 pieces; the text of a RICH one is a JSON object. */
  readonly pieces: readonly Content[];
}

/**
 * What became of one piece: its translation, or Wix's error code for it (undefined where Wix gave none that is a code).
 * Undefined stands for a piece of which the answer tells nothing: whether it was translated and paid for is unknown.
 */
export type TranslatedPiece =
  | { readonly text: string }
  | { readonly refused: string | undefined }
  | undefined;

const result = v.object({
  itemMetadata: v.optional(
    v.object({
      id: v.nullish(v.string()),
      originalIndex: v.nullish(count),
      success: v.nullish(v.boolean()),
      error: v.nullish(v.object({ code: v.nullish(v.string()) })),
    }),
  ),
  item: v.nullish(
    v.object({
      plainTextContent: v.nullish(v.string()),
      htmlContent: v.nullish(v.string()),
      richContent: v.nullish(v.looseObject({ nodes: v.array(v.unknown()) })),
    }),
  ),
});
const answer = v.object({ results: v.undefinedable(v.array(result)) });
type Result = v.InferOutput<typeof result>;

/** The status of `NOT_ENOUGH_CREDITS` is documented nowhere, so the code goes before any status. */
const refusals: Refusals = (status, applicationCode) =>
  applicationCode === 'NOT_ENOUGH_CREDITS' ? 'InsufficientCredits' : creditRefusals(status, applicationCode);

/** An item's error code, when it can be one: anything else is upstream text. */
const CODE = /^[A-Z][A-Z0-9_]{0,79}$/;

/**
 * Translates pieces in one call, which is never sent twice when its answer was lost. The answer has one entry a piece,
 * in their order. Wix knows the pieces by their position only: the ids of a caller are none of its business.
 * @throws what `WixTransport.send` throws, `FeatureNotAvailable`, and `InsufficientCredits` when the credits do not
 * suffice for all pieces together. A `WixTimeout` or `WixUnavailable` that is not `unsent` leaves open whether Wix has
 * translated, and charged for, any of them; after every other failure it has not.
 */
export async function bulkMachineTranslate(
  wix: WixTransport,
  siteId: string,
  { sourceLanguage, targetLanguage, pieces }: TranslationOrder,
  call: Call,
): Promise<readonly TranslatedPiece[]> {
  const { results } = await wix.send(
    {
      api: 'Bulk Machine Translate',
      method: 'POST',
      path: '/machine-translation/v3/bulk-machine-translate',
      body: { sourceLanguage, targetLanguage, contentToTranslate: pieces.map(toWix) },
      scope: { siteId },
      repeatable: false,
      refusals,
      answer,
    },
    call,
  );
  const byPosition = new Map((results ?? []).map((one) => [positionOf(one), one]));
  return pieces.map(({ format }, position) => fromWix(format, byPosition.get(position)));
}

function toWix({ format, text }: Content, position: number) {
  const id = String(position);
  if (format === 'HTML') return { id, format, htmlContent: text };
  if (format === 'RICH') return { id, format, richContent: JSON.parse(text) };
  return { id, format, plainTextContent: text };
}

/** Proto JSON may leave out an index of 0, so the id that we gave goes first. */
function positionOf({ itemMetadata }: Result): number | undefined {
  const { id, originalIndex } = itemMetadata ?? {};
  return id == null || !/^\d{1,4}$/.test(id) ? (originalIndex ?? undefined) : Number(id);
}

function fromWix(format: Content['format'], found: Result | undefined): TranslatedPiece {
  const { success, error } = found?.itemMetadata ?? {};
  if (success === false || error != null) {
    const code = error?.code ?? '';
    return { refused: CODE.test(code) ? code : undefined };
  }
  const { plainTextContent, htmlContent, richContent } = found?.item ?? {};
  const rich = richContent == null ? undefined : JSON.stringify(richContent);
  const text = { PLAIN_TEXT: plainTextContent, HTML: htmlContent, RICH: rich }[format];
  return text == null ? undefined : { text };
}
