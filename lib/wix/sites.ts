// Query Sites: the sites of the account, page by page.
import * as v from 'valibot';
import type { Call } from '../call.ts';
import { cursorQuery, nextCursor, PAGE_LIMIT, pages, pagingFields } from './pages.ts';
import type { WixTransport } from './transport.ts';

const API = 'Query Sites';
const site = v.object({ id: v.string(), displayName: v.optional(v.string()) });
const answer = v.object({ sites: v.array(site), ...pagingFields });

/** A site; `id` is what goes into `wix-site-id`. */
export type Site = v.InferOutput<typeof site>;

/** Without a namespace, Wix shows no headless sites. */
const firstQuery = {
  query: { filter: { namespace: { $in: ['WIX', 'HEADLESS'] } }, cursorPaging: { limit: PAGE_LIMIT } },
};

/** Lists the sites of the account in pages of at most 100. Throws what `WixTransport.send` and `pages` throw. */
export async function* querySites(wix: WixTransport, call: Call): AsyncGenerator<Site[], void, undefined> {
  const fetchPage = async (cursor: string | undefined) => {
    const body = cursor === undefined ? firstQuery : cursorQuery(cursor);
    const page = await wix.send(
      {
        api: API,
        method: 'POST',
        path: '/site-list/v2/sites/query',
        body,
        scope: 'ACCOUNT',
        repeatable: true,
        answer,
      },
      call,
    );
    return { items: page.sites, next: nextCursor(API, page.sites.length, page) };
  };
  for await (const { items } of pages(API, fetchPage)) yield items;
}
