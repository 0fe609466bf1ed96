// Random UUIDs of invocations. The SDK's own names the global `crypto`, and naming it loads all of Web Crypto.
import { randomUUID } from 'node:crypto';

/** Binds a generator; the source of random numbers that is passed in is not needed. */
export const bindV4 = (): (() => string) => () => randomUUID();
