// The names of variables in the message of an error: found with a pattern in the source text of a function, for each
// setting that is not set. The message is never seen: the SDK goes on to the default.

/** No names. */
export const getSelectorName = (): string => '';
