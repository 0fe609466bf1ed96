// Translations that were paid for, kept so that a repeated call does not pay again.
import { createHash } from 'node:crypto';
import pMap from 'p-map';
import * as v from 'valibot';
import type { Call } from '../call.ts';
import type { Content } from '../credits/words/count.ts';
import { Failure, toFailure } from '../failure.ts';
import type { Store } from '../store/store.ts';

/** What a translation depends on, besides the piece itself. */
export interface Direction {
  readonly siteId: string;
  readonly sourceLanguage: string;
  readonly targetLanguage: string;
}

/** Known translations by piece. */
export interface Kept {
  /**
   * The translation of each piece, undefined where none is kept.
   * @throws Failure `Internal` when the store fails, `WixTimeout` when time runs out: nothing has been spent then.
   */
  find(direction: Direction, pieces: readonly Content[], call: Call): Promise<(string | undefined)[]>;
  /** Keeps translations; the first one of a piece stays. A store that fails is logged: the caller gets the text. */
  keep(direction: Direction, translated: readonly (readonly [Content, string])[], call: Call): Promise<void>;
}

/** Keeps nothing: a repeated call translates, and pays, again. */
export const nothingKept: Kept = {
  find: async (_direction, pieces) => pieces.map(() => undefined),
  keep: async () => undefined,
};

const AT_ONCE = 32;
const entry = v.pipe(v.string(), v.parseJson(), v.object({ text: v.string() }));

/**
 * Keeps translations in a store under `translations/`: one object a piece, create-only, its key a hash of the site, the
 * languages, the format and the source text. It holds the translated text and nothing else.
 */
export function keptIn(store: Pick<Store, 'get' | 'put'>): Kept {
  return {
    find: (direction, pieces, call) =>
      pMap(
        pieces,
        async (piece) => {
          if (call.deadline.remaining() === 0) throw outOfTime();
          const found = await store.get(keyOf(direction, piece));
          if (found === undefined) return undefined;
          const parsed = v.safeParse(entry, Buffer.from(found.body).toString());
          if (parsed.success) return parsed.output.text;
          call.log.warn('A kept translation cannot be read, and is made anew', { siteId: direction.siteId });
          return undefined;
        },
        { concurrency: AT_ONCE },
      ),
    keep: async (direction, translated, call) => {
      try {
        await pMap(
          translated,
          ([piece, text]) =>
            store.put(keyOf(direction, piece), Buffer.from(JSON.stringify({ text })), {
              condition: 'create-only',
              contentType: 'application/json',
            }),
          { concurrency: AT_ONCE, stopOnError: false },
        );
      } catch (thrown) {
        const { siteId } = direction;
        // An AggregateError of what the store said: each is worded for the operator, and none holds content.
        const [first] = thrown instanceof AggregateError ? thrown.errors : [thrown];
        const { code } = toFailure(first);
        call.log.warn('Translations could not be kept: a repeated call pays for them again', {
          siteId,
          code,
        });
        call.metrics.count('TranslationsNotKept');
      }
    },
  };
}

const outOfTime = () =>
  new Failure(
    'WixTimeout',
    'There was no time to look up known translations; nothing was translated. Try again.',
  );

function keyOf({ siteId, sourceLanguage, targetLanguage }: Direction, { format, text }: Content): string {
  const facts = JSON.stringify([siteId.toLowerCase(), sourceLanguage, targetLanguage, format, text]);
  return `translations/v1/${createHash('sha256').update(facts).digest('hex')}.json`;
}
