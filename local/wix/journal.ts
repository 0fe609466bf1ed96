// What was asked of this Wix, for tests and demos; the API key is never in it.

/** One request and its answer. */
export interface JournalEntry {
  /** Instant of arrival on the world's clock, ISO 8601. */
  readonly at: string;
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly query: string;
  /** All headers but `authorization`, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Name of the key that was sent, when it is known. */
  readonly keyName: string | undefined;
  readonly body: string;
  /** Status of the answer; undefined when a fault let none out, or while it is still open. */
  status: number | undefined;
  /** Kind of the fault that met the request. */
  fault: string | undefined;
  readonly wixRequestId: string;
}

/** The requests since the start or since it was cleared; beyond `kept` the oldest are dropped, but still counted. */
export interface Journal {
  readonly entries: readonly JournalEntry[];
  /** All requests, including those that were dropped. */
  count(): number;
  add(entry: JournalEntry): void;
  clear(): void;
}

/** A journal that keeps the newest `kept` entries. */
export function createJournal(kept = 10_000): Journal {
  const entries: JournalEntry[] = [];
  let count = 0;
  return {
    entries,
    count: () => count,
    add: (entry) => {
      count++;
      entries.push(entry);
      if (entries.length >= kept * 2) entries.splice(0, entries.length - kept);
    },
    clear: () => {
      count = 0;
      entries.length = 0;
    },
  };
}
