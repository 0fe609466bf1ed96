// The sites to read: those that Wix lists, and where the list cannot be had, those that are known.
import type { Call } from '../../call.ts';
import { toFailure } from '../../failure.ts';
import { querySites } from '../../wix/sites.ts';
import type { WixTransport } from '../../wix/transport.ts';

/** What became of the list. */
export interface SiteList {
  /** Names by id, of those that Wix listed. */
  readonly names: Map<string, string | undefined>;
  /** Whether Wix listed all of them. */
  readonly whole: boolean;
}

/** A list of sites on its way. */
export interface SiteWalk {
  /** Ids, page by page; those of sites that are known and were not listed come last when the list breaks off. */
  pages(call: Call): AsyncIterable<readonly string[]>;
  /** What became of it, once the pages are over. */
  result(): SiteList;
}

/** Asks for the next page as soon as one is there: nobody who reads its sites waits for the list. */
async function* ahead<T>(pages: AsyncIterator<T>): AsyncGenerator<T> {
  let next = pages.next();
  for (;;) {
    const { done, value } = await next;
    if (done) return;
    next = pages.next();
    // Whoever comes for the next page is told; until then it is no unhandled rejection.
    next.catch(() => undefined);
    yield value;
  }
}

/**
 * Walks the list of the account's sites. When it breaks off, the known sites are read all the same, so that each of them is
 * seen to fail or not. Only a failure of the function itself, `Internal`, is thrown.
 */
export function walkSites(wix: WixTransport, known: readonly string[]): SiteWalk {
  const names = new Map<string, string | undefined>();
  let whole = false;
  return {
    async *pages(call) {
      try {
        for await (const page of ahead(querySites(wix, call))) {
          for (const { id, displayName } of page) names.set(id.toLowerCase(), displayName);
          yield page.map(({ id }) => id.toLowerCase());
        }
        whole = true;
      } catch (thrown) {
        const { code, message } = toFailure(thrown);
        if (code === 'Internal') throw thrown;
        call.log.warn('The list of sites could not be read; those that are known are read.', {
          code,
          detail: message,
        });
        yield known.filter((siteId) => !names.has(siteId));
      }
    },
    result: () => ({ names, whole }),
  };
}

/** Sites that are named: no list is asked for. */
export function namedSites(siteIds: readonly string[], whole: boolean): SiteWalk {
  const names = new Map(siteIds.map((siteId) => [siteId.toLowerCase(), undefined]));
  return {
    async *pages() {
      yield [...names.keys()];
    },
    result: () => ({ names, whole }),
  };
}
