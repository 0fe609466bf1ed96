// The kinds of values that the answers of several APIs share.
import * as v from 'valibot';

/** A number of credits; Wix does not say that it is whole. */
export const amount = v.pipe(v.number(), v.finite());

/** A number that Wix documents as never negative. */
export const count = v.pipe(amount, v.minValue(0));

/** An instant as ISO 8601 text. */
export const instant = v.pipe(v.string(), v.isoTimestamp());
