// The floor: a handler that does nothing. What a process costs before any of our code is in its time.

/** Answers at once. */
export const handler = async () => ({ statusCode: 200, body: '{}' });
