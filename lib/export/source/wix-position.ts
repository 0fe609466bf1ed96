// Where a walk through Wix's pages stands: enough to go on in another process, and to notice that it goes in circles.
import { hash } from 'node:crypto';
import * as v from 'valibot';
import { Failure } from '../../failure.ts';
import { compareInstants } from '../record/instant.ts';
import type { Window } from './source.ts';

/** The place of the next page. */
export interface WixPosition {
  readonly cursor: string;
  /** The `from` of the query that the cursor goes on. */
  readonly since: string;
  /** The last `createdDate` that was read; `since` when there was none. */
  readonly last: string;
  /** How many pages of the query were read. */
  readonly pages: number;
  /** Digest of the cursor that was met after the last number of pages that is a power of two. */
  readonly remembered: string;
}

const schema = v.strictTuple([v.string(), v.string(), v.string(), v.number(), v.string()]);

const digestOf = (cursor: string): string => hash('sha256', cursor, 'base64url');

/** The position as text. */
export function encodePosition({ cursor, since, last, pages, remembered }: WixPosition): string {
  return JSON.stringify([cursor, since, last, pages, remembered]);
}

/**
 * The position of a text that `encodePosition` made for a window.
 * @throws Failure `Internal` for any other text.
 */
export function decodePosition(text: string, { from, to }: Window): WixPosition {
  try {
    const [cursor, since, last, pages, remembered] = v.parse(schema, JSON.parse(text));
    if (compareInstants(since, from) < 0 || compareInstants(last, to) >= 0)
      throw new RangeError('another window');
    return { cursor, since, last, pages, remembered };
  } catch (cause) {
    throw new Failure('Internal', "The position does not belong to this window of Wix's transactions.", {
      cause,
    });
  }
}

/**
 * The position behind a page; `before` is that of the page itself, undefined for the first of a query. One cursor is
 * remembered and renewed at the powers of two (Brent's way to find a cycle), so that a position does not grow.
 * @throws Failure `WixUnavailable` when the cursor was met before.
 */
export function nextPosition(
  before: WixPosition | undefined,
  { cursor, since, last }: Pick<WixPosition, 'cursor' | 'since' | 'last'>,
): WixPosition {
  const digest = digestOf(cursor);
  if (before === undefined) return { cursor, since, last, pages: 1, remembered: digest };
  if (cursor === before.cursor || digest === before.remembered) {
    throw new Failure(
      'WixUnavailable',
      'Wix gives a page of transactions a second time: the list has no end.',
    );
  }
  const pages = before.pages + 1;
  const isRenewal = Number.isInteger(Math.log2(pages));
  return { cursor, since, last, pages, remembered: isRenewal ? digest : before.remembered };
}
