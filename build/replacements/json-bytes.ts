// The bytes of a request body. The SDK's own class lets them pass for a string, with a warning, in old middleware.

/** Makes room for a body: plain bytes. */
export const JsonBytesStringAdapter = { allocUnsafe: (bytes: number): Buffer => Buffer.allocUnsafe(bytes) };
