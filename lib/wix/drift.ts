// Answers whose shape Wix does not document: what is wrong becomes unknown, the rest is used, and it is told.
import * as v from 'valibot';

/** What was read of an answer, if it could be read at all. */
export type Tolerated<T> = ({ readonly readable: true; readonly value: T } | { readonly readable: false }) & {
  /** Where it was not what Wix documents: dotted paths, `*` for any index, each once. */
  readonly unknownPaths: readonly string[];
};

const NUMERIC = /^-?\d+(\.\d+)?$/;

/**
 * Parses what can be parsed. A value of a wrong shape counts as one that was not sent; a wrong item leaves its list;
 * where the schema cannot do without it, the value around it goes. A number sent as text (as proto JSON sends
 * int64) is taken as the number it is, and reported too. A field that is `v.undefinedable` is one that Wix
 * documents as present: when it is missing it is undefined, and reported. Changes `data`.
 */
export function parseTolerant<T>(schema: v.GenericSchema<unknown, T>, data: unknown): Tolerated<T> {
  const unknownPaths = new Set<string>();
  for (;;) {
    const result = v.safeParse(schema, data);
    if (result.success) return { readable: true, value: result.output, unknownPaths: [...unknownPaths] };
    // From the last to the first, so that dropping an item moves none that is still to be dropped.
    for (const issue of result.issues.reverse()) {
      if (issue.path)
        unknownPaths.add(issue.path.map(({ key }) => (typeof key === 'number' ? '*' : key)).join('.'));
      if (!mend(issue)) return { readable: false, unknownPaths: [...unknownPaths] };
    }
  }
}

/** Makes one offending value acceptable, or gives up what is around it; false when that is the whole answer. */
function mend(issue: v.BaseIssue<unknown>): boolean {
  for (const item of (issue.path ?? []).toReversed()) {
    if (item.type === 'array' && Array.isArray(item.input)) {
      if (item.input[item.key] === item.value) item.input.splice(item.key, 1);
      return true;
    }
    if (item.type !== 'object') return false;
    const { input, key, value } = item;
    if (value !== undefined || !(key in input)) {
      input[key] = numberIn(value);
      return true;
    }
  }
  return false;
}

const numberIn = (value: unknown) =>
  typeof value === 'string' && NUMERIC.test(value) ? Number(value) : undefined;
