// A Wix that translates into upper case, with a verdict and failures as a test wants them, and a translation by it.
import type { Content } from '../../../lib/credits/words/count.ts';
import { Failure } from '../../../lib/failure.ts';
import { type Kept, nothingKept } from '../../../lib/translate/kept.ts';
import { translateContent } from '../../../lib/translate/translate.ts';
import { testCall } from '../../support/call.ts';
import { fakeWix } from '../../support/wix.ts';

const DIRECTION = {
  siteId: '0f0e0d0c-0b0a-4908-8706-050403020100',
  sourceLanguage: 'EN',
  targetLanguage: 'FR',
};

/** A plain text. */
export const text = (words: string): Content => ({ format: 'PLAIN_TEXT', text: words });

/** So many characters that two of them are two calls. */
export const large = (letter: string): Content => ({
  format: 'RICH',
  text: JSON.stringify({ nodes: [{ textData: { text: `${letter} `.repeat(40_000) } }] }),
});

interface Sent {
  id: string;
  format: string;
  plainTextContent?: string;
  richContent?: object;
}

/** The body of a bulk call. */
export interface BulkBody {
  contentToTranslate: Sent[];
}

/** Whether a body is one of a bulk call, and not the question for the verdict. */
export const isBulk = (body: unknown): body is BulkBody => Object(body).contentToTranslate !== undefined;

/** Wix's answer to a bulk call, in upper case; `change` says what becomes of an item. */
export const inUpperCase = (
  { contentToTranslate }: BulkBody,
  change?: (sent: Sent) => object | undefined,
) => ({
  results: contentToTranslate.map((sent) => ({
    itemMetadata: { id: sent.id, success: true },
    item: { ...sent, plainTextContent: sent.plainTextContent?.toUpperCase() },
    ...change?.(sent),
  })),
});

/** A Wix with a verdict; `bulk` answers the bulk calls by their number, or throws. Counts what was asked. */
export function wixThat({
  verdict = true,
  bulk = (body) => inUpperCase(body),
}: {
  verdict?: boolean;
  bulk?: (body: BulkBody, count: number) => unknown;
} = {}) {
  const bulks: BulkBody[] = [];
  const checks: unknown[] = [];
  const wix = fakeWix(({ body }) => {
    if (isBulk(body)) {
      bulks.push(body);
      return bulk(body, bulks.length);
    }
    checks.push(body);
    return { sufficientCredits: verdict };
  });
  return { wix, bulks, checks };
}

/** Translates, in the direction of these tests. */
export const run = (
  content: readonly Content[],
  { wix }: Pick<ReturnType<typeof wixThat>, 'wix'>,
  kept: Kept = nothingKept,
  call = testCall(),
) => translateContent(DIRECTION, content, call, { wix, kept });

/** Fails as the transport does; `unsent`: before Wix has seen anything. */
export const failing = (
  code: 'WixTimeout' | 'WixUnavailable' | 'InsufficientCredits' | 'WixRateLimited',
  unsent = false,
) => {
  throw new Failure(code, `It is ${code}.`, { unsent });
};
