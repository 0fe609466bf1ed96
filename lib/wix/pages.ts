// Lists that come in pages: the answers of the platform's Query contract, and the walk from cursor to cursor.
import * as v from 'valibot';
import { Failure } from '../failure.ts';

/** The most that Wix gives on one page. */
export const PAGE_LIMIT = 100;

const paging = v.object({
  cursors: v.optional(v.object({ next: v.nullish(v.string()) })),
  hasNext: v.optional(v.boolean()),
});

/** Where an answer says how the list goes on: each API has one of the two names. */
export const pagingFields = { metadata: v.optional(paging), pagingMetadata: v.optional(paging) };

/** One page, and the cursor of the next one when there is one. */
export interface Page<T> {
  readonly items: T[];
  readonly next: string | undefined;
}

type PagingFields = v.InferOutput<v.ObjectSchema<typeof pagingFields, undefined>>;

/**
 * The cursor of the next page; undefined on the last one. Either sign of the end is enough: `hasNext: false`, or no
 * cursor where `hasNext` is not sent.
 * @throws Failure `WixUnavailable` where there is more but no cursor, or a full page and no word on what follows: a
 * part of a list must not pass for the whole.
 */
export function nextCursor(
  api: string,
  items: number,
  { metadata, pagingMetadata }: PagingFields,
): string | undefined {
  const paging = metadata ?? pagingMetadata;
  const hasNext = paging === undefined ? items >= PAGE_LIMIT : paging.hasNext;
  const next = paging?.cursors?.next;
  if (hasNext === false) return undefined;
  if (next) return next;
  if (hasNext) throw new Failure('WixUnavailable', `Wix does not say how the list of "${api}" goes on.`);
  return undefined;
}

/** The body that asks for the page of a cursor: Wix wants neither filter nor sort with it. */
export const cursorQuery = (cursor: string) => ({
  query: { cursorPaging: { cursor, limit: PAGE_LIMIT } },
});

/**
 * Walks a list from its start, or from a cursor, one request at a time and each page once; concurrent `next()` calls
 * get successive pages. Remembers two cursors, not all of them: the last, and the one at the last step that is a power
 * of two (Brent's way to find a cycle), so that memory does not grow with the list.
 * @throws Failure `WixUnavailable` when a cursor comes again, and what `fetchPage` throws.
 */
export async function* pages<T>(
  api: string,
  fetchPage: (cursor: string | undefined) => Promise<Page<T>>,
  start?: string,
): AsyncGenerator<Page<T>, void, undefined> {
  let remembered = start;
  let cursor = start;
  for (let step = 1, renewal = 1; ; step += 1) {
    const page = await fetchPage(cursor);
    if (page.next !== undefined && (page.next === cursor || page.next === remembered)) {
      throw new Failure('WixUnavailable', `Wix gives a page of "${api}" a second time: the list has no end.`);
    }
    yield page;
    if (page.next === undefined) return;
    cursor = page.next;
    if (step === renewal) {
      remembered = cursor;
      renewal *= 2;
    }
  }
}
