// Groups of codes that routes have in common.
import { CODES, type Code } from '../../../lib/codes.ts';

const isCode = (text: string): text is Code => Object.hasOwn(CODES, text);
/** The gateway answers with these itself, and in its own form. */
const GATEWAY_CODES: ReadonlySet<Code> = new Set<Code>(['Unauthorized', 'Forbidden']);

/** Every code that a function can answer over HTTP. */
export const FUNCTION_CODES: readonly Code[] = Object.keys(CODES)
  .filter(isCode)
  .filter((code) => !GATEWAY_CODES.has(code));

/** Of every route: a wrong input, a wrong setting. */
export const PLAIN_CODES = ['InvalidInput', 'Internal'] as const satisfies readonly Code[];

/** Of a route that asks Wix. */
export const WIX_CODES = [
  ...PLAIN_CODES,
  'WixCredentialsRejected',
  'WixRequestRejected',
  'WixUnavailable',
  'WixRateLimited',
  'WixTimeout',
  'SecretUnavailable',
] as const satisfies readonly Code[];
