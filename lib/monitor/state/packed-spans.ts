// Spans of usage as one short text: ten thousand series keep six weeks of them.
import * as v from 'valibot';
import type { Amount } from '../../credits/usage/amount.ts';
import type { Certainty } from '../../credits/usage/change.ts';

/** A stretch of time and what was used in it; `used` is undefined where nobody was watching. */
export interface Span {
  readonly milliseconds: number;
  readonly used: Amount | undefined;
  readonly certainty: Certainty;
  /** Undefined where the readings do not say whether credits were bought. */
  readonly bought: Amount | undefined;
}

const SPAN = /(\d{1,13}):(\d+(?:\.\d+)?)?(~)?(?:\+(\d+(?:\.\d+)?|\?))?(?:,|$)/g;
const SPANS = new RegExp(`^(?:${SPAN.source})*$`);

/**
 * The schema of packed spans, oldest first: `900000:12,900000:3~+100,3600000:`. A span is its milliseconds and, behind the colon,
 * what was used (nothing: not watched), `~` where that is the least, and `+` with what was bought (`?`: unknown; left
 * out: nothing).
 */
export const packedSpansSchema = v.pipe(v.string(), v.regex(SPANS, 'packed spans'));

/** Spans as text. */
export function packSpans(spans: readonly Span[]): string {
  return spans
    .map(({ milliseconds, used, certainty, bought }) => {
      if (used === undefined) return `${milliseconds}:`;
      const purchase = bought === '0' ? '' : `+${bought ?? '?'}`;
      return `${milliseconds}:${used}${certainty === 'exact' ? '' : '~'}${purchase}`;
    })
    .join(',');
}

/** The spans of a text that fits the schema. */
export function unpackSpans(text: string): Span[] {
  return Array.from(text.matchAll(SPAN), ([, milliseconds, used, least, bought = '0']) => ({
    milliseconds: Number(milliseconds),
    used,
    certainty: least === undefined ? 'exact' : 'at least',
    bought: bought === '?' ? undefined : bought,
  }));
}
