// Whether a body is a web stream or a blob. The SDK's own check names the global classes, and naming them loads Node's
// web streams; the name of the constructor tells as much.

const isA = (name: string) => (body: unknown) =>
  typeof body === 'object' && body !== null && body.constructor?.name === name;

/** True for a web stream. */
export const isReadableStream = isA('ReadableStream');

/** True for a blob. */
export const isBlob = isA('Blob');
